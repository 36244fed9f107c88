import { definedColumns, relationName, typeOf } from '../sql/nodes.ts'
import { textAt } from '../../sql/parse.ts'
import type { SqlRule } from '../sql/rule.ts'

/** https://wiki.postgresql.org/wiki/Don%27t_Do_This#Don.27t_use_timestamp_.28without_time_zone.29 */
export const timestampWithoutZone: SqlRule = {
  level: 'note',
  title: 'TIMESTAMP without a time zone',
  find: (statement) =>
    definedColumns(statement)
      .filter(({ node }) => typeOf(node) === 'timestamp')
      .map(({ table, node }) => ({
        message: `${relationName(table)}.${textAt(node, 'colname')} has no time zone: it means another moment for each session that reads it.`,
        instead: 'TIMESTAMPTZ: @db.Timestamptz(3) in the schema. DateTime alone is TIMESTAMP(3), which Prisma reads and writes as UTC.',
      })),
}
