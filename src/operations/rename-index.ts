import { indexMissing, indexValid } from '../sql/checks.ts'
import { renameIndex as renameIndexSql } from '../sql/ddl.ts'
import { renameIndexIn } from './fold.ts'
import { displayName } from './names.ts'
import type { Operation, Part } from './operation.ts'
import { staged } from './staged.ts'
import type { TableName } from '../schema/model.ts'

const part = <Slot extends string>(slot: Slot, table: TableName, from: string, to: string): Part<Slot> => ({
  slot,
  table,
  key: `renameIndex.${to}`,
  label: `rename index ${from} of ${displayName(table)} to ${to}`,
  safety: 'widening',
  execute: [renameIndexSql(table, from, to)],
  precheck: [indexValid(table, from)],
  postcheck: [indexValid(table, to), indexMissing(table, from)],
})

/** Row 27 of the catalogue: metadata only; no client knows the name of an index. */
export const renameIndex: Operation<'renameIndex'> = {
  kind: 'renameIndex',
  describe: ({ from, to }) => `rename index ${from} to ${to}`,
  apply: ({ table, from, to }, schema) => renameIndexIn(schema, table, from, to),
  applyExpand: ({ table, from, to }, schema) => renameIndexIn(schema, table, from, to),
  plan: ({ table, from, to }) => staged({ expand: [part('rename', table, from, to)], undo: [part('rename', table, to, from)] }),
}
