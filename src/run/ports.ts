import type { RunEvent } from './events.ts'

/** One connection, for as long as it is lent. */
export interface Session {
  /** PostgreSQL's pid of this connection. */
  readonly processId: number
  /** Rows of one statement. bigint columns come back as BigInt. */
  query<Row extends object>(sql: string, params?: readonly unknown[]): Promise<readonly Row[]>
  /** One statement; the number of rows that it wrote. */
  execute(sql: string, params?: readonly unknown[]): Promise<number>
  /** A file: several statements in the simple protocol, or one that may not run in a transaction. Rolls back what an error left open. */
  script(sql: string): Promise<void>
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

/** What a batch may cost; later engines answer with adaptive sizes and throttles. */
export interface BatchPolicy {
  /** Rows of the next batch. */
  next(): number
  /** Told after each batch. */
  feedback(batch: { readonly rows: number; readonly milliseconds: number }): void
}

export interface Throttle {
  /** Resolves when the next batch may run; reports the reason of a wait. */
  wait(signal: AbortSignal, onWait: (reason: string) => void): Promise<void>
}

/** How a failed statement is to be treated; the SQLSTATEs behind it live in src/postgres. */
export type Failure =
  /** lock_not_available, deadlock, serialization failure, statement timeout: try again. */
  | 'retry'
  /** The connection is gone. */
  | 'disconnected'
  /** Everything else. */
  | 'fatal'

export interface RunOptions {
  readonly signal: AbortSignal
  readonly onEvent: (event: RunEvent) => void
}
