import type { Index, Table } from './model.ts'

/** A partial index does not hold every row. Quoted names may contain anything, so they are set aside. */
export const isPartial = (definition: string): boolean => /\bWHERE\b/i.test(unquoted(definition))

const unquoted = (definition: string): string => definition.replaceAll(/"(?:[^"]|"")*"/g, '')

/** One column, of an integer type. */
export const isOneInteger = ([first, ...more]: readonly { readonly type: string }[]): boolean =>
  first !== undefined && more.length === 0 && /^(SMALLINT|INTEGER|INT|BIGINT)$/i.test(first.type)

/** Where PostgreSQL has a row. The walk over a table that has no key goes by it: `ctid` ranges, which no UPDATE can be followed along. */
export const rowAddress = 'ctid'

/**
 * The columns by which a backfill walks over the table: its primary key, or the best of the unique indexes whose columns are required as long
 * as the backfill may run. Null when there are none: NULLs are not unique, and no range holds them.
 */
export function rowKey(before: Table, after: Table): readonly string[] | null {
  const stays = (name: string): boolean =>
    [before, after].every(({ columns }) => columns.some((column) => column.name === name && !column.nullable))
  const uniques = before.indexes
    .filter(({ unique, definition, columns }) => unique && !isPartial(definition) && columns.every(stays))
    .toSorted((left, right) => cost(before, left) - cost(before, right))
  const key = before.primaryKey?.columns
  // A column that leaves the key takes NULL from expand on.
  const keyStays = key !== undefined && (key.every(stays) || after.primaryKey?.columns.join('\0') === key.join('\0'))
  return (keyStays ? key : uniques[0]?.columns) ?? key ?? null
}

/** Few and narrow columns compare fast and make short cursors; an index in mixed directions cannot give the rows in the order of its columns. */
function cost({ columns }: Table, index: Index): number {
  const types = index.columns.map((name) => columns.find((column) => column.name === name)?.type ?? '')
  const isMixed = index.columns.length > 1 && /\bDESC\b/i.test(unquoted(index.definition))
  return (
    types.reduce((sum, type) => sum + (/^(SMALLINT|INTEGER|BIGINT)$/.test(type) ? 2 : /^(UUID|DATE|TIME)/.test(type) ? 3 : 4), 0) +
    (isMixed ? 100 : 0)
  )
}
