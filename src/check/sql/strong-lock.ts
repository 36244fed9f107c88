import { nodeAt, textAt } from '../../sql/parse.ts'
import { alterations, addedConstraints, droppedObjects, isDrop } from './nodes.ts'
import { tablesCreated } from './created.ts'
import type { LintStatement } from './lint-file.ts'
import type { LintContext } from './rule.ts'

/** Actions of ALTER TABLE that take SHARE UPDATE EXCLUSIVE only. */
const weak: ReadonlySet<string> = new Set(['AT_ValidateConstraint', 'AT_SetStatistics', 'AT_SetRelOptions', 'AT_AttachPartition'])

/**
 * True for a statement that takes a lock on a table in use which blocks its reads or writes.
 * https://www.postgresql.org/docs/current/explicit-locking.html
 */
export function takesStrongLock(statement: LintStatement, context: LintContext): boolean {
  const { kind, node } = statement
  const references = addedConstraints(statement, 'CONSTR_FOREIGN').some(({ node: key }) => context.isExisting(nodeAt(key, 'pktable')))
  switch (kind) {
    case 'AlterTableStmt':
      return (
        references ||
        alterations(statement).some(({ table, subtype, def }) => {
          const isConcurrent = nodeAt(def, 'PartitionCmd')['concurrent'] === true
          return context.isExisting(table) && !weak.has(subtype) && !isConcurrent
        })
      )
    case 'DropStmt': {
      const own = tablesCreated(context.earlier)
      const isOfTable = isDrop(statement, 'OBJECT_TABLE') || (isDrop(statement, 'OBJECT_INDEX') && node['concurrent'] !== true)
      return isOfTable && droppedObjects(statement).some((name) => !own.has(name))
    }
    case 'RenameStmt':
      return (
        ['OBJECT_TABLE', 'OBJECT_COLUMN', 'OBJECT_TABCONSTRAINT'].includes(textAt(node, 'renameType')) &&
        context.isExisting(nodeAt(node, 'relation'))
      )
    case 'IndexStmt':
      return node['concurrent'] !== true && context.isExisting(nodeAt(node, 'relation'))
    case 'ClusterStmt':
      return true
    case 'VacuumStmt':
      return /\bFULL\b/i.test(statement.text)
    case 'ReindexStmt':
      return !/\bCONCURRENTLY\b/i.test(statement.text)
    case 'CreateTrigStmt':
    case 'LockStmt':
    case 'TruncateStmt':
      return 'relname' in nodeAt(node, 'relation') ? context.isExisting(nodeAt(node, 'relation')) : true
    default:
      return false
  }
}
