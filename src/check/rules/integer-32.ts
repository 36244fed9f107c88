import { definedColumns, relationName, typeOf } from '../sql/nodes.ts'
import { textAt } from '../../sql/parse.ts'
import type { SqlRule } from '../sql/rule.ts'

const small: ReadonlySet<string> = new Set(['int2', 'int4', 'smallserial', 'serial', 'serial2', 'serial4'])

export const integer32: SqlRule = {
  level: 'note',
  title: 'an integer of 32 or 16 bits runs out of numbers',
  find: (statement) =>
    definedColumns(statement)
      .filter(({ node }) => small.has(typeOf(node)))
      .map(({ table, node }) => ({
        message: `${relationName(table)}.${textAt(node, 'colname')} ends at 2,147,483,647 (SMALLINT at 32,767): widening it later rewrites the table.`,
        instead: 'BigInt in the schema, BIGINT in SQL, for keys and counters that grow.',
      })),
}
