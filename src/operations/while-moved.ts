import type { SchemaChange } from '../diff/change.ts'
import type { TableName } from '../schema/model.ts'
import { dollarQuoted } from '../sql/dollar-quote.ts'
import { literal, tableName } from '../sql/ident.ts'
import type { Check, Statement } from '../sql/statement.ts'
import { moveOf } from './moves.ts'
import type { ContractPart } from './operation.ts'

/**
 * Undo takes the table's other changes back first, and then the move. Where expand stopped before the move there is no table of the new
 * name, and nothing to take back in it.
 */
export function whileMoved(changes: readonly SchemaChange[], part: ContractPart): ContractPart {
  const { table, slot } = part
  if (table === null || slot === 'move' || moveOf(changes, table) === undefined) return part
  return part.postcheck.length > 0
    ? { ...part, postcheck: part.postcheck.map((check) => orMissing(table, check)) }
    : { ...part, execute: part.execute.map((statement) => unlessMissing(table, statement)) }
}

const isMissing = (table: TableName): string => `to_regclass(${literal(tableName(table))}) IS NULL`

const orMissing = (table: TableName, { label, sql }: Check): Check => ({ label, sql: `SELECT ${isMissing(table)} OR (${sql})` })

const unlessMissing = (table: TableName, statement: Statement): Statement => ({
  ...statement,
  sql: `DO ${dollarQuoted(` BEGIN\n  IF NOT (${isMissing(table)}) THEN\n    ${statement.sql};\n  END IF;\nEND `)}`,
})
