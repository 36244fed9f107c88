import { sameTable } from '../schema/lookup.ts'
import type { ForeignKey, Schema, Table } from '../schema/model.ts'
import type { AnswerBook } from './answer-book.ts'
import type { ColumnRename } from './change.ts'
import type { MovedTable } from './moved-tables.ts'
import { modelName } from './names.ts'

/** The foreign key of a table that refers to the same one as `key`; null where there is none, or more than one. */
function partnerOf(table: Table, { references }: ForeignKey): ForeignKey | null {
  const [only, ...others] = table.foreignKeys.filter((other) => other.columns.length === 1 && sameTable(other.references, references))
  return only === undefined || others.length > 0 ? null : only
}

/**
 * How the columns of a join table are called now: by the models that they refer to, since Prisma calls them A and B in the order of the
 * models' names. Null where both refer to one model. `from` refers to tables by their new names.
 */
export function joinColumns(from: Table, to: Table): readonly ColumnRename[] | null {
  const pairs = from.foreignKeys
    .filter(({ columns }) => columns.length === 1)
    .map((key) => ({ key, partner: partnerOf(to, key), back: partnerOf(from, key) }))
  if (pairs.length < 2 || pairs.some(({ key, partner, back }) => partner === null || back !== key)) return null
  return pairs.flatMap(({ key, partner }) => {
    const [column = '', now = ''] = [key.columns[0], partner?.columns[0]]
    return column === now ? [] : [{ from: column, to: now }]
  })
}

const endsOf = ({ foreignKeys }: Table): readonly string[] =>
  foreignKeys.map(({ references }) => JSON.stringify([references.schema, references.name])).toSorted()

/** Both refer to the same two tables, and to no other. */
export const sameEnds = (left: Table, right: Table): boolean => {
  const [first, second] = [endsOf(left), endsOf(right)]
  return first.length === 2 && JSON.stringify(first) === JSON.stringify(second)
}

/** One of the joined models has another name in the code, and so Prisma has another one for the join table. */
const endIsRenamed = (before: Schema, after: Schema, table: Table): boolean =>
  table.foreignKeys.some(({ references }) => {
    const [old, now] = [before, after].map(({ tables }) => tables.find((other) => sameTable(other, references)))
    return old !== undefined && now !== undefined && old.model !== now.model
  })

/**
 * The join tables of implicit relations that follow their models to new names and schemas: no question where there is only one of the two
 * models before and after. `before` has the models' tables under their new names.
 */
export function movedJoinTables(
  before: Schema,
  after: Schema,
  removed: readonly Table[],
  added: readonly Table[],
  book: AnswerBook,
): readonly MovedTable[] {
  const joins = (tables: readonly Table[]): readonly Table[] => tables.filter(({ model }) => model === null)
  // Their names have not changed yet, what they refer to may have.
  const old = joins(removed).map((table) => ({ table, now: before.tables.find((other) => sameTable(other, table)) ?? table }))
  return old.flatMap(({ table, now }): readonly MovedTable[] => {
    if (book.isDropped(modelName(table))) return []
    const follows = endIsRenamed(before, after, now)
    const [to, ...others] = joins(added).filter((candidate) => sameEnds(now, candidate) && (follows || candidate.name === table.name))
    const rivals = old.filter((other) => other.table !== table && sameEnds(other.now, now))
    return to === undefined || others.length + rivals.length > 0 ? [] : [{ from: table, to }]
  })
}
