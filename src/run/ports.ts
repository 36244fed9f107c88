import type { TableName } from '../schema/model.ts'
import type { Blocker, RunEvent } from './events.ts'
import type { Observations, ThrottleLimits } from './throttle.ts'

/** One connection, for as long as it is lent. Its methods reject with a `DatabaseError`. */
export interface Session {
  /** PostgreSQL's pid of this connection. */
  readonly processId: number
  /** Rows of one statement. bigint columns come back as BigInt. */
  query<Row extends object>(sql: string, params?: readonly unknown[]): Promise<readonly Row[]>
  /** One statement; the number of rows that it wrote. */
  execute(sql: string, params?: readonly unknown[]): Promise<number>
  /** A file: several statements in the simple protocol, or one that may not run in a transaction. Rolls back what an error left open. */
  script(sql: string): Promise<void>
  /** Inside of a transaction: the same transaction. */
  transaction<T>(work: (transaction: Session) => Promise<T>): Promise<T>
}

export interface Database {
  withSession<T>(work: (session: Session) => Promise<T>): Promise<T>
}

export interface Clock {
  now(): Date
  /** Milliseconds that only grow. */
  monotonic(): number
  /** Rejects with the signal's reason when it is aborted. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
}

export interface RunOptions {
  readonly signal: AbortSignal
  readonly onEvent: (event: RunEvent) => void
}

/** One holder at a time in a database; waits for its turn for a bounded time, then rejects. */
export interface MigrationLock {
  withLock<T>(session: Session, options: RunOptions, work: () => Promise<T>): Promise<T>
}

/** One run of a plan's backfills at a time. */
export interface PlanLock {
  withLock<T>(session: Session, planId: string, options: RunOptions, work: () => Promise<T>): Promise<T>
  /** The session that runs them now. */
  holder(session: Session, planId: string): Promise<Blocker | null>
}

export interface Timeouts {
  /** For each lock that a statement waits for. */
  readonly lockMilliseconds: number
  readonly statementMilliseconds: number
}

export interface Catalog {
  /** From the planner's statistics; 0 when the table was never analysed. */
  estimatedRows(session: Session, table: TableName): Promise<number>
  tableExists(session: Session, table: TableName): Promise<boolean>
  /** `schema: null` becomes the name of the connection's default schema. */
  resolve(session: Session, tables: readonly TableName[]): Promise<readonly TableName[]>
  /** Drops an index that an interrupted CREATE INDEX CONCURRENTLY left INVALID; true when there was one. */
  dropInvalidIndex(session: Session, index: { readonly table: TableName; readonly name: string }): Promise<boolean>
  /** Session settings of the statements that follow; 0 switches a timeout off. */
  setTimeouts(session: Session, timeouts: Timeouts): Promise<void>
  /** Those of the transaction's further statements; afterwards the session's own hold again. */
  setLocalTimeouts(transaction: Session, timeouts: Timeouts): Promise<void>
  /** How long a session waits for a lock before it looks for a deadlock: the server's `deadlock_timeout`. */
  deadlockMilliseconds(session: Session): Promise<number>
  /** The one boolean of a Check. */
  holds(session: Session, sql: string): Promise<boolean>
  /** Runs a script of the team, and puts back the search_path that it may have set. */
  keepSearchPath(session: Session, work: () => Promise<void>): Promise<void>
}

/** Looks at what the limits ask for, and only at that. */
export type ObserveLoad = (session: Session, table: TableName, limits: ThrottleLimits) => Promise<Omit<Observations, 'paused'>>
