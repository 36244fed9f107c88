import type { ForeignKey, TableName } from '../schema/model.ts'
import { constraintExists, constraintMissing, constraintValid } from '../sql/checks.ts'
import { addForeignKeyNotValid, dropForeignKey, validateForeignKey } from '../sql/ddl.ts'
import { displayName } from './names.ts'
import type { Part } from './operation.ts'

/** NOT VALID first (instant), then VALIDATE (reads, but blocks nobody). https://www.postgresql.org/docs/current/sql-altertable.html */
export const addForeignKeyParts = <Add extends string, Validate extends string>(
  add: Add,
  validate: Validate,
  table: TableName,
  key: ForeignKey,
  name = key.name,
): readonly [Part<Add>, Part<Validate>] => {
  const arrow = `${displayName(table)} (${key.columns.join(', ')}) -> ${displayName(key.references)}`
  return [
    {
      slot: add,
      table,
      key: `addForeignKey.${name}`,
      label: `foreign key ${arrow} for new rows`,
      safety: 'tightening',
      execute: addForeignKeyNotValid(table, key, name),
      precheck: [],
      postcheck: [constraintExists(table, name)],
    },
    {
      slot: validate,
      table,
      key: `validate.${name}`,
      label: `prove the foreign key ${arrow}`,
      safety: 'tightening',
      execute: [validateForeignKey(table, key, name)],
      precheck: [constraintExists(table, name)],
      postcheck: [constraintValid(table, name)],
    },
  ]
}

export const dropForeignKeyPart = <Slot extends string>(slot: Slot, table: TableName, key: ForeignKey): Part<Slot> => ({
  slot,
  table,
  key: `dropForeignKey.${key.name}`,
  label: `drop foreign key ${key.name} of ${displayName(table)}`,
  safety: 'destructive',
  execute: [dropForeignKey(table, key)],
  precheck: [],
  postcheck: [constraintMissing(table, key.name)],
})
