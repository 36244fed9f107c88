import { tableExists, tableMissing } from '../sql/checks.ts'
import { createTable as createTableSql, dropTable } from '../sql/ddl.ts'
import { withTable } from './fold.ts'
import { displayName } from './names.ts'
import type { Operation } from './operation.ts'
import { staged } from './staged.ts'

/** Row 1 of the catalogue: a new table, as Prisma writes it; its foreign keys are changes of their own. */
export const createTable: Operation<'createTable'> = {
  kind: 'createTable',
  describe: ({ table }) => `new table ${displayName(table)}`,
  apply: ({ table }, schema) => withTable(schema, { ...table, foreignKeys: [] }),
  applyExpand: ({ table }, schema) => withTable(schema, { ...table, foreignKeys: [] }),
  plan: ({ table }) =>
    staged({
      expand: [
        {
          slot: 'table',
          table,
          key: 'createTable',
          label: `create ${displayName(table)}`,
          safety: 'additive',
          execute: createTableSql(table),
          precheck: [],
          postcheck: [tableExists(table)],
        },
      ],
      undo: [
        {
          slot: 'dropTable',
          table,
          key: 'dropTable',
          label: `drop ${displayName(table)} again`,
          safety: 'destructive',
          execute: [dropTable(table)],
          precheck: [],
          postcheck: [tableMissing(table)],
        },
      ],
    }),
}
