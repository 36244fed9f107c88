import type { ChangeOf } from '../diff/change.ts'
import type { ColumnDefault, TableName } from '../schema/model.ts'
import { columnHasDefault } from '../sql/checks.ts'
import { defaultSql, dropDefault, setDefault as setDefaultSql } from '../sql/ddl.ts'
import type { Check, Statement } from '../sql/statement.ts'
import { changeColumn } from './fold.ts'
import { displayName } from './names.ts'
import type { Operation, PlanContext } from './operation.ts'
import { swapsOf } from './shadow.ts'
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

/** Row 8 of the catalogue: a default is a loosening, and touches no row that is there. */
export const setDefault: Operation<'setDefault'> = {
  kind: 'setDefault',
  describe: ({ table, column, to }) => `default of ${displayName(table)}.${column} becomes ${defaultSql(to) ?? 'a sequence'}`,
  apply: ({ table, column, to }, schema) => changeColumn(schema, table, column, { default: to }),
  applyExpand: (change, schema, context) =>
    comesWithType(context, change) ? schema : changeColumn(schema, change.table, change.column, { default: change.to }),
  plan(change, context) {
    const { table, column, from, to } = change
    if (comesWithType(context, change)) return staged({})
    return staged({
      expand: [
        {
          slot: 'alter',
          table,
          key: `setDefault.${column}`,
          label: `set the default of ${displayName(table)}.${column}`,
          safety: 'widening',
          execute: [assign(table, column, to)],
          precheck: [],
          postcheck: presence(table, column, from, to),
        },
      ],
      undo: [
        {
          slot: 'tighten',
          table,
          key: `setDefault.${column}`,
          label: `give ${displayName(table)}.${column} its old default again`,
          safety: 'tightening',
          execute: [assign(table, column, from)],
          precheck: [],
          postcheck: presence(table, column, to, from),
        },
      ],
    })
  },
}
