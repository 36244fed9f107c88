import { nodeAt, textAt } from '../../sql/parse.ts'
import { addedConstraints, relationName } from '../sql/nodes.ts'
import type { SqlRule } from '../sql/rule.ts'

/**
 * A new column without a default has no value to look up, but PostgreSQL scans the table all the same.
 * https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT
 */
export const foreignKeyWithoutNotValid: SqlRule = {
  level: 'error',
  title: 'ADD FOREIGN KEY without NOT VALID scans the table and blocks writes to both',
  find: (statement, context) =>
    addedConstraints(statement, 'CONSTR_FOREIGN')
      .filter(({ table, node }) => node['skip_validation'] !== true && node['is_enforced'] !== false && context.isExisting(table))
      .map(({ table, node, column }) => {
        const name = textAt(node, 'conname') || column || 'the foreign key'
        const [from, to] = [relationName(table), relationName(nodeAt(node, 'pktable'))]
        return {
          message: `Adding ${name} looks up every row of ${from}, and blocks writes to ${from} and ${to} meanwhile.`,
          instead:
            column === null
              ? `ADD CONSTRAINT ... NOT VALID, then ALTER TABLE ... VALIDATE CONSTRAINT in a migration of its own; or leave it to stager plan.`
              : `Add the column alone, then ADD CONSTRAINT ... FOREIGN KEY (${column}) ... NOT VALID, then VALIDATE CONSTRAINT in a migration of its own.`,
        }
      }),
}
