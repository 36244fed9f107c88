import { sameTable } from '../schema/lookup.ts'
import type { Schema, Table } from '../schema/model.ts'
import type { ChangeOf, SchemaChange } from './change.ts'
import { conversionOf } from './conversions.ts'

const isInForeignKey = ({ tables }: Schema, table: Table, column: string): boolean =>
  tables.some((one) =>
    one.foreignKeys.some(
      ({ columns, references }) =>
        (one === table && columns.includes(column)) || (sameTable(references, table) && references.columns.includes(column)),
    ),
  )

/**
 * A widening touches no row, but PostgreSQL drops the foreign keys of the column and adds them again, under locks on both tables: such a column is
 * swapped instead.
 */
export const swapWidenedKeys = (before: Schema, after: Schema, changes: readonly SchemaChange[]): readonly SchemaChange[] =>
  changes.map((change) => (change.kind === 'widenColumn' ? swapWidened(before, after, change) : change))

function swapWidened(before: Schema, after: Schema, change: ChangeOf<'widenColumn'>): SchemaChange {
  const columnIn = ({ tables }: Schema) =>
    tables.find((one) => sameTable(one, change.table))?.columns.find(({ name }) => name === change.column)
  const table = before.tables.find((one) => sameTable(one, change.table))
  const [from, to] = [columnIn(before), columnIn(after)]
  if (table === undefined || from === undefined || to === undefined || !isInForeignKey(before, table, change.column)) return change
  const conversion = conversionOf(from, to)
  if (conversion === null) return change
  return {
    kind: 'changeType',
    table: change.table,
    from,
    to: { ...to, nullable: from.nullable, default: from.default },
    shadowType: to.type,
    conversion,
  }
}
