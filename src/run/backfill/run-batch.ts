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
 * Runs one batch and saves the cursor with it; null when `nextRange` has nothing left. After a failure that passes (a lock, a deadlock, a
 * timeout) `failed` is told and the range is asked for again: it may be smaller then.
 */
export type RunBatch = (
  nextRange: () => Promise<BatchRange | null>,
  failed: () => void,
  rowsPerSecond: number | null,
) => Promise<DoneBatch | null>

/** What one batch does, for either kind of backfill. */
export async function openBatch(context: RunContext, filling: Filling, backfill: Backfill): Promise<RunBatch> {
  const { store, clock } = context
  const { session, bundle } = filling
  const id = planIdOf(bundle.plan)
  const write = backfill.kind === 'sql' ? writeSql(context, filling, backfill) : await writeTransformed(context, filling, backfill)
  return (nextRange, failed, rowsPerSecond) =>
    retryWhileLocked(context, session, { what: `A batch of the backfill ${backfill.id}`, cancel: false, onRetry: failed }, async () => {
      const next = await nextRange()
      if (next === null) return null
      const { range, rows } = next
      const begin = clock.monotonic()
      const written = await write(range, async (transaction, count) => {
        await store.saveCursor(transaction, id, backfill.id, {
          from: range.after,
          to: range.to,
          visited: rows,
          written: count,
          rowsPerSecond,
        })
        return count
      })
      return { range, rows, written, milliseconds: clock.monotonic() - begin }
    })
}

type SaveCursor = (transaction: Session, written: number) => Promise<number>
type Write = (range: KeyRange, save: SaveCursor) => Promise<number>

function writeSql({ rows }: RunContext, { session, bundle }: Filling, backfill: SqlBackfill): Write {
  const sql = bundle.texts.get(backfill.file) ?? ''
  return (range, save) =>
    session.transaction(async (transaction) =>
      save(transaction, await rows.update(transaction, planIdOf(bundle.plan), backfill, sql, range)),
    )
}

/**
 * The rows are locked while they are computed, as an UPDATE would: a value that was computed from what a row no longer holds can
 * never be written.
 */
async function writeTransformed(context: RunContext, { session, bundle }: Filling, backfill: TypeScriptBackfill): Promise<Write> {
  const { rows } = context
  const transform = await context.loadTransform(bundle, backfill)
  return async (range, save) => {
    let computed: readonly PendingRow[] = []
    try {
      return await session.transaction(async (transaction) => {
        computed = await applyTransform(backfill, transform, await rows.readPending(transaction, backfill, range))
        return save(transaction, await rows.write(transaction, planIdOf(bundle.plan), backfill, range, computed))
      })
    } catch (error) {
      if (isFailure(error, 'fatal') && computed.length > 0) throw await rows.explainWrite(session, backfill, computed, error)
      throw error
    }
  }
}
