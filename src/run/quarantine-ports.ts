import type { StagerError } from '../errors.ts'
import type { Key } from './backfill-ports.ts'
import type { Session } from './ports.ts'

/** A row that cannot be written, and why: the message names the row. */
export interface RowFailure {
  readonly key: Key
  readonly error: StagerError
}

/** A row that is in quarantine. */
export interface QuarantinedRow {
  readonly backfill: string
  readonly key: Key
  /** Of the last attempt: a code of stager's errors, PostgreSQL's SQLSTATE where there is one, and the sentence. */
  readonly code: string
  readonly sqlState: string | null
  readonly message: string
  readonly attempts: number
  readonly firstAt: Date
  readonly lastAt: Date
}

/** Rows that backfills could not do. */
export interface Quarantine {
  /** In the transaction that moves the cursor past them, or that tried them again. */
  add(transaction: Session, planId: string, backfill: string, failures: readonly RowFailure[]): Promise<void>
  /** Those of one backfill or of all, in the order in which they came. */
  open(
    session: Session,
    planId: string,
    filter: { readonly backfill?: string; readonly limit?: number },
  ): Promise<readonly QuarantinedRow[]>
  count(session: Session, planId: string): Promise<number>
  /** Locks a row's entry until the transaction ends; false when it is closed, or another run has it. */
  take(transaction: Session, planId: string, backfill: string, key: Key): Promise<boolean>
  /** In the transaction that wrote the row, or found nothing to write. What was verified before is no proof any more. */
  close(transaction: Session, planId: string, backfill: string, key: Key, written: number): Promise<void>
}
