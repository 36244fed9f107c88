import { typeExists } from '../sql/checks.ts'
import { dropEnum as dropEnumSql } from '../sql/ddl.ts'
import { displayName } from './names.ts'
import type { Operation } from './operation.ts'
import { staged } from './staged.ts'

/** The columns that used it are gone by then; DROP TYPE without CASCADE refuses otherwise. */
export const dropEnum: Operation<'dropEnum'> = {
  kind: 'dropEnum',
  describe: ({ enum: dropped }) => `drop enum ${displayName(dropped)}`,
  apply: ({ enum: dropped }, schema) => ({
    ...schema,
    enums: schema.enums.filter(({ schema: namespace, name }) => namespace !== dropped.schema || name !== dropped.name),
  }),
  applyExpand: (_change, schema) => schema,
  plan: ({ enum: dropped }) =>
    staged({
      contract: [
        {
          slot: 'dropType',
          table: null,
          key: `dropEnum.${displayName(dropped)}`,
          label: `drop enum ${displayName(dropped)}`,
          safety: 'destructive',
          execute: [dropEnumSql(dropped)],
          precheck: [],
          postcheck: [typeExists(dropped, false)],
        },
      ],
    }),
}
