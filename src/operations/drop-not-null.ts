import { columnNullable } from '../sql/checks.ts'
import { dropNotNull as dropNotNullSql } from '../sql/ddl.ts'
import { changeColumn } from './fold.ts'
import { leavesKeyInExpand } from './key-change.ts'
import { displayName } from './names.ts'
import type { Operation } from './operation.ts'
import { staged } from './staged.ts'
import { tightenNotNull } from './tighten.ts'

/** Row 7 of the catalogue: required becomes optional, which loosens, so expand does it. */
export const dropNotNull: Operation<'dropNotNull'> = {
  kind: 'dropNotNull',
  describe: ({ table, column }) => `${displayName(table)}.${column.name} becomes optional`,
  apply: ({ table, column }, schema) => changeColumn(schema, table, column.name, { nullable: true }),
  applyExpand: ({ table, column }, schema) => changeColumn(schema, table, column.name, { nullable: true }),
  plan: ({ table, column }, context) =>
    staged({
      expand: [
        {
          slot: leavesKeyInExpand(context, table, column.name) ? 'loosen' : 'alter',
          table,
          key: `dropNotNull.${column.name}`,
          label: `${displayName(table)}.${column.name} takes NULL`,
          safety: 'widening',
          execute: [dropNotNullSql(table, column.name)],
          precheck: [],
          postcheck: [columnNullable(table, column.name)],
        },
      ],
      undo: tightenNotNull(context.tag, table, column.name),
      notes: [`The old application reads NULL in ${displayName(table)}.${column.name} once the new one writes it.`],
    }),
}
