import { sameTable } from '../schema/lookup.ts'
import type { Schema, Table } from '../schema/model.ts'
import type { SchemaChange } from './change.ts'
import { fieldOf, listed, modelName } from './names.ts'
import type { Refusal } from './question.ts'

/** The foreign keys that PostgreSQL would drop and add again, under locks on both tables. */
const foreignKeysOver = ({ tables }: Schema, table: Table, column: string): readonly string[] =>
  tables.flatMap((one) =>
    one.foreignKeys
      .filter(
        ({ columns, references }) =>
          (one === table && columns.includes(column)) || (sameTable(references, table) && references.columns.includes(column)),
      )
      .map(({ name }) => name),
  )

/** A widening touches no row, but it does touch the foreign keys of the column, and with them other tables. */
export function widenedKeys(before: Schema, changes: readonly SchemaChange[]): readonly Refusal[] {
  return changes.flatMap((change) => {
    if (change.kind !== 'widenColumn') return []
    const table = before.tables.find((one) => sameTable(one, change.table))
    const keys = table === undefined ? [] : foreignKeysOver(before, table, change.column)
    if (table === undefined || keys.length === 0) return []
    const field = fieldOf(table, change.column)
    return [
      {
        code: 'type-change-not-staged',
        model: modelName(table),
        field,
        message:
          `${modelName(table)}.${field} changes its type from ${change.from} to ${change.to}, and is part of ${listed(keys)}: ` +
          `this release does not stage that for the columns of a foreign key.`,
        hint: `Leave ${field} as it was.`,
      },
    ]
  })
}
