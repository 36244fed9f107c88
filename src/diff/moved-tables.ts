import { StagerError, exitCode } from '../errors.ts'
import { findTable, sameTable } from '../schema/lookup.ts'
import type { Schema, Table } from '../schema/model.ts'
import { readdress } from '../schema/readdress.ts'
import { withAlias } from './alias-answers.ts'
import type { AnswerBook } from './answer-book.ts'
import type { ChangeOf, ColumnRename } from './change.ts'
import { flagText } from './flags.ts'
import { joinColumns, movedJoinTables } from './join-tables.ts'
import { modelCandidates } from './model-candidates.ts'
import { fieldKey, listed, modelName } from './names.ts'
import type { Refusal } from './question.ts'
import { nameOfTable } from './table-pair.ts'

/** One table under its old and its new name. */
export interface MovedTable {
  readonly from: Table
  readonly to: Table
}

export interface SettledMoves {
  /** The base schema with the moved tables, and the columns that were renamed with them, under their new names. */
  readonly before: Schema
  readonly changes: readonly ChangeOf<'moveTable'>[]
  readonly refusals: readonly Refusal[]
  /** The tables that are gone, each with the new tables that it may have become. */
  readonly removed: readonly { readonly table: Table; readonly candidates: readonly Table[] }[]
}

const missingFrom =
  ({ tables }: Schema) =>
  (table: Table): boolean =>
    !tables.some((other) => sameTable(other, table))

/** Which tables have another name, or are in another schema: where an answer says so, and where the same model says so itself. */
export function settleMoves(before: Schema, after: Schema, book: AnswerBook): SettledMoves {
  const removed = before.tables.filter(missingFrom(after))
  const added = after.tables.filter(missingFrom(before))
  const models = removed.flatMap((from): readonly MovedTable[] => {
    const to = answeredTarget(from, added, book) ?? sameModel(from, added, book)
    return to === undefined ? [] : [{ from, to }]
  })
  refuseSharedTargets(models)
  const isMoved = (moves: readonly MovedTable[], table: Table): boolean => moves.some(({ from, to }) => from === table || to === table)
  // Only what refers to what counts here: no column has its new name yet.
  const followed = models.reduce((schema, { from, to }) => readdress(schema, { from, to, columns: [] }), before)
  const joins = movedJoinTables(
    followed,
    after,
    removed.filter((table) => !isMoved(models, table)),
    added.filter((table) => !isMoved(models, table)),
    book,
  )
  const moves = [...models, ...joins]
  const changes = moves.map((move): ChangeOf<'moveTable'> => ({
    kind: 'moveTable',
    table: nameOfTable(move.to),
    from: move.from,
    columns: columnsOf(followed, move, book),
  }))
  const created = added.filter((table) => !isMoved(moves, table))
  return {
    before: changes.reduce((schema, { from, table, columns }) => readdress(schema, { from, to: table, columns }), before),
    changes,
    refusals: moves.flatMap((move) => nameRefusals(before, move)),
    removed: removed
      .filter((table) => !isMoved(moves, table))
      .map((table) => ({ table, candidates: book.isDropped(modelName(table)) ? [] : candidatesOf(followed, after, table, created) })),
  }
}

const candidatesOf = (followed: Schema, after: Schema, table: Table, created: readonly Table[]): readonly Table[] =>
  modelCandidates(followed, after, findTable(followed, table) ?? table, created)

function answeredTarget(from: Table, added: readonly Table[], book: AnswerBook): Table | undefined {
  const name = book.renamedModel(modelName(from))
  if (name === undefined) return undefined
  const to = added.find((table) => modelName(table) === name)
  if (to !== undefined) return to
  const flag = flagText('rename', `${modelName(from)}:${name}`)
  const possible = added.map(modelName)
  throw new StagerError('answer-unused', `${flag} names no new model, and no new join table.`, {
    exitCode: exitCode.usage,
    hint: possible.length === 0 ? 'No model is new.' : `New are ${listed(possible)}.`,
    data: { unused: [flag], possible },
  })
}

/** The same model over another table. */
const sameModel = (from: Table, added: readonly Table[], book: AnswerBook): Table | undefined =>
  from.model === null || book.isDropped(from.model) ? undefined : added.find(({ model }) => model === from.model)

function refuseSharedTargets(moves: readonly MovedTable[]): void {
  for (const { from, to } of moves) {
    const other = moves.find((move) => move.to === to && move.from !== from)
    if (other === undefined) continue
    throw new StagerError('answer-conflict', `${listed([modelName(from), modelName(other.from)])} cannot both become ${modelName(to)}.`, {
      exitCode: exitCode.usage,
      hint: 'Answer --rename for one of them, and --drop for the other.',
    })
  }
}

/** The columns that get another name with the table: those that answers name; a join table's by what they refer to. */
function columnsOf(followed: Schema, { from, to }: MovedTable, book: AnswerBook): readonly ColumnRename[] {
  if (from.model === null || to.model === null) {
    const renamed = joinColumns(findTable(followed, from) ?? findTable(followed, to) ?? from, to)
    if (renamed !== null) return renamed
  }
  const answers = withAlias(book, modelName(from), modelName(to))
  const [gone, come] = [from.columns.filter(lacks(to)), to.columns.filter(lacks(from))]
  return gone.flatMap((column) => {
    const field = answers.rename(fieldKey(from, column))
    const target = come.find((candidate) => candidate.field === field)
    return target === undefined ? [] : [{ from: column.name, to: target.name }]
  })
}

const lacks =
  (table: Table) =>
  ({ name }: { readonly name: string }): boolean =>
    table.columns.every((column) => column.name !== name)

/** What would be in the way while the table goes from name to name. */
function nameRefusals({ tables }: Schema, { from, to }: MovedTable): readonly Refusal[] {
  if (from.schema === to.schema) return []
  const owned = [...(from.primaryKey === null ? [] : [from.primaryKey.name]), ...from.indexes.map(({ name }) => name)]
  const taken = tables
    .filter((table) => table.schema === to.schema)
    .flatMap((table) => [table.primaryKey?.name, ...table.indexes.map(({ name }) => name)])
    .find((name) => name !== undefined && owned.includes(name))
  const between = tables.find((table) => table !== from && table.schema === from.schema && table.name === to.name)
  const name = taken ?? between?.name
  if (name === undefined) return []
  return [
    {
      code: 'name-taken',
      model: modelName(to),
      field: null,
      message: `${modelName(to)} cannot go to the schema ${to.schema ?? 'public'} at once: the name ${name} is taken ${taken === undefined ? 'in the schema that it leaves' : 'there'}.`,
      hint:
        taken === undefined
          ? 'Rename its table in one plan and move it in another.'
          : `Give ${name} of ${modelName(from)} another name with map: "..." in a plan before this one.`,
    },
  ]
}
