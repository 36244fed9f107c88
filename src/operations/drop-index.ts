import { removeIndex } from './create-index.ts'
import { withoutIndex } from './fold.ts'
import { displayName } from './names.ts'
import type { Operation } from './operation.ts'
import { staged } from './staged.ts'

/** Row 19 of the catalogue: the old application's queries may need it, so it goes at contract. */
export const dropIndex: Operation<'dropIndex'> = {
  kind: 'dropIndex',
  describe: ({ table, index }) => `drop index ${index.name} of ${displayName(table)}`,
  apply: ({ table, index }, schema) => withoutIndex(schema, table, index.name),
  applyExpand: (_change, schema) => schema,
  plan: ({ table, index }) => staged({ contract: [removeIndex('dropIndex', table, index)] }),
}
