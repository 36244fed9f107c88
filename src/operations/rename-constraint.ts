import type { TableName } from '../schema/model.ts'
import { constraintExists, constraintMissing } from '../sql/checks.ts'
import { alterTable, renameConstraint as renameConstraintSql } from '../sql/ddl.ts'
import { dollarQuoted } from '../sql/dollar-quote.ts'
import { literal, tableName } from '../sql/ident.ts'
import type { Statement } from '../sql/statement.ts'
import { renameConstraintIn } from './fold.ts'
import { moveOf } from './moves.ts'
import { displayName } from './names.ts'
import type { Operation, Part } from './operation.ts'
import { staged } from './staged.ts'

/** RENAME CONSTRAINT has no IF EXISTS: the block makes the file repeatable. */
const repeatable = (table: TableName, from: string, to: string): Statement => ({
  ...alterTable(table, ''),
  sql: `DO ${dollarQuoted(
    ` BEGIN\n  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass(${literal(tableName(table))}) AND conname = ${literal(from)}) THEN\n` +
      `    ${renameConstraintSql(table, from, to).sql};\n  END IF;\nEND `,
  )}`,
})

const part = <Slot extends 'rename' | 'move'>(slot: Slot, table: TableName, from: string, to: string): Part<Slot> => ({
  slot,
  table,
  key: `renameConstraint.${to}`,
  label: `rename constraint ${from} of ${displayName(table)} to ${to}`,
  safety: 'widening',
  execute: [repeatable(table, from, to)],
  precheck: slot === 'move' ? [] : [constraintExists(table, from)],
  postcheck: [constraintExists(table, to), constraintMissing(table, from)],
})

/** Row 27 of the catalogue: metadata only; no client knows the name of a constraint. */
export const renameConstraint: Operation<'renameConstraint'> = {
  kind: 'renameConstraint',
  describe: ({ from, to }) => `rename constraint ${from} to ${to}`,
  apply: ({ table, from, to }, schema) => renameConstraintIn(schema, table, from, to),
  applyExpand: ({ table, from, to }, schema) => renameConstraintIn(schema, table, from, to),
  // In the transaction of a move the table has its lock, and its new name, already; undo ends with the old one.
  plan({ table, from, to }, { changes }) {
    const slot = moveOf(changes, table) === undefined ? 'rename' : 'move'
    return staged({
      expand: [part(slot, table, from, to)],
      undo: [{ ...part(slot, table, to, from), ...(slot === 'move' ? { postcheck: [] } : {}) }],
    })
  },
}
