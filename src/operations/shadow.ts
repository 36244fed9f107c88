import { createHash } from 'node:crypto'
import type { ChangeOf } from '../diff/change.ts'
import type { ForeignKey, TableName } from '../schema/model.ts'
import { cutName } from '../sql/ident.ts'
import { isTable } from './fold.ts'
import type { PlanContext } from './operation.ts'

export type ChangeType = ChangeOf<'changeType'>

/** The columns of a table that a shadow column takes over from, in the order of the changes. */
export const swapsOf = (context: PlanContext, table: TableName): readonly ChangeType[] =>
  context.changes.filter((change): change is ChangeType => change.kind === 'changeType' && isTable(table)(change.table))

export const isSwapped = (context: PlanContext, table: TableName, column: string): boolean =>
  swapsOf(context, table).some(({ from }) => from.name === column)

/** An index or a key over a column that is swapped: contract builds it over the shadow column, and so not before. */
export const touchesSwap = (context: PlanContext, table: TableName, columns: readonly string[]): boolean =>
  columns.some((column) => isSwapped(context, table, column))

/** A foreign key with such a column at either end. */
export const isSwappedKey = (context: PlanContext, table: TableName, { columns, references }: ForeignKey): boolean =>
  touchesSwap(context, table, columns) || touchesSwap(context, references, references.columns)

/** A name of at most 63 bytes that ends in `suffix`, and in a hash too where it had to be cut. */
function suffixed(column: string, suffix: string): string {
  const name = `${column}_${suffix}`
  if (Buffer.byteLength(name) <= 63) return name
  return cutName(column, `_${createHash('sha256').update(column).digest('hex').slice(0, 8)}_${suffix}`)
}

/** A name that no column of the table has, before or after the plan. */
function freeName({ before, after }: PlanContext, table: TableName, column: string, suffix: string): string {
  const taken = [before, after].flatMap(({ tables }) =>
    tables.filter(isTable(table)).flatMap(({ columns }) => columns.map(({ name }) => name)),
  )
  for (let attempt = 1; ; attempt++) {
    const name = suffixed(column, attempt === 1 ? suffix : `${suffix}_${String(attempt)}`)
    if (!taken.includes(name)) return name
  }
}

/** The column that is filled until it takes the name over. */
export const shadowName = (context: PlanContext, { table, from }: ChangeType): string => freeName(context, table, from.name, 'stager')

/** The old column between the swap and its end. */
export const retiredName = (context: PlanContext, { table, from }: ChangeType): string => freeName(context, table, from.name, 'stager_old')

/** The columns as they are called before the swap: shadows where there are some. */
export function beforeSwap(context: PlanContext, table: TableName, columns: readonly string[]): readonly string[] {
  const swaps = swapsOf(context, table)
  return columns.map((column) => {
    const swap = swaps.find(({ from }) => from.name === column)
    return swap === undefined ? column : shadowName(context, swap)
  })
}

/** All swap transactions that give an enum's name to another type are one. */
export const enumGroup = 'enums'

/**
 * What the swap transactions of tables have in common that must be one. A client names an enum's type in its SQL: the columns of all tables get
 * it together with its name.
 */
export function swapGroup(context: PlanContext, table: TableName): { readonly group?: string } {
  const types = swapsOf(context, table)
    .filter(({ shadowType, to }) => shadowType !== to.type)
    .map(({ to }) => to.type)
  return types.length === 0 ? {} : { group: enumGroup }
}

/** The join table of an implicit many-to-many relation: its shadow columns live within contract only. */
export const isJoinTable = ({ after }: PlanContext, table: TableName): boolean =>
  after.tables.find(isTable(table))?.model === null && after.tables.some(isTable(table))

/** Every shadow column of the plan, with the column whose name it takes over. */
export const shadowsOf = (context: PlanContext): readonly { readonly table: TableName; readonly name: string; readonly of: string }[] =>
  context.changes.flatMap((change) =>
    change.kind === 'changeType' && !isJoinTable(context, change.table)
      ? [{ table: change.table, name: shadowName(context, change), of: change.from.name }]
      : [],
  )
