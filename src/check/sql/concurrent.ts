import { mustRunOutsideTransaction } from '../../sql/parse.ts'
import type { LintStatement } from './lint-file.ts'

/** Statements that PostgreSQL refuses in a transaction block: `CONCURRENTLY`, `VACUUM`, `CREATE DATABASE`, ... */
export const isOutsideTransactions = (statement: LintStatement): boolean =>
  statement.kind !== 'AlterEnumStmt' && mustRunOutsideTransaction(statement.sql)

/** `CREATE INDEX CONCURRENTLY`, `VACUUM`: how messages call such a statement. */
export function describeOutside({ text }: LintStatement): string {
  const [, verb = ''] = /^(\w+(?:\s+(?:UNIQUE\s+)?(?:INDEX|TABLE|DATABASE|SYSTEM))?)/i.exec(text) ?? []
  const name = verb.toUpperCase().replaceAll(/\s+/g, ' ')
  return /\bCONCURRENTLY\b/i.test(text) ? `${name} CONCURRENTLY` : name
}
