import type { Backfill, SqlBackfill, TypeScriptBackfill } from '../../plan/plan.ts'
import type { RunContext } from '../context.ts'
import { planIdOf } from '../plan-id.ts'
import { isFailure, type KeyRange, type PendingRow, type Session } from '../ports.ts'
import { retryWhileLocked } from '../retry-while-locked.ts'
import { applyTransform } from './apply-transform.ts'
import type { Filling } from './fill-table.ts'

/** The keys that a batch visits. */
export interface BatchRange {
  readonly range: KeyRange
  readonly rows: number
}

export interface DoneBatch extends BatchRange {
  readonly written: number
  /** Of the attempt that succeeded. */
  readonly milliseconds: number
}

/**
 * Runs one batch and saves the cursor with it; null when the place has nothing left. After a failure that passes (a lock, a deadlock, a
 * timeout) `failed` is told and the range is asked for again: it may be smaller then.
 */
export type RunBatch = (place: Place, failed: () => void) => Promise<DoneBatch | null>

/** Where a walk over keys stands: its cursor is kept with the backfill, or with one of its ranges. */
export interface Place {
  readonly nextRange: () => Promise<BatchRange | null>
  /** First in the batch's transaction: lets nobody else move the place until it ends. Rejects with `cursor-moved` when somebody did. */
  readonly hold: (transaction: Session) => Promise<void>
  /** Last in the batch's transaction: the cursor commits with the rows. Rejects with `cursor-moved`, too. */
  readonly save: (transaction: Session, batch: BatchRange, written: number) => Promise<void>
}

/** What one batch does, for either kind of backfill. */
export async function openBatch(context: RunContext, filling: Filling, backfill: Backfill): Promise<RunBatch> {
  const { clock } = context
  const { session } = filling
  const write = backfill.kind === 'sql' ? writeSql(context, filling, backfill) : await writeTransformed(context, filling, backfill)
  return (place, failed) =>
    retryWhileLocked(context, session, { what: `A batch of the backfill ${backfill.id}`, cancel: false, onRetry: failed }, async () => {
      const next = await place.nextRange()
      if (next === null) return null
      const begin = clock.monotonic()
      const written = await write(next.range, {
        hold: place.hold,
        async save(transaction, count) {
          await place.save(transaction, next, count)
          return count
        },
      })
      return { ...next, written, milliseconds: clock.monotonic() - begin }
    })
}

interface Around {
  readonly hold: Place['hold']
  readonly save: (transaction: Session, written: number) => Promise<number>
}
type Write = (range: KeyRange, around: Around) => Promise<number>

function writeSql({ rows }: RunContext, { session, bundle }: Filling, backfill: SqlBackfill): Write {
  const sql = bundle.texts.get(backfill.file) ?? ''
  return (range, { hold, save }) =>
    session.transaction(async (transaction) => {
      await hold(transaction)
      return save(transaction, await rows.update(transaction, planIdOf(bundle.plan), backfill, sql, range))
    })
}

/**
 * The rows are locked while they are computed, as an UPDATE would: a value that was computed from what a row no longer holds can
 * never be written.
 */
async function writeTransformed(context: RunContext, { session, bundle }: Filling, backfill: TypeScriptBackfill): Promise<Write> {
  const { rows } = context
  const transform = await context.loadTransform(bundle, backfill)
  return async (range, { hold, save }) => {
    let computed: readonly PendingRow[] = []
    try {
      return await session.transaction(async (transaction) => {
        await hold(transaction)
        computed = await applyTransform(backfill, transform, await rows.readPending(transaction, backfill, range))
        return save(transaction, await rows.write(transaction, planIdOf(bundle.plan), backfill, range, computed))
      })
    } catch (error) {
      if (isFailure(error, 'fatal') && computed.length > 0) throw await rows.explainWrite(session, backfill, computed, error)
      throw error
    }
  }
}
