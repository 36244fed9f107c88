import type { Column, Table } from '../schema/model.ts'
import { addedColumn } from './added-columns.ts'
import { together, type Findings } from './findings.ts'
import { keptColumn } from './kept-columns.ts'
import { fieldKey } from './names.ts'
import { refusedKeyColumns } from './primary-key.ts'
import { removedColumn, renameTargetError } from './removed-columns.ts'
import { renameCandidates } from './rename-candidates.ts'
import { renamedColumn, type RenamedColumn } from './renamed-columns.ts'
import type { TablePair } from './table-pair.ts'

const missingFrom =
  (table: Table) =>
  (column: Column): boolean =>
    table.columns.every(({ name }) => name !== column.name)

/** The renames that were answered, each with the column that it names. */
function answeredRenames(pair: TablePair, removed: readonly Column[], added: readonly Column[]): readonly RenamedColumn[] {
  return removed.flatMap((from) => {
    const field = pair.book.rename(fieldKey(pair.before, from))
    if (field === undefined) return []
    const to = added.find((column) => column.field === field)
    if (to === undefined) throw renameTargetError(pair, from, field, added)
    return [{ from, to }]
  })
}

/** Columns match by their names in the database: what only got another `@map`-free field name is no change. */
export function diffColumns(pair: TablePair): Findings {
  const { before, after } = pair
  const key = refusedKeyColumns(pair)
  const allRemoved = before.columns.filter(missingFrom(after))
  const allAdded = after.columns.filter(missingFrom(before))
  const renames = answeredRenames(pair, allRemoved, allAdded)

  const isAnswered = (column: Column): boolean =>
    renames.some(({ from, to }) => from === column || to === column) || pair.moves.isAnswered(after, column)
  const removed = allRemoved.filter((column) => !isAnswered(column) && !key.has(column.name))
  const added = allAdded.filter((column) => !isAnswered(column) && !key.has(column.name))
  for (const column of allAdded) pair.book.fill(fieldKey(after, column))
  for (const column of allRemoved) if (key.has(column.name)) pair.book.isDropped(fieldKey(before, column))

  const candidates = new Map(removed.map((column) => [column, renameCandidates(before, after, column, added)] as const))
  // Whether such a column is new is not known before the question is answered.
  const open = new Set(
    removed.filter((column) => !pair.book.isDropped(fieldKey(before, column))).flatMap((column) => candidates.get(column) ?? []),
  )

  return together([
    ...after.columns.flatMap((to) => before.columns.filter(({ name }) => name === to.name).map((from) => keptColumn(pair, from, to))),
    ...renames.filter(({ from, to }) => !key.has(from.name) && !key.has(to.name)).map((renamed) => renamedColumn(pair, renamed)),
    ...added.filter((column) => !open.has(column) && !pair.moves.isOpen(after, column)).map((column) => addedColumn(pair, column)),
    ...removed.map((column) => removedColumn(pair, column, candidates.get(column) ?? [], added)),
    pair.moves.into(after),
  ])
}
