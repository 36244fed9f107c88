import type { HiddenObject } from '../schema/hidden.ts'
import type { TableName } from '../schema/model.ts'
import type { Expected } from '../sql/dependents.ts'
import { expectedOf } from './dependents.ts'
import { isTable } from './fold.ts'
import { nameBeforeMove } from './moves.ts'
import { displayName } from './names.ts'
import type { PlanContext } from './operation.ts'
import { isSwapped } from './shadow.ts'

/** A table of which a plan takes columns away, or all of it, or its name. */
export interface TouchedTable extends Expected {
  readonly table: HiddenObject['table']
  /** Its name until expand moves it. */
  readonly now: TableName
  /** Those that go, or that others replace, with the names that they have until expand. */
  readonly columns: readonly { readonly name: string; readonly now: string }[]
  /** The whole table goes. */
  readonly dropped: boolean
  /** It gets another name or schema. */
  readonly moved: boolean
}

/** Where to look for what schema.prisma does not have. */
export function tablesTouched(context: PlanContext): readonly TouchedTable[] {
  const columns = context.changes.flatMap((change): readonly { readonly table: TableName; readonly column: string | null }[] => {
    switch (change.kind) {
      case 'renameColumn':
      case 'changeType':
        return [{ table: change.table, column: change.from.name }]
      case 'dropColumn':
        return [{ table: change.table, column: change.column.name }]
      case 'moveColumn':
        return [{ table: change.from.table, column: change.from.column.name }]
      case 'dropTable':
        return [{ table: change.table, column: null }]
      default:
        return []
    }
  })
  const moved = context.changes.flatMap((change) => (change.kind === 'moveTable' ? [{ table: change.table }] : []))
  const tables = [
    ...new Map([...columns, ...moved].map(({ table }) => [displayName(table), { schema: table.schema, name: table.name }])).values(),
  ]
  return tables.map((table) => {
    const mine = columns.filter((each) => isTable(table)(each.table))
    const names = mine.flatMap(({ column }) => (column === null ? [] : [column]))
    const expected = expectedOf(context, table)
    return {
      ...expected,
      ...(names.every((name) => isSwapped(context, table, name)) ? { uniqueConstraints: expected.indexes } : {}),
      table,
      now: nameBeforeMove(context, table, '').table,
      columns: names.map((name) => ({ name, now: nameBeforeMove(context, table, name).column })),
      dropped: mine.some(({ column }) => column === null),
      moved: moved.some((each) => isTable(table)(each.table)),
    }
  })
}
