import type { Backfill } from '../../plan/plan.ts'
import type { RunContext } from '../context.ts'
import { planIdOf } from '../plan-id.ts'
import type { Position, StoredBackfill } from '../state-ports.ts'
import { withAhead, type Ahead } from './ahead.ts'
import { withAside } from './aside.ts'
import type { Filling } from './fill-table.ts'
import { hasHalves, nextBatch, positionsAround } from './halves.ts'
import type { Progress } from './progress.ts'
import type { Batches, Place, RunBatch } from './run-batch.ts'
import { setTimeouts } from './set-timeouts.ts'
import { withSettle, type Settle } from './settle.ts'

/** From where the backfill stands to the pass's last key, on one connection and what goes on beside it; the number of rows written. */
export async function walkAlone(
  context: RunContext,
  filling: Filling,
  backfill: Backfill,
  state: StoredBackfill & Position,
  batches: Batches,
  progress: Progress,
): Promise<number> {
  const inOrder = await context.settleRows.isInOrder(filling.session, backfill)
  return withAside(context, inOrder || backfill.kind === 'typescript', (aside) =>
    withSettle(context, inOrder ? aside : null, backfill, (settle) =>
      withAhead(context, aside, backfill, batches.prepare, (ahead) =>
        walkOn(context, filling, backfill, state, {
          runBatch: batches.run,
          progress,
          settle,
          ahead,
          byHalves: inOrder && hasHalves(filling.bundle, backfill),
        }),
      ),
    ),
  )
}

interface Walk {
  readonly runBatch: RunBatch
  readonly progress: Progress
  readonly settle: Settle
  readonly ahead: Ahead
  readonly byHalves: boolean
}

async function walkOn(
  context: RunContext,
  { session, bundle, progressed }: Filling,
  backfill: Backfill,
  state: StoredBackfill & Position,
  { runBatch, progress, settle, ahead, byHalves }: Walk,
): Promise<number> {
  const { onEvent, rows, signal, store, throttle } = context
  const throttled = { planId: planIdOf(bundle.plan), id: backfill.id, table: backfill.table }
  const onWait = (reason: string): void => onEvent({ type: 'throttled', plan: bundle.plan.name, backfill: backfill.id, reason })
  const policy = context.batchPolicy(backfill)
  let position: Position = state
  let total = 0
  await setTimeouts(context, session, 'writes')
  while (state.target !== null) {
    signal.throwIfAborted()
    const { mostRows, rests } = await throttle.wait(session, throttled, { signal, onWait })
    const { target } = state
    const at = position
    const place: Place = {
      nextRange: async () => {
        const most = mostRows ?? Number.POSITIVE_INFINITY
        const look = { target, size: { rows: Math.min(policy.next(), most), most }, byHalves }
        // Sizes follow what batches take, and differ a little from one to the next.
        const ready = await ahead.take(at, Math.min(look.size.rows * 2, most))
        const part = ready ?? (await nextBatch(rows, session, backfill, { ...look, position: at }))
        if (part !== null && !rests) ahead.begin({ ...look, position: positionsAround(at, part.range).to })
        return part
      },
      // The plan's lock, which this very session holds, keeps others away.
      holdAt: () => Promise.resolve(),
      save: (transaction, { range, rows: visited }, written) =>
        store.saveCursor(transaction, throttled.planId, backfill.id, {
          ...positionsAround(at, range),
          visited,
          written,
          rowsPerSecond: progress.rowsPerSecond(),
        }),
    }
    const done = await runBatch(place, policy.failed)
    if (done === null) break
    position = positionsAround(at, done.range).to
    total += done.written
    policy.feedback(done)
    progress.batch(done.rows, done.written, state.pass)
    progressed()
    // With the even ones: their room is where the odd ones were.
    if (done.range.half !== 'odd') await settle({ after: done.range.after, to: done.range.to })
  }
  return total
}
