import type { Column, Table } from '../schema/model.ts'
import { similarity } from './similarity.ts'

/** Weights of what speaks for a rename; the names say most. */
const weights = { name: 4, position: 2, constraints: 2, nullable: 1, default: 1 } as const

/** How the column takes part in the table's key, indexes and relations, without any name. */
const constraintsOf = (table: Table, column: string): string =>
  JSON.stringify([
    table.indexes
      .filter(({ columns }) => columns.includes(column))
      .map(({ unique, columns }) => `${unique ? 'unique' : 'index'} ${String(columns.indexOf(column))} of ${String(columns.length)}`)
      .toSorted(),
    table.foreignKeys
      .filter(({ columns }) => columns.includes(column))
      .map(({ references }) => references.name)
      .toSorted(),
  ])

/** The place among the columns that stayed, so that one added or removed column does not move all that follow. */
const placeOf = (table: Table, other: Table, column: string): number =>
  table.columns
    .slice(
      0,
      table.columns.findIndex(({ name }) => name === column),
    )
    .filter(({ name }) => other.columns.some((candidate) => candidate.name === name)).length

function score(before: Table, after: Table, from: Column, to: Column): number {
  const distance = Math.abs(placeOf(before, after, from.name) - placeOf(after, before, to.name))
  return (
    weights.name * similarity(from.field, to.field) +
    weights.position / (1 + distance) +
    (constraintsOf(before, from.name) === constraintsOf(after, to.name) ? weights.constraints : 0) +
    (from.nullable === to.nullable ? weights.nullable : 0) +
    (JSON.stringify([from.default, from.clientDefault]) === JSON.stringify([to.default, to.clientDefault]) ? weights.default : 0)
  )
}

/** The added columns of the same type, best first: what a removed column may have become. Nobody takes the best one unasked. */
export const renameCandidates = (before: Table, after: Table, removed: Column, added: readonly Column[]): readonly Column[] =>
  added
    .filter(({ type }) => type === removed.type)
    .map((column) => ({ column, score: score(before, after, removed, column) }))
    .toSorted((left, right) => right.score - left.score)
    .map(({ column }) => column)
