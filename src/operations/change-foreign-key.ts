import { constraintMissing, constraintValid } from '../sql/checks.ts'
import { dropForeignKey, renameConstraint } from '../sql/ddl.ts'
import { orphansVerification } from './add-foreign-key.ts'
import { withForeignKey, withoutForeignKey } from './fold.ts'
import { addForeignKeyParts } from './foreign-key-parts.ts'
import { displayName, temporaryName } from './names.ts'
import type { Operation } from './operation.ts'
import { isSwappedKey } from './shadow.ts'
import { staged } from './staged.ts'

/**
 * Row 23 of the catalogue: the new key is added and validated under another name while the old one still holds; then one
 * transaction drops the old one and renames the new one.
 */
export const changeForeignKey: Operation<'changeForeignKey'> = {
  kind: 'changeForeignKey',
  describe: ({ table, to }) => `change foreign key ${to.name} of ${displayName(table)}`,
  apply: ({ table, from, to }, schema) => withForeignKey(withoutForeignKey(schema, table, from.name), table, to),
  applyExpand: (_change, schema) => schema,
  plan({ table, from, to }, context) {
    // Over a column whose type changes the new definition comes with the shadow column.
    if (isSwappedKey(context, table, to) || isSwappedKey(context, table, from)) return staged({})
    const temporary = temporaryName(context.tag, to.name)
    return staged({
      verifications: [orphansVerification(context, table, to)],
      contract: [
        ...addForeignKeyParts('foreignKey', 'validateForeignKey', table, to, temporary),
        {
          slot: 'swapForeignKey',
          table,
          key: `swapForeignKey.${to.name}`,
          label: `${to.name} of ${displayName(table)} is replaced by its new definition`,
          safety: 'tightening',
          execute: [dropForeignKey(table, from), renameConstraint(table, temporary, to.name)],
          precheck: [constraintValid(table, temporary)],
          postcheck: [constraintValid(table, to.name), constraintMissing(table, temporary)],
        },
      ],
    })
  },
}
