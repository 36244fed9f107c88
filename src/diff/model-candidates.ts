import type { Column, Schema, Table } from '../schema/model.ts'
import { sameEnds } from './join-tables.ts'
import { modelName } from './names.ts'
import { dice, similarity } from './similarity.ts'

/** Weights of what speaks for a model's new name; what the table holds says most. */
const weights = { columns: 6, name: 2, relations: 2, position: 1 } as const

/** From here on two tables look like one under two names: half of what they could have in common. */
const alike = 0.5

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')

/** `fullName` and `full_name` are one name here: whole schemas are renamed so. */
const columnText = ({ name, type }: Column): string => `${plain(name)} ${type}`

/** The tables at the other ends of the table's foreign keys, in both directions. */
const neighbours = (schema: Schema, table: Table): readonly string[] => [
  ...table.foreignKeys.map(({ references }) => `> ${references.name}`),
  ...schema.tables.flatMap((other) =>
    other.foreignKeys
      .filter(({ references }) => references.schema === table.schema && references.name === table.name)
      .map(() => `< ${other.name}`),
  ),
]

/** The place among the tables that stay. */
const placeOf = (schema: Schema, other: Schema, table: Table): number =>
  schema.tables.slice(0, schema.tables.indexOf(table)).filter(({ name }) => other.tables.some((candidate) => candidate.name === name))
    .length

/** A join table has the columns that Prisma gives it: what they refer to counts. */
const columnsInCommon = (from: Table, to: Table): number =>
  (from.model === null || to.model === null) && sameEnds(from, to) ? 1 : dice(from.columns.map(columnText), to.columns.map(columnText))

function score(before: Schema, after: Schema, from: Table, to: Table): number {
  const isAlone = from.foreignKeys.length === 0 && neighbours(before, from).length === 0
  const distance = Math.abs(placeOf(before, after, from) - placeOf(after, before, to))
  return (
    weights.columns * columnsInCommon(from, to) +
    weights.name * similarity(modelName(from), modelName(to)) +
    weights.relations * (isAlone ? Number(neighbours(after, to).length === 0) : dice(neighbours(before, from), neighbours(after, to))) +
    weights.position / (1 + distance)
  )
}

const best = Object.values(weights).reduce((sum, weight) => sum + weight, 0)

/** The new tables that a removed one may have become, best first. Nobody takes the best one unasked. */
export const modelCandidates = (before: Schema, after: Schema, removed: Table, added: readonly Table[]): readonly Table[] =>
  added
    .map((table) => ({ table, score: score(before, after, removed, table) / best }))
    .filter(({ score: value }) => value >= alike)
    .toSorted((left, right) => right.score - left.score)
    .map(({ table }) => table)
