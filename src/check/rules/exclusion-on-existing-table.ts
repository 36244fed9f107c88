import { textAt } from '../../sql/parse.ts'
import { addedConstraints, relationName } from '../sql/nodes.ts'
import type { SqlRule } from '../sql/rule.ts'

/** There is no USING INDEX and no NOT VALID for it. https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-EXCLUDE */
export const exclusionOnExistingTable: SqlRule = {
  level: 'error',
  title: 'ADD EXCLUDE builds an index under ACCESS EXCLUSIVE, and cannot do otherwise',
  find: (statement, context) =>
    addedConstraints(statement, 'CONSTR_EXCLUSION')
      .filter(({ table }) => context.isExisting(table))
      .map(({ table, node }) => ({
        message: `${textAt(node, 'conname') || 'The exclusion constraint'} builds its index while nobody can read or write ${relationName(table)}.`,
        instead:
          'Create the constraint with a new table, copy the rows in batches, and swap the two; or take the outage on purpose, with stager:allow.',
      })),
}
