import type { Column, Table, TableName } from '../../schema/model.ts'
import { ident } from '../../sql/ident.ts'
import type { ConvertedColumns } from '../conversion-sql.ts'
import { isTable } from '../fold.ts'
import type { PlanContext } from '../operation.ts'
import { shadowName, swapsOf, type ChangeType } from '../shadow.ts'

export const convertedOf = (context: PlanContext, change: ChangeType): ConvertedColumns => ({
  table: change.table,
  from: change.from,
  to: change.to,
  physical: shadowName(context, change),
  type: change.shadowType,
  conversion: change.conversion,
})

/** The table as it will be. */
export const targetTable = ({ after }: PlanContext, table: TableName): Table | undefined => after.tables.find(isTable(table))

/** The column as it will be, with what other changes do to it. */
export const targetColumn = (context: PlanContext, { table, to }: ChangeType): Column =>
  targetTable(context, table)?.columns.find(({ name }) => name === to.name) ?? to

const quoted = /"(?:[^"]|"")*"/g

/** The definition of an index over the shadow columns: what it says of order, operator classes and methods stays. */
export function overShadows(context: PlanContext, table: TableName, definition: string): string {
  const names = new Map(swapsOf(context, table).map((swap) => [ident(swap.from.name), ident(shadowName(context, swap))]))
  return definition.replaceAll(quoted, (name) => names.get(name) ?? name)
}
