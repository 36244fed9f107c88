import type { Backfill } from '../plan/plan.ts'
import type { Key, KeyRange } from './backfill-ports.ts'
import type { Session } from './ports.ts'

/** A part of a pass with a cursor of its own. */
export interface StoredRange {
  readonly pass: number
  readonly ordinal: number
  /** The last visited key; where the range begins when none was. */
  readonly cursor: Key | null
  /** Where it ends; another worker may take the rest and move it down. */
  readonly target: Key
  /** When it was cut. */
  readonly estimatedRows: number
  readonly rowsVisited: bigint
  readonly rowsWritten: bigint
  readonly batchRows: number | null
  /** `user@host`; who works on it, or did last. */
  readonly worker: string | null
  /** Workers leave it after their current batch. */
  readonly halted: boolean
  readonly failure: RangeFailure | null
  readonly finishedAt: Date | null
}

/** Why a worker on another machine gave a range up. */
export interface RangeFailure {
  readonly code: string
  readonly message: string
  readonly hint: string | null
  readonly exitCode: number
}

/** Which ranges are meant: those of one pass of one backfill. */
export interface PassOf {
  readonly planId: string
  readonly backfill: string
  readonly pass: number
}

/** A range among them. */
export interface RangeOf extends PassOf {
  readonly ordinal: number
}

/** The ranges of a pass that several workers share. A range is claimed by a session, and free as soon as that session is gone. */
export interface RangeStore {
  /** Cuts what is left of the pass, from the backfill's own cursor. Rejects with `cursor-moved` when that is not where it stands. */
  open(
    session: Session,
    pass: PassOf,
    from: Key | null,
    ranges: readonly { readonly range: KeyRange; readonly estimatedRows: number }[],
  ): Promise<void>
  /** Null when there is none, or the pass is over. */
  read(session: Session, range: RangeOf): Promise<StoredRange | null>
  /** By number. */
  list(session: Session, pass: PassOf): Promise<readonly StoredRange[]>
  /** Takes the range for this session; null when another session has it, or it is done. */
  claim(session: Session, range: RangeOf, worker: string): Promise<StoredRange | null>
  release(session: Session, range: RangeOf): Promise<void>
  /** The numbers of those that a living session has. */
  claimed(session: Session, pass: PassOf, ordinals: readonly number[]): Promise<readonly number[]>
  /** In a batch's transaction, until its end: nobody else moves the range. Rejects with `cursor-moved` when it is not as it was read. */
  hold(transaction: Session, range: RangeOf, seen: Pick<StoredRange, 'cursor' | 'target'>): Promise<void>
  /** In the same transaction. */
  save(transaction: Session, range: RangeOf, batch: { readonly to: Key; readonly visited: number; readonly written: number }): Promise<void>
  /** Gives what lies above a key of the range to a new range; `cutAt` chooses the key while nobody moves the range. True when it was cut. */
  split(
    session: Session,
    range: RangeOf,
    cutAt: (transaction: Session, range: StoredRange) => Promise<{ readonly key: Key; readonly rowsAbove: number } | null>,
  ): Promise<boolean>
  finish(session: Session, range: RangeOf): Promise<void>
  /** Says why a range was given up, and halts the others of the pass. */
  fail(session: Session, range: RangeOf, failure: RangeFailure): Promise<void>
  /** Halts all of a pass, or lets them go on without their failures. */
  setHalted(session: Session, pass: PassOf, halted: boolean): Promise<void>
  /** Adds the counts of finished ranges to the backfill, whose cursor is at the end then. Rejects when one is not finished. */
  close(session: Session, pass: PassOf): Promise<void>
  /** Takes all ranges of a plan away: whoever works on one stops before its next batch. Waits for batches that are under way. */
  dropAll(session: Session, planId: string): Promise<void>
  /** What status tells while several workers share a pass. */
  setRate(session: Session, pass: PassOf, rate: { readonly rowsPerSecond: number | null; readonly batchRows: number | null }): Promise<void>
}

/** Keys of a range in order, about as many rows apart, and how many rows it has: an estimate. */
export type SampleKeys = (
  session: Session,
  backfill: Backfill,
  range: KeyRange,
) => Promise<{ readonly keys: readonly Key[]; readonly rows: number }>

/** A range for a worker on another machine. */
export interface RangeJob extends RangeOf {
  /** Of the plan: the worker must have the very same. */
  readonly seal: string
}

/** Hands ranges to workers on other machines. A range may be delivered twice. */
export interface RangeQueue {
  /** Makes the queue's own tables when they are missing. */
  prepare(): Promise<void>
  /** The same range again replaces a job that waits. */
  add(session: Session, jobs: readonly RangeJob[]): Promise<void>
  /** The numbers of the pass's ranges whose jobs wait for a worker. */
  waiting(session: Session, pass: PassOf): Promise<readonly number[]>
  /** Takes back the jobs that wait. */
  withdraw(session: Session, pass: PassOf): Promise<void>
}
