import { textAt } from '../../sql/parse.ts'
import { addedConstraints, relationName } from '../sql/nodes.ts'
import type { SqlRule } from '../sql/rule.ts'

export const checkWithoutNotValid: SqlRule = {
  level: 'error',
  title: 'ADD CHECK without NOT VALID scans the table and blocks reads and writes',
  find: (statement, context) =>
    [...addedConstraints(statement, 'CONSTR_CHECK'), ...addedConstraints(statement, 'CONSTR_NOTNULL')]
      .filter(({ table, node, column }) => {
        // NOT NULL of a new column is the rule required-column.
        const isOwn = textAt(node, 'contype') === 'CONSTR_CHECK' || column === null
        return isOwn && node['skip_validation'] !== true && node['is_enforced'] !== false && context.isExisting(table)
      })
      .map(({ table, node, column }) => ({
        message: `Adding ${textAt(node, 'conname') || (column === null ? 'the constraint' : `the CHECK of ${column}`)} reads every row of ${relationName(table)} under ACCESS EXCLUSIVE.`,
        instead: 'ADD CONSTRAINT ... NOT VALID, then ALTER TABLE ... VALIDATE CONSTRAINT in a migration of its own.',
      })),
}
