import type { ChangeOf, SchemaChange } from '../diff/change.ts'
import { sameTable } from '../schema/lookup.ts'
import type { Schema, TableName } from '../schema/model.ts'
import { readdress } from '../schema/readdress.ts'

type MoveTable = ChangeOf<'moveTable'>

/** The move that gives a table the name `table`, if the plan has one. */
export const moveOf = (changes: readonly SchemaChange[], table: TableName): MoveTable | undefined =>
  changes.find((change): change is MoveTable => change.kind === 'moveTable' && sameTable(change.table, table))

export const applyMove = ({ from, table, columns }: MoveTable, schema: Schema): Schema => readdress(schema, { from, to: table, columns })

/** The base schema with the plan's moved tables (and the columns that were renamed with them) under the names that every other change knows them by. */
export const afterMoves = (changes: readonly SchemaChange[], before: Schema): Schema =>
  changes.reduce((schema, change) => (change.kind === 'moveTable' ? applyMove(change, schema) : schema), before)

/** The names that a column and its table have until expand moves the table. */
export function nameBeforeMove(
  { changes }: { readonly changes: readonly SchemaChange[] },
  table: TableName,
  column: string,
): { readonly table: TableName; readonly column: string } {
  const move = moveOf(changes, table)
  if (move === undefined) return { table, column }
  const { schema, name } = move.from
  return { table: { schema, name }, column: move.columns.find(({ to }) => to === column)?.from ?? column }
}
