import type { TableName } from '../schema/model.ts'
import { constraintExists, constraintMissing } from '../sql/checks.ts'
import { alterTable, renameConstraint as renameConstraintSql } from '../sql/ddl.ts'
import { literal, tableName } from '../sql/ident.ts'
import type { Statement } from '../sql/statement.ts'
import { renameConstraintIn } from './fold.ts'
import { displayName } from './names.ts'
import type { Operation, Part } from './operation.ts'
import { staged } from './staged.ts'

/** RENAME CONSTRAINT has no IF EXISTS: the block makes the file repeatable. */
const repeatable = (table: TableName, from: string, to: string): Statement => ({
  ...alterTable(table, ''),
  sql:
    `DO $stager$ BEGIN\n  IF EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = ${literal(tableName(table))}::regclass AND conname = ${literal(from)}) THEN\n` +
    `    ${renameConstraintSql(table, from, to).sql};\n  END IF;\nEND $stager$`,
})

const part = <Slot extends string>(slot: Slot, table: TableName, from: string, to: string): Part<Slot> => ({
  slot,
  table,
  key: `renameConstraint.${to}`,
  label: `rename constraint ${from} of ${displayName(table)} to ${to}`,
  safety: 'widening',
  execute: [repeatable(table, from, to)],
  precheck: [constraintExists(table, from)],
  postcheck: [constraintExists(table, to), constraintMissing(table, from)],
})

/** Row 27 of the catalogue: metadata only; no client knows the name of a constraint. */
export const renameConstraint: Operation<'renameConstraint'> = {
  kind: 'renameConstraint',
  describe: ({ from, to }) => `rename constraint ${from} to ${to}`,
  apply: ({ table, from, to }, schema) => renameConstraintIn(schema, table, from, to),
  applyExpand: ({ table, from, to }, schema) => renameConstraintIn(schema, table, from, to),
  plan: ({ table, from, to }) => staged({ expand: [part('rename', table, from, to)], undo: [part('rename', table, to, from)] }),
}
