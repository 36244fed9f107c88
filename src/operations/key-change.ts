import type { ChangeOf } from '../diff/change.ts'
import type { ForeignKey, Index, Table, TableName } from '../schema/model.ts'
import { isUniqueIn, keyTiming, leavingColumns, plainDefinition, promotedIndex } from '../schema/primary-key.ts'
import { cutName } from '../sql/ident.ts'
import { isTable } from './fold.ts'
import { temporaryName } from './names.ts'
import type { PlanContext } from './operation.ts'
import { uniqueTiming } from './origin.ts'

type ChangePrimaryKey = ChangeOf<'changePrimaryKey'>

/** Where the index of a new primary key comes from. */
export interface NewKeyIndex {
  readonly index: Index
  /** `before`: it is there already. `expand`: the transition schema has it as a unique key. `hidden`: it is built where it is needed. */
  readonly from: 'before' | 'expand' | 'hidden'
}

/** What a change of a primary key means for the other operations; everything follows from the two schemas. */
export interface KeyChange {
  readonly change: ChangePrimaryKey
  readonly before: Table
  readonly after: Table
  readonly timing: 'expand' | 'contract'
  /** Null where the key is dropped. */
  readonly newIndex: NewKeyIndex | null
  /** The unique index over the old key's columns that only the transition schema has: the old client upserts by it. */
  readonly formerIndex: Index | null
}

const index = (name: string, columns: readonly string[]): Index => ({ name, unique: true, columns, definition: plainDefinition(columns) })

export function keyChangeOf(context: PlanContext, table: TableName): KeyChange | null {
  const change = context.changes.find((one): one is ChangePrimaryKey => one.kind === 'changePrimaryKey' && isTable(table)(one.table))
  const [before, after] = [context.before, context.after].map(({ tables }) => tables.find(isTable(table)))
  if (change === undefined || before === undefined || after === undefined) return null
  const timing = keyTiming(before, after) === 'expand' ? 'expand' : 'contract'
  const former = change.from?.columns ?? []
  const keepsUnique = former.length === 0 || isUniqueIn(before, former) || isUniqueIn(after, former)
  return {
    change,
    before,
    after,
    timing,
    newIndex: newIndex(context, change, before, after, timing),
    formerIndex: timing === 'contract' || keepsUnique ? null : index(usualName(context, table, former), former),
  }
}

/** Prisma's name for a unique index over the columns, unless something has it. */
function usualName(context: PlanContext, table: TableName, columns: readonly string[]): string {
  const usual = cutName([table.name, ...columns].join('_'), '_key')
  const taken = [context.before, context.after].flatMap(({ tables }) =>
    tables
      .filter(({ schema }) => schema === table.schema)
      .flatMap(({ name, primaryKey, indexes }) => [name, primaryKey?.name ?? '', ...indexes.map((one) => one.name)]),
  )
  return taken.includes(usual) ? temporaryName(context.tag, table.name, ...columns) : usual
}

function newIndex(
  context: PlanContext,
  { table, to }: ChangePrimaryKey,
  before: Table,
  after: Table,
  timing: 'expand' | 'contract',
): NewKeyIndex | null {
  if (to === null) return null
  const promoted = promotedIndex(before, after, to)
  if (promoted !== null) return { index: promoted, from: 'before' }
  const visible = index(usualName(context, table, to.columns), to.columns)
  // A unique key over the same columns that stays, or comes, serves the clients as well.
  const isServed = isUniqueIn(before, to.columns) || isUniqueIn(after, to.columns)
  return timing === 'contract' && !isServed && uniqueTiming(context, table, visible) === 'expand'
    ? { index: visible, from: 'expand' }
    : { index: index(temporaryName(context.tag, table.name, 'pkey'), to.columns), from: 'hidden' }
}

/** The unique index is the new primary key's own from then on: nobody drops it. */
export const isPromoted = (context: PlanContext, table: TableName, { name }: Index): boolean => {
  const found = keyChangeOf(context, table)?.newIndex
  return found?.from === 'before' && found.index.name === name
}

/** A column that is in the primary key until expand changes it: only then it can take NULL. */
export function leavesKeyInExpand(context: PlanContext, table: TableName, column: string): boolean {
  const found = keyChangeOf(context, table)
  return found?.timing === 'expand' && leavingColumns(found.before, found.after).includes(column)
}

export interface Referrer {
  readonly table: TableName
  readonly key: ForeignKey
}

/** The foreign keys of a schema that refer to exactly these columns of a table. */
export const referrersOf = (tables: readonly Table[], table: TableName, columns: readonly string[]): readonly Referrer[] =>
  tables.flatMap((one) =>
    one.foreignKeys
      .filter(
        ({ references }) =>
          isTable(references)(table) &&
          references.columns.length === columns.length &&
          references.columns.every((name) => columns.includes(name)),
      )
      .map((key) => ({ table: { schema: one.schema, name: one.name }, key })),
  )
