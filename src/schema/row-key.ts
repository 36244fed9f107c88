import type { Table } from './model.ts'

/** A partial index does not hold every row. Quoted names may contain anything, so they are set aside. */
const isPartial = (definition: string): boolean => /\bWHERE\b/i.test(definition.replaceAll(/"(?:[^"]|"")*"/g, ''))

/**
 * The columns by which a backfill walks over the table: its primary key, or a unique index whose columns are required before
 * and after the change. Null when there are none.
 */
export function rowKey(before: Table, after: Table): readonly string[] | null {
  const stays = (name: string): boolean =>
    [before, after].every(({ columns }) => columns.some((column) => column.name === name && !column.nullable))
  const unique = before.indexes.find(({ unique, columns, definition }) => unique && !isPartial(definition) && columns.every(stays))
  return before.primaryKey?.columns ?? unique?.columns ?? null
}
