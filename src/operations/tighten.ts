import type { TableName } from '../schema/model.ts'
import { columnRequired, constraintExists, constraintMissing, constraintValid, noNulls } from '../sql/checks.ts'
import { addCheckNotValid, dropConstraint, setNotNull, validateConstraint } from '../sql/ddl.ts'
import { ident, tableName } from '../sql/ident.ts'
import type { Verification } from '../plan/plan.ts'
import { displayName, temporaryName } from './names.ts'
import type { ContractPart } from './operation.ts'

/**
 * NOT NULL without a scan under a lock that blocks: a CHECK that is added NOT VALID (instant), validated under SHARE UPDATE
 * EXCLUSIVE, and then proves SET NOT NULL, which skips its own scan since PostgreSQL 12.
 * https://www.postgresql.org/docs/current/sql-altertable.html
 */
export function tightenNotNull(tag: string, table: TableName, column: string): readonly ContractPart[] {
  const check = temporaryName(tag, table.name, column, 'nn')
  const part = { table, safety: 'tightening' } as const
  const name = `${displayName(table)}.${column}`
  return [
    {
      ...part,
      slot: 'check',
      key: `check.${column}`,
      label: `new rows of ${displayName(table)} need ${column}`,
      execute: addCheckNotValid(table, check, `${ident(column)} IS NOT NULL`),
      precheck: [noNulls(table, column)],
      postcheck: [constraintExists(table, check)],
    },
    {
      ...part,
      slot: 'validate',
      key: `validate.${column}`,
      label: `prove that no row has NULL in ${name}`,
      execute: [validateConstraint(table, check)],
      precheck: [constraintExists(table, check)],
      postcheck: [constraintValid(table, check)],
    },
    {
      ...part,
      slot: 'tighten',
      key: `setNotNull.${column}`,
      label: `${name} becomes NOT NULL`,
      execute: [setNotNull(table, column), dropConstraint(table, check)],
      precheck: [constraintValid(table, check)],
      postcheck: [columnRequired(table, column), constraintMissing(table, check)],
    },
  ]
}

/** The transition schema has the field optional, so only people can see to this. */
export const alwaysWritten = (table: TableName, column: string): string =>
  `The new release gives ${displayName(table)}.${column} a value in every row that it writes: contract makes it required.`

/** Rows that would not survive NOT NULL. */
export const nullsVerification = (table: TableName, column: string, key: readonly string[], hint: string): Verification => ({
  id: `nulls.${displayName(table)}.${column}`,
  label: `rows of ${displayName(table)} with NULL in ${column}`,
  table: { schema: table.schema, name: table.name },
  countSql: `SELECT count(*) FROM ${tableName(table)} AS t WHERE t.${ident(column)} IS NULL`,
  sampleSql: `SELECT ${keyText(key)} FROM ${tableName(table)} AS t WHERE t.${ident(column)} IS NULL LIMIT 10`,
  hint,
})

/** A row's key as one text value. */
export const keyText = (key: readonly string[]): string =>
  key.length === 0 ? 't.ctid::text' : `concat_ws(', ', ${key.map((column) => `t.${ident(column)}`).join(', ')})`
