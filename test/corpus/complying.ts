import type { ChangeOf, SchemaChange } from '../../src/diff/change.ts'
import { convertible, type Conforming } from '../../src/rehearse/conforming.ts'
import { sameTable } from '../../src/schema/lookup.ts'
import type { ForeignKey, Schema, Table } from '../../src/schema/model.ts'

/** The new release keeps to its schema, whatever the database has of it already, and to foreign keys that are there until contract. */
export const complying = (before: Schema, after: Schema, changes: readonly SchemaChange[]): Conforming => ({
  schema: {
    ...after,
    tables: after.tables.map((table) => ({ ...table, foreignKeys: [...table.foreignKeys, ...leftKeys(after, table, changes)] })),
  },
  empty: [],
  value: convertible(before, after, changes),
})

const leftKeys = ({ tables }: Schema, table: Table, changes: readonly SchemaChange[]): readonly ForeignKey[] =>
  changes
    .filter((change): change is ChangeOf<'dropForeignKey'> => change.kind === 'dropForeignKey')
    .filter((change) => sameTable(change.table, table))
    .map(({ foreignKey }) => foreignKey)
    .filter(({ columns, references }) => {
      const parent = tables.find((one) => sameTable(one, references))
      return parent !== undefined && hasColumns(table, columns) && hasColumns(parent, references.columns)
    })

const hasColumns = (table: Table, columns: readonly string[]): boolean =>
  columns.every((name) => table.columns.some((column) => column.name === name))
