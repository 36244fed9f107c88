import { typeExists } from '../sql/checks.ts'
import { createEnum as createEnumSql, dropEnum } from '../sql/ddl.ts'
import { displayName } from './names.ts'
import type { Operation } from './operation.ts'
import { staged } from './staged.ts'
import type { Enum, Schema } from '../schema/model.ts'

const withEnum = (schema: Schema, added: Enum): Schema => ({ ...schema, enums: [...schema.enums, added] })

/** Row 1 of the catalogue. */
export const createEnum: Operation<'createEnum'> = {
  kind: 'createEnum',
  describe: ({ enum: added }) => `new enum ${displayName(added)}`,
  apply: ({ enum: added }, schema) => withEnum(schema, added),
  applyExpand: ({ enum: added }, schema) => withEnum(schema, added),
  plan: ({ enum: added }) =>
    staged({
      expand: [
        {
          slot: 'type',
          table: null,
          key: `createEnum.${displayName(added)}`,
          label: `create enum ${displayName(added)}`,
          safety: 'additive',
          execute: [createEnumSql(added)],
          precheck: [],
          postcheck: [typeExists(added, true)],
        },
      ],
      undo: [
        {
          slot: 'dropType',
          table: null,
          key: `dropEnum.${displayName(added)}`,
          label: `drop enum ${displayName(added)} again`,
          safety: 'destructive',
          execute: [dropEnum(added)],
          precheck: [],
          postcheck: [typeExists(added, false)],
        },
      ],
    }),
}
