import type { StagerError } from '../errors.ts'
import type { Backfill, SqlBackfill, TypeScriptBackfill } from '../plan/plan.ts'
import type { TableName } from '../schema/model.ts'
import type { DatabaseError } from './database-error.ts'
import type { Session, Timeouts } from './ports.ts'
import type { RowFailure } from './quarantine-ports.ts'

/** How many rows a batch holds. */
export interface BatchPolicy {
  /** Rows of the next batch. */
  next(): number
  /** Told after each batch. */
  feedback(batch: { readonly rows: number; readonly milliseconds: number }): void
  /** Told when a batch lost against a lock, a deadlock or a timeout, before it is tried again. */
  failed(): void
}

export interface Throttle {
  /** Resolves when the next batch may run; reports the reason of a wait. */
  wait(
    session: Session,
    backfill: { readonly planId: string; readonly id: string; readonly table: TableName },
    options: { readonly signal: AbortSignal; readonly onWait: (reason: string) => void },
  ): Promise<{
    /** The most rows that the next batch may hold; null: as many as its policy says. */
    readonly mostRows: number | null
    /** It rests between batches to be gentle: then nothing is done beside a batch that could be done after it. */
    readonly rests: boolean
  }>
}

/** A row's key: the text form of each key column. */
export type Key = readonly string[]

/** Integer keys that are odd, or even. */
export type Half = 'odd' | 'even'

/** Keys above `after`, up to and including `to`. */
export interface KeyRange {
  readonly after: Key | null
  readonly to: Key
  /** The key `to` alone. */
  readonly only?: boolean
  /** Only these of them. */
  readonly half?: Half | undefined
}

export interface PendingRow {
  readonly key: Key
  /** By field name; the key columns too. */
  readonly values: Readonly<Record<string, unknown>>
  /** Which version of the row was read; absent where the row is locked, so that there will be no other. */
  readonly version?: string
}

/** What a transform returned for some rows, ready to be sent. */
export interface EncodedRows {
  readonly rows: readonly PendingRow[]
  /** A text for each column: the key's, then those that are written. */
  readonly columns: readonly string[]
}

/** The rows of a backfill's table, in the order of its key. */
export interface BackfillRows {
  lastKey(session: Session, backfill: Backfill): Promise<Key | null>
  /** The first `limit` keys of a range; null when it holds none. */
  nextRange(
    session: Session,
    backfill: Backfill,
    range: KeyRange,
    limit: number,
  ): Promise<{ readonly range: KeyRange; readonly rows: number } | null>
  /** The same of an integer key, and how many of those keys are odd. */
  nextStretch(
    session: Session,
    backfill: Backfill,
    range: KeyRange,
    limit: number,
  ): Promise<{ readonly to: Key; readonly rows: number; readonly odd: number } | null>
  /** First in the transaction of a batch: how long its statements may take, and whose word it is that they write. */
  begin(transaction: Session, timeouts: Timeouts): Promise<void>
  /** Locks the pending rows of a range until the transaction ends, as the backfill's own statement would. */
  lock(transaction: Session, backfill: SqlBackfill, range: KeyRange): Promise<void>
  /** Runs the backfill's own statement over a range; the number of rows that it wrote. What it `replaces` is kept in the same transaction. */
  update(session: Session, planId: string, backfill: SqlBackfill, sql: string, range: KeyRange): Promise<number>
  /** The pending rows of a range with their versions; nobody is kept from changing them. */
  readPending(session: Session, backfill: TypeScriptBackfill, range: KeyRange): Promise<readonly PendingRow[]>
  /** The pending rows of a range, locked until the transaction ends. */
  lockPending(transaction: Session, backfill: TypeScriptBackfill, range: KeyRange): Promise<readonly PendingRow[]>
  /** Those of a range's rows that somebody has changed since they were read and that are pending, locked; a row that is being changed is not waited for. */
  lockChanged(
    transaction: Session,
    backfill: TypeScriptBackfill,
    range: KeyRange,
    read: readonly PendingRow[],
  ): Promise<readonly PendingRow[]>
  /** Throws `transform-wrong-type`. */
  encode(backfill: TypeScriptBackfill, rows: readonly PendingRow[]): EncodedRows
  /**
   * Writes what a transform returned, by field; rows that already hold those values are not touched, nor those whose version is another one by now.
   * Keeps what it `replaces`, too.
   */
  write(session: Session, planId: string, backfill: TypeScriptBackfill, range: KeyRange, rows: EncodedRows): Promise<number>
  /** Those of the rows that a transform returned whose values are none of their columns' types; PostgreSQL is not asked. */
  findUnfit(backfill: TypeScriptBackfill, rows: readonly PendingRow[]): readonly RowFailure[]
  /** Explains a failed write: the column and key whose value PostgreSQL refused. Outside of the failed transaction. */
  explainWrite(session: Session, backfill: TypeScriptBackfill, rows: readonly PendingRow[], error: DatabaseError): Promise<StagerError>
  samplePending(session: Session, backfill: Backfill, limit: number): Promise<readonly Key[]>
  /** How many of these keys are pending. */
  countPending(session: Session, backfill: Backfill, keys: readonly Key[]): Promise<number>
}
