import { textAt } from '../../sql/parse.ts'
import { addedConstraints, relationName } from '../sql/nodes.ts'
import type { SqlRule } from '../sql/rule.ts'

export const uniqueOnExistingTable: SqlRule = {
  level: 'error',
  title: 'ADD UNIQUE builds an index under ACCESS EXCLUSIVE',
  find: (statement, context) =>
    addedConstraints(statement, 'CONSTR_UNIQUE')
      .filter(({ table, node }) => textAt(node, 'indexname') === '' && context.isExisting(table))
      .map(({ table, node, column }) => ({
        message: `${textAt(node, 'conname') || `The unique constraint${column === null ? '' : ` of ${column}`}`} builds its index while nobody can read or write ${relationName(table)}.`,
        instead:
          'CREATE UNIQUE INDEX CONCURRENTLY, alone in its file, then ADD CONSTRAINT ... UNIQUE USING INDEX; or leave it to stager plan.',
      })),
}
