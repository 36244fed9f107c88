import type { Table } from './model.ts'

/** A partial index does not hold every row. Quoted names may contain anything, so they are set aside. */
export const isPartial = (definition: string): boolean => /\bWHERE\b/i.test(definition.replaceAll(/"(?:[^"]|"")*"/g, ''))

/**
 * The columns by which a backfill walks over the table: its primary key, or a unique index, whose columns are required as long as the
 * backfill may run. Null when there are none.
 */
export function rowKey(before: Table, after: Table): readonly string[] | null {
  const stays = (name: string): boolean =>
    [before, after].every(({ columns }) => columns.some((column) => column.name === name && !column.nullable))
  const uniques = before.indexes.filter(({ unique, definition }) => unique && !isPartial(definition)).map(({ columns }) => columns)
  const key = before.primaryKey?.columns
  // A column that leaves the key takes NULL from expand on.
  const keyStays = key !== undefined && (key.every(stays) || after.primaryKey?.columns.join('\0') === key.join('\0'))
  return (keyStays ? key : uniques.find((columns) => columns.every(stays))) ?? key ?? null
}
