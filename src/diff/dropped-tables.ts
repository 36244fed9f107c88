import type { Table } from '../schema/model.ts'
import type { AnswerBook } from './answer-book.ts'
import { flagText } from './flags.ts'
import { found, type Findings } from './findings.ts'
import { modelName } from './names.ts'

/** The share of columns that two tables have in common, by name and type. */
function likeness(left: Table, right: Table): number {
  const shared = left.columns.filter(({ name, type }) => right.columns.some((column) => column.name === name && column.type === type))
  return shared.length / Math.max(left.columns.length, right.columns.length, 1)
}

/** From here on two tables look like one under two names. */
const alike = 0.6

/** The new table that looks most like the dropped one. */
const successorOf = (table: Table, created: readonly Table[]): Table | undefined =>
  created
    .map((candidate) => ({ candidate, likeness: likeness(table, candidate) }))
    .filter((each) => each.likeness >= alike && (each.candidate.model === null) === (table.model === null))
    .toSorted((left, right) => right.likeness - left.likeness)[0]?.candidate

/** The join table of an implicit relation goes with a model that is dropped by name: its rows are pairs of that model's. */
const goesWithAModel = (table: Table, removed: readonly Table[], book: AnswerBook): boolean =>
  table.model === null &&
  removed.some(
    (other) =>
      other.model !== null &&
      book.isDropped(modelName(other)) &&
      table.foreignKeys.some(({ references }) => references.schema === other.schema && references.name === other.name),
  )

export function droppedTable(table: Table, removed: readonly Table[], created: readonly Table[], book: AnswerBook): Findings {
  const key = modelName(table)
  const named = book.isDropped(key)
  if (named || goesWithAModel(table, removed, book)) return found({ changes: [{ kind: 'dropTable', table }] })
  const what = table.model === null ? `The join table ${key}` : `The model ${key}`
  const successor = successorOf(table, created)
  const rename =
    successor === undefined
      ? ''
      : `; the new table ${successor.name} starts empty: to rename ${key} instead, write @@map("${table.name}") on ${modelName(successor)}, which changes no database (a rename of the table itself is not staged yet)`
  return found({
    questions: [
      {
        id: `drop:${key}`,
        kind: 'drop',
        model: key,
        field: null,
        text: `${what} is gone: may its table "${table.name}" be dropped with all its rows?`,
        answers: [{ flag: flagText('drop', key), text: `drop the table and its rows at contract${rename}` }],
      },
    ],
  })
}
