import type { Backfill } from '../../plan/plan.ts'
import type { RunContext } from '../context.ts'
import { planIdOf } from '../plan-id.ts'
import type { Key, KeyRange } from '../backfill-ports.ts'
import { isFailure, type DatabaseError } from '../database-error.ts'
import type { Session } from '../ports.ts'
import type { RowFailure } from '../quarantine-ports.ts'
import { retryWhileLocked } from '../retry-while-locked.ts'
import type { Filling } from './fill-table.ts'
import { isolateRows } from './isolate-rows.ts'
import { stopIfTooMany } from './quarantine.ts'
import { openWriter, type Prepared, type Writer, type WrittenRange } from './write-range.ts'

/** The keys that a batch visits. */
export interface BatchRange {
  readonly range: KeyRange
  readonly rows: number
  /** What was done for it ahead, while the batch before was written. */
  readonly prepared?: Prepared | null
}

export interface DoneBatch extends BatchRange {
  readonly written: number
  /** Of the attempts that succeeded: of the transaction, or of what came before it where that took longer. */
  readonly milliseconds: number
}

/** A batch, with the rows of it that went into quarantine. */
export interface Attempt extends DoneBatch {
  readonly failed: readonly RowFailure[]
}

/**
 * Runs one batch and saves the cursor with it; null when the place has nothing left. After a failure that passes (a lock, a deadlock, a
 * timeout) `failed` is told and the range is asked for again: it may be smaller then. Rows that cannot be done go into quarantine; with more
 * of them than the run allows it rejects with `rows-quarantined`, after the batch.
 */
export type RunBatch = (place: Place, failed: () => void) => Promise<DoneBatch | null>

export interface Batches {
  readonly run: RunBatch
  readonly prepare: Writer['prepare']
}

/** Where a walk over keys stands: its cursor is kept with the backfill, or with one of its ranges. */
export interface Place {
  readonly nextRange: () => Promise<BatchRange | null>
  /**
   * First in a transaction that moves the cursor on from `after`: lets nobody else move the place until it ends. Rejects with `cursor-moved`
   * when somebody did. A range with rows that fail is done in several parts, so that `after` is not always where the place stood at first.
   */
  readonly holdAt: (transaction: Session, after: Key | null) => Promise<void>
  /** Last in the batch's transaction: the cursor commits with the rows. Rejects with `cursor-moved`, too. */
  readonly save: (transaction: Session, batch: BatchRange, written: number) => Promise<void>
}

/** Enough to see what they have in common. A run that has done no row yet is more likely wrong itself, and looks for fewer. */
const mostIsolated = { first: 10, later: 100 }

/** What one batch does, for either kind of backfill. */
export async function openBatch(context: RunContext, filling: Filling, backfill: Backfill): Promise<Batches> {
  const { clock, quarantine, rows, maxQuarantine, signal } = context
  const { session, bundle } = filling
  const id = planIdOf(bundle.plan)
  const writer = await openWriter(context, filling, backfill)
  const what = `A batch of the backfill ${backfill.id}`
  let anyDone = false

  const run: RunBatch = async (place, onRetry) => {
    const aside: RowFailure[] = []
    /** One transaction: the rows of a part, its failures and the cursor. */
    const commit = async (part: BatchRange, work: (transaction: Session) => Promise<WrittenRange>): Promise<Attempt> => {
      const begin = clock.monotonic()
      const done = await session.transaction(async (transaction) => {
        await place.holdAt(transaction, part.range.after)
        const { written, failed } = await work(transaction)
        await quarantine.add(transaction, id, backfill.id, failed)
        await place.save(transaction, part, written)
        return { written, failed }
      })
      aside.push(...done.failed)
      anyDone ||= done.written > 0
      return { ...part, ...done, milliseconds: clock.monotonic() - begin }
    }
    const attempt = (part: BatchRange): Promise<Attempt> => commit(part, (transaction) => writer.write(transaction, part.range, null))
    const setAside = async (part: BatchRange, failure: DatabaseError): Promise<Attempt> => {
      const error = await writer.explain(session, part.range.to, failure)
      return commit(part, () => Promise.resolve({ written: 0, failed: [{ key: part.range.to, error }] }))
    }
    const patiently = <T>(work: () => Promise<T>): Promise<T> => retryWhileLocked(context, session, { what, cancel: false, onRetry }, work)
    const attemptNext = async (): Promise<Attempt | Refused | null> => {
      const part = await place.nextRange()
      if (part === null) return null
      const prepared = part.prepared === undefined ? await writer.prepare(session, part.range, signal) : part.prepared
      return commit(part, async (transaction) => {
        const done = await writer.write(transaction, part.range, prepared)
        if (!anyDone) refuseWrongTransform(part.rows, done, maxQuarantine)
        return done
      })
        .then((done) => ({ ...done, milliseconds: Math.max(done.milliseconds, prepared?.milliseconds ?? 0) }))
        .catch((error: unknown): Refused | Promise<Attempt | Refused | null> => {
          if (isFailure(error, 'row')) return { part, error }
          if (!writer.changesItsWay(error)) throw error
          onRetry()
          return attemptNext()
        })
    }
    const whole = (): Promise<Attempt | Refused | null> => patiently(attemptNext)
    const isolate = ({ part, error }: Refused): Promise<Attempt> =>
      isolateRows(part, error, {
        attempt: (half) => patiently(() => attempt(half)),
        firstKeys: (range, size) => rows.nextRange(session, backfill, range, size),
        setAside: (row, failure) => patiently(() => setAside(row, failure)),
        most: Math.max(anyDone ? mostIsolated.later : mostIsolated.first, maxQuarantine),
      })
    try {
      const first = await whole()
      return first !== null && 'error' in first ? await isolate(first) : first
    } finally {
      // Also when a later part of the batch failed for another reason: these rows are in quarantine already.
      if (aside.length > 0) await stopIfTooMany(context, filling, backfill, aside)
    }
  }
  return { run, prepare: writer.prepare }
}

interface Refused {
  readonly part: BatchRange
  readonly error: DatabaseError
}

/** A transform that fails on every row of its first batch is wrong itself: its error is told, and nothing goes into quarantine. */
function refuseWrongTransform(visited: number, { failed: [first, ...others] }: WrittenRange, maxQuarantine: number): void {
  const count = others.length + 1
  if (first !== undefined && count === visited && count > Math.max(1, maxQuarantine)) throw first.error
}
