import { fillColumn, keyOf } from './fill.ts'
import { changeColumn } from './fold.ts'
import { displayName } from './names.ts'
import type { Operation } from './operation.ts'
import { isSwapped } from './shadow.ts'
import { staged } from './staged.ts'
import { alwaysWritten, nullsVerification, tightenNotNull } from './tighten.ts'

/** Row 6 of the catalogue: optional becomes required once no row is NULL. */
export const setNotNull: Operation<'setNotNull'> = {
  kind: 'setNotNull',
  describe: ({ table, column }) => `${displayName(table)}.${column.name} becomes required`,
  apply: ({ table, column }, schema) => changeColumn(schema, table, column.name, { nullable: false }),
  applyExpand: (_change, schema) => schema,
  plan: ({ table, column, fill }, context) => {
    // The shadow column becomes required in its place.
    if (isSwapped(context, table, column.name)) {
      return staged({
        ...fillColumn(context, table, { ...column, default: null }, fill, { required: true, existing: true }),
        gates: [alwaysWritten(table, column.name)],
      })
    }
    return staged({
      ...fillColumn(context, table, { ...column, default: null }, fill, { required: true, existing: true }),
      verifications: [
        nullsVerification(
          table,
          column.name,
          keyOf(context, table),
          fill.kind === 'none'
            ? `the plan says that no row needs a value (--fill ...=none): give these rows one, then \`stager verify\` again`
            : 'run `stager apply --stage backfill` again',
        ),
      ],
      gates: [alwaysWritten(table, column.name)],
      contract: tightenNotNull(context.tag, table, column.name),
    })
  },
}
