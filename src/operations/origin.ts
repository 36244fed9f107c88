import type { ChangeOf } from '../diff/change.ts'
import type { ForeignKey, Index, Table, TableName } from '../schema/model.ts'
import { isTable } from './fold.ts'
import type { PlanContext } from './operation.ts'

/** Where a column of the target comes from, as far as one plan is concerned. */
export type Origin =
  | { readonly kind: 'existing' }
  | { readonly kind: 'added'; readonly change: ChangeOf<'addColumn'> }
  | { readonly kind: 'renamed'; readonly change: ChangeOf<'renameColumn'> }

export const isNewTable = (context: PlanContext, table: TableName): boolean =>
  context.changes.some((change) => change.kind === 'createTable' && isTable(table)(change.table))

export function originOf(context: PlanContext, table: TableName, column: string): Origin {
  for (const change of context.changes) {
    if (change.kind === 'addColumn' && isTable(table)(change.table) && change.column.name === column) return { kind: 'added', change }
    if (change.kind === 'renameColumn' && isTable(table)(change.table) && change.to.name === column) return { kind: 'renamed', change }
  }
  return { kind: 'existing' }
}

const tableBefore = (context: PlanContext, table: TableName): Table | undefined => context.before.tables.find(isTable(table))

/** The names that these columns had before the plan's renames. */
const namesBefore = (context: PlanContext, table: TableName, columns: readonly string[]): readonly string[] =>
  columns.map((column) => {
    const origin = originOf(context, table, column)
    return origin.kind === 'renamed' ? origin.change.from.name : column
  })

const equalLists = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && left.every((value, at) => value === right[at])

/**
 * True when the old application always leaves the column NULL, or the database gives it a value of its own: then nothing
 * that the old application writes can break a constraint over it.
 */
function isOutOfReach(context: PlanContext, table: TableName, column: string): boolean {
  const origin = originOf(context, table, column)
  if (origin.kind !== 'added') return false
  const { column: added, fill } = origin.change
  if (added.default !== null) return added.default.kind !== 'stable'
  return fill === null || fill.kind !== 'expression'
}

/**
 * When a unique index may be built: in expand only if no write of the old application can meet it. A column that the row
 * trigger fills from an expression is such a write: two of its rows may get the same value.
 */
export function uniqueTiming(context: PlanContext, table: TableName, index: Index): 'expand' | 'contract' {
  if (index.columns.some((column) => isOutOfReach(context, table, column))) return 'expand'
  const before = namesBefore(context, table, index.columns)
  const carried =
    !equalLists(before, index.columns) &&
    tableBefore(context, table)?.indexes.some((candidate) => candidate.unique && equalLists(candidate.columns, before))
  return carried === true ? 'expand' : 'contract'
}

/** When a foreign key may be added; see `uniqueTiming`. It also waits for the unique index that it refers to. */
export function foreignKeyTiming(context: PlanContext, table: TableName, key: ForeignKey): 'expand' | 'contract' {
  const target = context.changes.some(
    (change) =>
      change.kind === 'addUnique' &&
      isTable(key.references)(change.table) &&
      equalLists(change.index.columns, key.references.columns) &&
      uniqueTiming(context, change.table, change.index) === 'contract',
  )
  if (target) return 'contract'
  if (isNewTable(context, table)) return 'expand'
  if (key.columns.some((column) => isOutOfReach(context, table, column))) return 'expand'
  const before = namesBefore(context, table, key.columns)
  const carried =
    !equalLists(before, key.columns) &&
    tableBefore(context, table)?.foreignKeys.some(
      (candidate) =>
        equalLists(candidate.columns, before) &&
        isTable(candidate.references)(key.references) &&
        equalLists(candidate.references.columns, key.references.columns),
    )
  return carried === true ? 'expand' : 'contract'
}
