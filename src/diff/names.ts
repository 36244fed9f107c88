import type { Column, ForeignKey, Index, Table } from '../schema/model.ts'

/** What people call a table: its model; the join table of an implicit many-to-many relation has only its own name. */
export const modelName = (table: Table): string => table.model ?? table.name

/** `User.name`: how questions and answers name a field. */
export const fieldKey = (table: Table, column: Pick<Column, 'field'>): string => `${modelName(table)}.${column.field}`

/** A column as people call it; the column's own name where it is no field of the table. */
export const fieldOf = (table: Table, column: string): string => table.columns.find(({ name }) => name === column)?.field ?? column

/** The key of `--duplicates` and `--orphans`: the first column's field. */
export const firstFieldKey = (table: Table, { columns }: Pick<Index | ForeignKey, 'columns'>): string =>
  `${modelName(table)}.${fieldOf(table, columns[0] ?? '')}`

/** `name, email and title`. */
export const listed = (words: readonly string[], last = 'and'): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`

export const sameList = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && left.every((value, at) => value === right[at])

/** Code unit order: never a locale's. */
export const compareText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)
