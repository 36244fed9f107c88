import { nodeAt, nodesAt, textAt, type Node } from '../../sql/parse.ts'
import type { LintStatement } from '../sql/lint-file.ts'
import { alterations, lastName, relationName } from '../sql/nodes.ts'
import type { SqlRule } from '../sql/rule.ts'

/** A validated CHECK (column IS NOT NULL), or (18) NOT NULL constraint, that the same change added to the table proves it without a scan. */
function isProven(earlier: readonly LintStatement[], table: string, column: string): boolean {
  const actions = earlier.flatMap(alterations).filter((action) => relationName(action.table) === table)
  const validated = actions.filter(({ subtype }) => subtype === 'AT_ValidateConstraint').map(({ name }) => name)
  return actions.some(({ subtype, constraint }) => {
    if (subtype !== 'AT_AddConstraint' || !isNotNull(constraint, column)) return false
    return constraint['skip_validation'] !== true || validated.includes(textAt(constraint, 'conname'))
  })
}

function isNotNull(constraint: Node, column: string): boolean {
  if (textAt(constraint, 'contype') === 'CONSTR_NOTNULL') return lastName(nodesAt(constraint, 'keys')) === column
  const test = nodeAt(nodeAt(constraint, 'raw_expr'), 'NullTest')
  return textAt(test, 'nulltesttype') === 'IS_NOT_NULL' && lastName(nodesAt(nodeAt(nodeAt(test, 'arg'), 'ColumnRef'), 'fields')) === column
}

/** https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-NOT-NULL */
export const setNotNullWithoutCheck: SqlRule = {
  level: 'error',
  title: 'SET NOT NULL without a proof scans the table under ACCESS EXCLUSIVE',
  find: (statement, context) =>
    alterations(statement)
      .filter(({ subtype, table, name }) => {
        return subtype === 'AT_SetNotNull' && context.isExisting(table) && !isProven(context.earlier, relationName(table), name)
      })
      .map(({ table, name }) => ({
        message: `SET NOT NULL reads every row of ${relationName(table)} while nobody can read or write it, and fails when one ${name} is NULL.`,
        instead:
          context.postgresVersion >= 18
            ? `ADD CONSTRAINT ... NOT NULL "${name}" NOT VALID, then VALIDATE CONSTRAINT in a migration of its own; or leave it to stager plan, which fills the rows, too.`
            : `ADD CONSTRAINT ... CHECK ("${name}" IS NOT NULL) NOT VALID, VALIDATE CONSTRAINT, SET NOT NULL and DROP CONSTRAINT, a migration each; or leave it to stager plan, which fills the rows, too.`,
      })),
}
