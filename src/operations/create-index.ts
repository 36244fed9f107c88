import type { Index, TableName } from '../schema/model.ts'
import { indexMissing, indexValid } from '../sql/checks.ts'
import { createIndexConcurrently, dropIndexConcurrently } from '../sql/ddl.ts'
import { withIndex } from './fold.ts'
import { displayName } from './names.ts'
import type { Operation, Part } from './operation.ts'
import { touchesSwap } from './shadow.ts'
import { staged } from './staged.ts'

/** CREATE INDEX CONCURRENTLY, a migration of its own. https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY */
export const buildIndex = <Slot extends string>(slot: Slot, table: TableName, index: Index): Part<Slot> => ({
  slot,
  table,
  key: `createIndex.${index.name}`,
  label: `build ${index.unique ? 'unique ' : ''}index ${index.name} on ${displayName(table)}`,
  safety: index.unique ? 'tightening' : 'additive',
  execute: [createIndexConcurrently(table, index)],
  precheck: [indexMissing(table, index.name)],
  postcheck: [indexValid(table, index.name)],
  buildsIndex: index.name,
})

export const removeIndex = <Slot extends string>(slot: Slot, table: TableName, index: Index): Part<Slot> => ({
  slot,
  table,
  key: `dropIndex.${index.name}`,
  label: `drop ${index.unique ? 'unique ' : ''}index ${index.name} of ${displayName(table)}`,
  safety: 'destructive',
  execute: [dropIndexConcurrently(table, index.name)],
  precheck: [],
  postcheck: [indexMissing(table, index.name)],
})

/** Row 18 of the catalogue. */
export const createIndex: Operation<'createIndex'> = {
  kind: 'createIndex',
  describe: ({ table, index }) => `new index ${index.name} on ${displayName(table)}`,
  apply: ({ table, index }, schema) => withIndex(schema, table, index),
  applyExpand: ({ table, index }, schema, context) =>
    touchesSwap(context, table, index.columns) ? schema : withIndex(schema, table, index),
  plan: ({ table, index }, context) =>
    // Over a column whose type changes it is built at contract, over the shadow column: an operator class may know the new type only.
    touchesSwap(context, table, index.columns)
      ? staged({})
      : staged({ expand: [buildIndex('index', table, index)], undo: [removeIndex('dropIndex', table, index)] }),
}
