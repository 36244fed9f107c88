import type { Backfill } from '../../plan/plan.ts'
import type { RunContext } from '../context.ts'
import { planIdOf } from '../plan-id.ts'
import type { StoredBackfill } from '../state-ports.ts'
import type { Filling } from './fill-table.ts'
import type { Progress } from './progress.ts'
import type { Place, RunBatch } from './run-batch.ts'
import { setTimeouts } from './set-timeouts.ts'
import { withSettle, type Settle } from './settle.ts'

/** From the backfill's own cursor to the pass's last key, on one connection; the number of rows written. */
export function walkAlone(
  context: RunContext,
  filling: Filling,
  backfill: Backfill,
  state: StoredBackfill,
  runBatch: RunBatch,
  progress: Progress,
): Promise<number> {
  return withSettle(context, filling.session, backfill, (settle) =>
    walkOn(context, filling, backfill, state, { runBatch, progress, settle }),
  )
}

interface Walk {
  readonly runBatch: RunBatch
  readonly progress: Progress
  readonly settle: Settle
}

async function walkOn(
  context: RunContext,
  { session, bundle, progressed }: Filling,
  backfill: Backfill,
  state: StoredBackfill,
  { runBatch, progress, settle }: Walk,
): Promise<number> {
  const { onEvent, rows, signal, store, throttle } = context
  const throttled = { planId: planIdOf(bundle.plan), id: backfill.id, table: backfill.table }
  const onWait = (reason: string): void => onEvent({ type: 'throttled', plan: bundle.plan.name, backfill: backfill.id, reason })
  const policy = context.batchPolicy()
  let cursor = state.cursor
  let total = 0
  await setTimeouts(context, session, 'writes')
  while (state.target !== null) {
    signal.throwIfAborted()
    const { mostRows } = await throttle.wait(session, throttled, { signal, onWait })
    const [from, last] = [cursor, state.target]
    const place: Place = {
      nextRange: () => rows.nextRange(session, backfill, from, last, Math.min(policy.next(), mostRows ?? Number.POSITIVE_INFINITY)),
      // The plan's lock, which this very session holds, keeps others away.
      holdAt: () => Promise.resolve(),
      save: (transaction, { range, rows: visited }, written) =>
        store.saveCursor(transaction, throttled.planId, backfill.id, {
          from: range.after,
          to: range.to,
          visited,
          written,
          rowsPerSecond: progress.rowsPerSecond(),
        }),
    }
    const done = await runBatch(place, policy.failed)
    if (done === null) break
    cursor = done.range.to
    total += done.written
    policy.feedback(done)
    progress.batch(done.rows, done.written, state.pass)
    progressed()
    await settle(done.range)
  }
  return total
}
