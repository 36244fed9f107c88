import { withoutForeignKey } from './fold.ts'
import { dropForeignKeyPart } from './foreign-key-parts.ts'
import { displayName } from './names.ts'
import type { Operation } from './operation.ts'
import { staged } from './staged.ts'

/** Row 23 of the catalogue: the old application may rely on its cascades, so it goes at contract. */
export const dropForeignKey: Operation<'dropForeignKey'> = {
  kind: 'dropForeignKey',
  describe: ({ table, foreignKey }) => `drop foreign key ${foreignKey.name} of ${displayName(table)}`,
  apply: ({ table, foreignKey }, schema) => withoutForeignKey(schema, table, foreignKey.name),
  applyExpand: (_change, schema) => schema,
  plan: ({ table, foreignKey }) =>
    staged({
      contract: [dropForeignKeyPart('dropForeignKey', table, foreignKey)],
      notes: [`${foreignKey.name} holds until contract: the new application must not write rows that it forbids before.`],
    }),
}
