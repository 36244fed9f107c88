import { definedColumns, relationName, typeLimits, typeOf } from '../sql/nodes.ts'
import { textAt } from '../../sql/parse.ts'
import type { SqlRule } from '../sql/rule.ts'

export const varcharLimit: SqlRule = {
  level: 'note',
  title: 'a limit that needs a lock to change',
  find: (statement) =>
    definedColumns(statement)
      .filter(({ node }) => typeOf(node) === 'varchar' && typeLimits(node).length > 0)
      .map(({ table, node }) => ({
        message: `${relationName(table)}.${textAt(node, 'colname')} has a limit in its type: narrowing it later rewrites the table.`,
        instead: 'TEXT with a CHECK of its length, which can be added NOT VALID.',
      })),
}
