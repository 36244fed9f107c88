import { indexMissing, indexValid } from '../sql/checks.ts'
import { renameIndex as renameIndexSql } from '../sql/ddl.ts'
import { renameIndexIn } from './fold.ts'
import { moveOf } from './moves.ts'
import { displayName } from './names.ts'
import type { Operation, Part } from './operation.ts'
import { staged } from './staged.ts'
import type { TableName } from '../schema/model.ts'

const part = <Slot extends 'rename' | 'move'>(slot: Slot, table: TableName, from: string, to: string): Part<Slot> => ({
  slot,
  table,
  key: `renameIndex.${to}`,
  label: `rename index ${from} of ${displayName(table)} to ${to}`,
  safety: 'widening',
  execute: [renameIndexSql(table, from, to)],
  precheck: slot === 'move' ? [] : [indexValid(table, from)],
  postcheck: [indexValid(table, to), indexMissing(table, from)],
})

/** Row 27 of the catalogue: metadata only; no client knows the name of an index. */
export const renameIndex: Operation<'renameIndex'> = {
  kind: 'renameIndex',
  describe: ({ from, to }) => `rename index ${from} to ${to}`,
  apply: ({ table, from, to }, schema) => renameIndexIn(schema, table, from, to),
  applyExpand: ({ table, from, to }, schema) => renameIndexIn(schema, table, from, to),
  // In the transaction of a move the table has its lock, and its new name, already; undo ends with the old one.
  plan({ table, from, to }, { changes }) {
    const slot = moveOf(changes, table) === undefined ? 'rename' : 'move'
    return staged({
      expand: [part(slot, table, from, to)],
      undo: [{ ...part(slot, table, to, from), ...(slot === 'move' ? { postcheck: [] } : {}) }],
    })
  },
}
