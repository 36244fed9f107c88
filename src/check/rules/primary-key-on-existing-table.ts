import { textAt } from '../../sql/parse.ts'
import { addedConstraints, relationName } from '../sql/nodes.ts'
import type { SqlRule } from '../sql/rule.ts'

export const primaryKeyOnExistingTable: SqlRule = {
  level: 'error',
  title: 'ADD PRIMARY KEY builds an index and scans for NULLs under ACCESS EXCLUSIVE',
  find: (statement, context) =>
    addedConstraints(statement, 'CONSTR_PRIMARY')
      .filter(({ table, node }) => textAt(node, 'indexname') === '' && context.isExisting(table))
      .map(({ table }) => ({
        message: `The new primary key builds its index while nobody can read or write ${relationName(table)}.`,
        instead:
          'CREATE UNIQUE INDEX CONCURRENTLY over columns that are NOT NULL, then ADD CONSTRAINT ... PRIMARY KEY USING INDEX; or leave it to stager plan.',
      })),
}
