import type { ChangeOf } from '../diff/change.ts'
import type { ForeignKey, Index, Table, TableName } from '../schema/model.ts'
import { isUniqueIn, promotedIndex, wholeUniques } from '../schema/primary-key.ts'
import { givesOwnValues } from '../sql/volatile.ts'
import { isTable } from './fold.ts'
import { isSwappedKey, touchesSwap } from './shadow.ts'
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

/** False where two values of the old column may become one in the new one: nothing says that each leads back. */
function keepsApart(context: PlanContext, table: TableName, column: string): boolean {
  const origin = originOf(context, table, column)
  const conversion = origin.kind === 'renamed' ? origin.change.conversion : null
  return conversion === null || !conversion.mayCollide
}

const equalLists = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && left.every((value, at) => value === right[at])

/** True when the old application always leaves the new column NULL: nothing that it writes can break a constraint over it. */
function isLeftNull(context: PlanContext, table: TableName, column: string): boolean {
  const origin = originOf(context, table, column)
  if (origin.kind !== 'added') return false
  const { column: added, fill } = origin.change
  return added.default === null && (fill === null || fill.kind !== 'expression')
}

/** True when every row that the old application writes gets a value of its own from the database. */
function isKeptApart(context: PlanContext, table: TableName, column: string): boolean {
  const origin = originOf(context, table, column)
  const value = origin.kind === 'added' ? origin.change.column.default : null
  return value !== null && (value.kind === 'sequence' || givesOwnValues(value.sql))
}

/**
 * When a unique index may be built: in expand only if no write of the old application can meet it. A column that the row
 * trigger fills from an expression is such a write: two of its rows may get the same value. Columns that hold another unique key, which the
 * old application obeys, are none.
 */
export function uniqueTiming(context: PlanContext, table: TableName, index: Index): 'expand' | 'contract' {
  if (touchesSwap(context, table, index.columns)) return 'contract'
  if (index.columns.some((column) => isLeftNull(context, table, column) || isKeptApart(context, table, column))) return 'expand'
  const before = namesBefore(
    context,
    table,
    index.columns.filter((column) => keepsApart(context, table, column)),
  )
  const found = tableBefore(context, table)
  const uniques =
    found === undefined ? [] : [found.primaryKey, ...wholeUniques(found)].flatMap((key) => (key === null ? [] : [key.columns]))
  // Rows that differ in some columns differ in more of them too.
  return uniques.some((columns) => columns.every((name) => before.includes(name))) ? 'expand' : 'contract'
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
  if (target || isKeyOfContract(context, key) || isSwappedKey(context, table, key)) return 'contract'
  if (isNewTable(context, table)) return 'expand'
  if (key.columns.some((column) => isLeftNull(context, table, column))) return 'expand'
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

/** The primary key that the foreign key refers to is new, and no unique index over its columns is there before contract. */
function isKeyOfContract(context: PlanContext, { references }: ForeignKey): boolean {
  const [before, after] = [context.before, context.after].map(({ tables }) => tables.find(isTable(references)))
  const to = after?.primaryKey
  const isChanged = context.changes.some((change) => change.kind === 'changePrimaryKey' && isTable(references)(change.table))
  if (!isChanged || before === undefined || after === undefined || to === null || to === undefined) return false
  if (!equalLists(to.columns, references.columns) || promotedIndex(before, after, to) !== null || isUniqueIn(before, to.columns))
    return false
  return uniqueTiming(context, references, { name: '', unique: true, columns: to.columns, definition: '' }) === 'contract'
}
