import { nodesAt, textAt, type ParsedStatement } from '../../sql/parse.ts'
import { alterations } from './nodes.ts'

/** Actions of ALTER TABLE that may be done again, and change nothing the second time. */
const repeatableActions: ReadonlySet<string> = new Set([
  'AT_SetNotNull',
  'AT_DropNotNull',
  'AT_ColumnDefault',
  'AT_ValidateConstraint',
  'AT_AlterColumnType',
  'AT_EnableRowSecurity',
  'AT_DisableRowSecurity',
  'AT_ReplicaIdentity',
  'AT_SetStatistics',
  'AT_SetStorage',
  'AT_SetRelOptions',
])

/** Statements that stop with an error when what they make is there already. */
const creating: ReadonlySet<string> = new Set([
  'CreateStmt',
  'IndexStmt',
  'CreateSeqStmt',
  'CreateSchemaStmt',
  'CreateExtensionStmt',
  'CreateTableAsStmt',
  'CreateEnumStmt',
  'CompositeTypeStmt',
  'CreateDomainStmt',
  'CreatePolicyStmt',
  'RenameStmt',
  'AlterObjectSchemaStmt',
])

/** True when the statement can run a second time without an error: IF NOT EXISTS, IF EXISTS, OR REPLACE. */
export function isRepeatable(statement: ParsedStatement): boolean {
  const { kind, node } = statement
  if (kind === 'AlterTableStmt') {
    return alterations(statement).every(
      ({ subtype, ifMissing, constraint }) =>
        ifMissing || repeatableActions.has(subtype) || (subtype === 'AT_AddConstraint' && textAt(constraint, 'conname') === ''),
    )
  }
  if (kind === 'DropStmt') return node['missing_ok'] === true
  if (kind === 'CreateFunctionStmt' || kind === 'CreateTrigStmt' || kind === 'ViewStmt') return node['replace'] === true
  if (kind === 'AlterEnumStmt') return node['skipIfNewValExists'] === true
  if (kind === 'InsertStmt') return nodesAt({ list: [node['onConflictClause']] }, 'list').length > 0
  return !creating.has(kind) || node['if_not_exists'] === true
}
