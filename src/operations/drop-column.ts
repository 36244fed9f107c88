import { columnMissing, columnNullable } from '../sql/checks.ts'
import { dropColumn as dropColumnSql, dropNotNull } from '../sql/ddl.ts'
import { dependentsVerification } from './dependents.ts'
import { changeColumn, withoutColumn } from './fold.ts'
import { leavesKeyInExpand } from './key-change.ts'
import { displayName } from './names.ts'
import type { Operation } from './operation.ts'
import type { ChangeOf } from '../diff/change.ts'
import { staged } from './staged.ts'
import { tightenNotNull } from './tighten.ts'
import { wayBack } from './way-back.ts'

/** The new application no longer writes the column: without a default it must take NULL. */
const loosens = ({ column }: ChangeOf<'dropColumn'>): boolean => !column.nullable && column.default === null

/** Row 9 of the catalogue: the column stays, optional and ignored, until contract. */
export const dropColumn: Operation<'dropColumn'> = {
  kind: 'dropColumn',
  describe: ({ table, column }) => `drop column ${displayName(table)}.${column.name}`,
  apply: ({ table, column }, schema) => withoutColumn(schema, table, column.name),
  applyExpand: (change, schema) => (loosens(change) ? changeColumn(schema, change.table, change.column.name, { nullable: true }) : schema),
  plan(change, context) {
    const { table, column } = change
    const name = `${displayName(table)}.${column.name}`
    const rule = wayBack(context, change)
    return staged({
      expand: loosens(change)
        ? [
            {
              slot: leavesKeyInExpand(context, table, column.name) ? 'loosen' : 'alter',
              table,
              key: `dropNotNull.${column.name}`,
              label: `${name} takes NULL, since the new application no longer writes it`,
              safety: 'widening',
              execute: [dropNotNull(table, column.name)],
              precheck: [],
              postcheck: [columnNullable(table, column.name)],
            },
          ]
        : [],
      sync: rule === null ? [] : [{ table, rule }],
      verifications: [dependentsVerification(context, table, column.name)],
      contract: [
        {
          slot: 'dropColumn',
          table,
          key: `dropColumn.${column.name}`,
          label: `drop ${name}`,
          safety: 'destructive',
          execute: [dropColumnSql(table, column.name)],
          precheck: [],
          postcheck: [columnMissing(table, column.name)],
        },
      ],
      undo: loosens(change) ? tightenNotNull(context.tag, table, column.name) : [],
      notes: [
        `The data of ${name} is lost at contract; this was acknowledged when the plan was made.`,
        ...(loosens(change) && rule === null
          ? [
              `Rows that the new application inserts have NULL in ${name}: the old one reads them so, and undo needs them filled first. ` +
                `\`--down\` gives them a value.`,
            ]
          : []),
      ],
    })
  },
}
