import type { TableName } from '../schema/model.ts'

/** PostgreSQL's table locks, weakest first. https://www.postgresql.org/docs/current/explicit-locking.html */
export const lockModes = [
  'ACCESS SHARE',
  'ROW SHARE',
  'ROW EXCLUSIVE',
  'SHARE UPDATE EXCLUSIVE',
  'SHARE',
  'SHARE ROW EXCLUSIVE',
  'EXCLUSIVE',
  'ACCESS EXCLUSIVE',
] as const

export type LockMode = (typeof lockModes)[number]

export interface TableLock {
  readonly mode: LockMode
  readonly table: TableName
}

/** One SQL statement that knows what it locks and how long it may take. */
export interface Statement {
  /** Without the closing semicolon. */
  readonly sql: string
  readonly locks: readonly TableLock[]
  /** `CREATE INDEX CONCURRENTLY` is `forbidden`: it must be alone in its file. */
  readonly transaction: 'allowed' | 'forbidden'
  /** True: reads the whole table, so it runs without `statement_timeout` (and must not hold a lock that blocks traffic). */
  readonly scans: boolean
}

/** A question to the database that returns exactly one row with one boolean column. */
export interface Check {
  readonly label: string
  readonly sql: string
  /** Set where only rows of the application can make the answer false: the column whose NULLs it counts. */
  readonly noNullsIn?: { readonly table: TableName; readonly column: string } | undefined
}
