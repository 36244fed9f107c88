import type { Index, PrimaryKey, Table } from './model.ts'
import { isPartial } from './row-key.ts'

/** When a primary key changes hands; `impossible` where no moment is right. */
export type KeyTiming = 'expand' | 'contract' | 'impossible'

const sameColumns = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && left.every((name) => right.includes(name))

const isRequired = (table: Table, name: string): boolean => table.columns.some((column) => column.name === name && !column.nullable)

/** The unique indexes that hold every row. */
export const wholeUniques = (table: Table): readonly Index[] =>
  table.indexes.filter(({ unique, definition }) => unique && !isPartial(definition))

/** True when the table has a unique index over these columns, in whatever order. */
export const isUniqueIn = (table: Table, columns: readonly string[]): boolean =>
  wholeUniques(table).some((index) => sameColumns(index.columns, columns))

/** Columns of the old key that the new client neither reads nor writes, or that may be NULL: no key of its. */
export const leavingColumns = (before: Table, after: Table): readonly string[] =>
  (before.primaryKey?.columns ?? []).filter((name) => !isRequired(after, name))

/**
 * Prisma Client names rows by the primary key, also where its fields are ignored, so the transition schema cannot have a key with a
 * column that contract drops: then the key changes in expand. That needs a new one that is required and unique already.
 */
export function keyTiming(before: Table, after: Table): KeyTiming {
  if (leavingColumns(before, after).length === 0) return 'contract'
  return isReady(before, after) ? 'expand' : 'impossible'
}

function isReady(before: Table, after: Table): boolean {
  const { primaryKey: key } = after
  if (key === null) {
    return wholeUniques(before).some(
      ({ columns }) => isUniqueIn(after, columns) && columns.every((name) => isRequired(before, name) && isRequired(after, name)),
    )
  }
  const unique = wholeUniques(before).some(({ columns }) => columns.every((name) => key.columns.includes(name)))
  return unique && key.columns.every((name) => isRequired(before, name))
}

/**
 * The unique index over the new key's columns that the target no longer has: it becomes the primary key's own. PostgreSQL takes one in
 * the key's order only. https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT-USING-INDEX
 */
export function promotedIndex(before: Table, after: Table, to: PrimaryKey | null): Index | null {
  if (to === null || samePlainKey(before.primaryKey, to)) return null
  const plain = (index: Index): boolean => index.definition === plainDefinition(to.columns)
  return after.indexes.some((index) => index.unique && plain(index)) ? null : (wholeUniques(before).find(plain) ?? null)
}

const samePlainKey = (left: PrimaryKey | null, right: PrimaryKey): boolean =>
  left !== null && plainDefinition(left.columns) === plainDefinition(right.columns)

/** `("a", "b")`: an index in Prisma's words, with PostgreSQL's default order. */
export const plainDefinition = (columns: readonly string[]): string =>
  `(${columns.map((name) => `"${name.replaceAll('"', '""')}"`).join(', ')})`
