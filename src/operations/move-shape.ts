import type { ChangeOf } from '../diff/change.ts'
import type { Column, TableName } from '../schema/model.ts'
import { wholeUniques } from '../schema/primary-key.ts'
import { castType } from '../sql/cast-type.ts'
import { distinct } from '../sql/exact.ts'
import { ident } from '../sql/ident.ts'
import { isTable } from './fold.ts'
import type { PlanContext } from './operation.ts'

/** One end of a move: the table, and its column that holds the value. */
export interface MoveEnd {
  readonly table: TableName
  readonly column: Column
}

/** A move along a foreign key: whichever way the value goes, the child's rows refer to the parent's. */
export interface MoveShape {
  readonly parent: MoveEnd
  readonly child: MoveEnd
  readonly pairs: readonly { readonly parent: string; readonly child: string }[]
  /** One child a parent: then both columns always hold the same value. */
  readonly oneToOne: boolean
  /** Where the value was. */
  readonly from: 'parent' | 'child'
}

export function moveShape({ table, column, from, join }: ChangeOf<'moveColumn'>, context: PlanContext): MoveShape {
  const target = context.before.tables.find(isTable(table))
  const toChild =
    target?.foreignKeys.some(
      (key) =>
        isTable(from.table)(key.references) &&
        key.columns.length === join.length &&
        join.every(({ from: parent, to }) => key.references.columns[key.columns.indexOf(to)] === parent),
    ) === true
  const [parent, child] = toChild ? [from, { table, column }] : [{ table, column }, from]
  const pairs = join.map((pair) => (toChild ? { parent: pair.from, child: pair.to } : { parent: pair.to, child: pair.from }))
  const childTable = context.before.tables.find(isTable(child.table))
  const columns = pairs.map((pair) => pair.child)
  const uniques = childTable === undefined ? [] : [childTable.primaryKey, ...wholeUniques(childTable)]
  return {
    parent,
    child,
    pairs,
    oneToOne: uniques.some((unique) => unique !== null && unique.columns.every((name) => columns.includes(name))),
    from: toChild ? 'parent' : 'child',
  }
}

/** True for the rows of the two that belong together. */
export const joined = ({ pairs }: MoveShape, parent: string, child: string): string =>
  pairs.map((pair) => `${parent}.${ident(pair.parent)} = ${child}.${ident(pair.child)}`).join(' AND ')

/** An expression as a value that can be compared with the column's: as what it would be stored. */
export const asValue = ({ child }: MoveShape, sql: string): string => `CAST(${sql} AS ${castType(child.column.type)})`

export const valuesDiffer = ({ child }: MoveShape, left: string, right: string): string => distinct(child.column.type, left, right)
