import { columnHasDefault } from '../sql/checks.ts'
import { dropDefault as dropDefaultSql } from '../sql/ddl.ts'
import { changeColumn } from './fold.ts'
import { displayName } from './names.ts'
import type { Operation } from './operation.ts'
import { staged } from './staged.ts'

/** Row 8 of the catalogue: the old application may rely on the default, so it goes at contract. */
export const dropDefault: Operation<'dropDefault'> = {
  kind: 'dropDefault',
  describe: ({ table, column }) => `${displayName(table)}.${column} loses its default`,
  apply: ({ table, column }, schema) => changeColumn(schema, table, column, { default: null }),
  applyExpand: (_change, schema) => schema,
  plan: ({ table, column }) =>
    staged({
      contract: [
        {
          slot: 'tighten',
          table,
          key: `dropDefault.${column}`,
          label: `drop the default of ${displayName(table)}.${column}`,
          safety: 'tightening',
          execute: [dropDefaultSql(table, column)],
          precheck: [],
          postcheck: [columnHasDefault(table, column, false)],
        },
      ],
    }),
}
