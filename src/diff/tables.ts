import type { Schema, Table } from '../schema/model.ts'
import type { AnswerBook } from './answer-book.ts'
import type { SchemaChange } from './change.ts'
import { diffColumns } from './columns.ts'
import { droppedTable } from './dropped-tables.ts'
import { found, together, type Findings } from './findings.ts'
import { diffForeignKeys, newForeignKeys } from './foreign-keys.ts'
import { diffIndexes } from './indexes.ts'
import { modelName } from './names.ts'
import { diffPrimaryKey } from './primary-key.ts'
import { rowKey } from '../schema/row-key.ts'
import type { TablePair } from './table-pair.ts'

const isTable =
  (wanted: Table) =>
  (candidate: Table): boolean =>
    candidate.schema === wanted.schema && candidate.name === wanted.name

/** Tables match by their names in the database: a model that only got another name is no change. */
export function diffTables(before: Schema, after: Schema, book: AnswerBook): Findings {
  const removed = before.tables.filter((table) => !after.tables.some(isTable(table)))
  const added = after.tables.filter((table) => !before.tables.some(isTable(table)))
  const moves = removed.flatMap((from) => added.filter(({ model }) => model !== null && model === from.model).map((to) => ({ from, to })))
  const isMoved = (table: Table): boolean => moves.some(({ from, to }) => from === table || to === table)
  const created = added.filter((table) => !isMoved(table))
  return together([
    ...after.tables.flatMap((to) => before.tables.filter(isTable(to)).map((from) => diffTable({ before: from, after: to, book }))),
    ...created.map(createdTable),
    ...removed.filter((table) => !isMoved(table)).map((table) => droppedTable(table, removed, created, book)),
    ...moves.map(({ from, to }) => movedTable(from, to, book)),
  ])
}

function diffTable(pair: TablePair): Findings {
  const findings = together([diffPrimaryKey(pair), diffColumns(pair), diffIndexes(pair), diffForeignKeys(pair)])
  if (rowKey(pair.before, pair.after) !== null || !findings.changes.some(visitsRows)) return findings
  const model = modelName(pair.after)
  return together([
    findings,
    found({
      refusals: [
        {
          code: 'no-key',
          model,
          field: null,
          message: `The rows of ${model} need new values, and without a primary key or a unique index over required fields they cannot be visited in batches.`,
          hint: `Add an @id or a @unique field to ${model} in a migration before this one.`,
        },
      ],
    }),
  ])
}

/** The change has a backfill. */
function visitsRows(change: SchemaChange): boolean {
  switch (change.kind) {
    case 'renameColumn':
      return true
    case 'addColumn':
      return (change.fill !== null && change.fill.kind !== 'none') || change.column.default?.kind === 'sequence'
    case 'setNotNull':
      return change.fill.kind !== 'none'
    case 'addUnique':
      return change.duplicates !== 'refuse'
    case 'addForeignKey':
      return change.orphans !== 'refuse'
    default:
      return false
  }
}

/** With its primary key and indexes; no row is there, so no field of it is asked about. */
const createdTable = (table: Table): Findings =>
  found({ changes: [{ kind: 'createTable', table: { ...table, foreignKeys: [] } }, ...newForeignKeys(table)] })

const described = ({ schema, name }: Table): string => (schema === null ? `"${name}"` : `"${schema}"."${name}"`)

/** The same model over another table. */
function movedTable(from: Table, to: Table, book: AnswerBook): Findings {
  const model = modelName(to)
  book.isDropped(modelName(from))
  const renamed = from.name !== to.name
  const map = from.name === model ? `take @@map("${to.name}") off ${model}` : `leave @@map("${from.name}") on ${model}`
  return found({
    refusals: [
      {
        code: renamed ? 'table-rename-not-staged' : 'table-move-not-staged',
        model,
        field: null,
        message: `${model} moves from the table ${described(from)} to ${described(to)}, which this release does not stage.`,
        hint: renamed
          ? `To rename it in the code only, ${map}: that changes no database at all.`
          : `Leave ${from.schema === null ? `${model} without @@schema("${to.schema ?? ''}")` : `@@schema("${from.schema}") on ${model}`}.`,
      },
    ],
  })
}
