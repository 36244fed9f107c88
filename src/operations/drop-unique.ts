import { removeIndex } from './create-index.ts'
import { withoutIndex } from './fold.ts'
import { displayName } from './names.ts'
import type { Index, TableName } from '../schema/model.ts'
import { isPromoted } from './key-change.ts'
import type { Operation, Staged } from './operation.ts'
import { staged } from './staged.ts'

/** Row 21 of the catalogue: the old application may upsert by it, so it goes at contract. */
export const dropUnique: Operation<'dropUnique'> = {
  kind: 'dropUnique',
  describe: ({ table, index }) => `drop unique index ${index.name} of ${displayName(table)}`,
  apply: ({ table, index }, schema) => withoutIndex(schema, table, index.name),
  applyExpand: (_change, schema) => schema,
  plan: ({ table, index }, context) => (isPromoted(context, table, index) ? staged({}) : planDrop(table, index)),
}

const planDrop = (table: TableName, index: Index): Staged =>
  staged({
    contract: [removeIndex('dropIndex', table, index)],
    gates: [
      `The new release no longer finds or upserts ${displayName(table)} by (${index.columns.join(', ')}): contract drops ${index.name}.`,
    ],
    notes: [`${index.name} forbids duplicates until contract: the new application must not write any before.`],
  })
