import type { ChangeOf } from '../diff/change.ts'
import { findColumn } from '../schema/lookup.ts'
import type { ColumnDefault, PrimaryKey, TableName } from '../schema/model.ts'
import { columnHasDefault } from '../sql/checks.ts'
import { defaultSql, dropDefault, setDefault as setDefaultSql } from '../sql/ddl.ts'
import type { Check, Statement } from '../sql/statement.ts'
import { givesOwnValues } from '../sql/volatile.ts'
import { changeColumn, isTable } from './fold.ts'
import { displayName } from './names.ts'
import type { Operation, PlanContext } from './operation.ts'
import { isSwapped, swapsOf } from './shadow.ts'
import { staged } from './staged.ts'

const assign = (table: TableName, column: string, value: ColumnDefault | null): Statement => {
  const sql = value === null ? null : defaultSql(value)
  return sql === null ? dropDefault(table, column) : setDefaultSql(table, column, sql)
}

/** Replacing one default by another cannot be seen from its presence: the statement is repeatable, so it just runs. */
const presence = (table: TableName, column: string, from: ColumnDefault | null, to: ColumnDefault | null): readonly Check[] =>
  from !== null && to !== null ? [] : [columnHasDefault(table, column, to !== null)]

/** The old type may not take it (`'draft'` for a UUID): the column that takes over has it from the swap on. An enum's old type has got the new values. */
const comesWithType = (context: PlanContext, { table, column }: ChangeOf<'setDefault'>): boolean =>
  swapsOf(context, table).some(({ from, to, shadowType }) => from.name === column && shadowType === to.type)

/**
 * What the old application inserts without a value gets the new default, and may break a key that the column is in: a second row with the same
 * value, a row of the other table that is not there.
 */
function mayBreakKey(context: PlanContext, { table: name, column: columnName, to }: ChangeOf<'setDefault'>): boolean {
  const table = context.before.tables.find(isTable(name))
  const column = findColumn(table, columnName)
  if (table === undefined || column === undefined) return false
  // Clients give a value to what is required and has no default of the database.
  if (column.default === null && (!column.nullable || column.clientDefault !== null)) return false
  const isIn = ({ columns }: Pick<PrimaryKey, 'columns'>): boolean => columns.includes(columnName)
  if (table.foreignKeys.some(isIn)) return true
  const uniques = [...(table.primaryKey === null ? [] : [table.primaryKey]), ...table.indexes.filter(({ unique }) => unique)]
  return uniques.some(isIn) && (to.kind === 'sequence' || !givesOwnValues(to.sql))
}

/** Row 8 of the catalogue: a default is a loosening, and touches no row that is there. Where the old application may stumble over it, it waits. */
export const setDefault: Operation<'setDefault'> = {
  kind: 'setDefault',
  describe: ({ table, column, to }) => `default of ${displayName(table)}.${column} becomes ${defaultSql(to) ?? 'a sequence'}`,
  apply: ({ table, column, to }, schema) => changeColumn(schema, table, column, { default: to }),
  applyExpand: (change, schema, context) =>
    comesWithType(context, change) || mayBreakKey(context, change)
      ? schema
      : changeColumn(schema, change.table, change.column, { default: change.to }),
  plan(change, context) {
    const { table, column, from, to } = change
    if (comesWithType(context, change)) return staged({})
    const name = `${displayName(table)}.${column}`
    const set = {
      table,
      key: `setDefault.${column}`,
      label: `set the default of ${name}`,
      execute: [assign(table, column, to)],
      precheck: [],
      postcheck: presence(table, column, from, to),
    }
    if (mayBreakKey(context, change)) {
      return staged({
        // The column that takes over comes with the default.
        contract: isSwapped(context, table, column) ? [] : [{ ...set, slot: 'tighten', safety: 'tightening' }],
        notes: [`${name} gets its new default at contract: it is in a key, which rows that the old application inserts could break by it.`],
      })
    }
    return staged({
      expand: [{ ...set, slot: 'alter', safety: 'widening' }],
      undo: [
        {
          slot: 'tighten',
          table,
          key: `setDefault.${column}`,
          label: `give ${name} its old default again`,
          safety: 'tightening',
          execute: [assign(table, column, from)],
          precheck: [],
          postcheck: presence(table, column, to, from),
        },
      ],
    })
  },
}
