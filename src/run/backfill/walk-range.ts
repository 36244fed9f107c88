import { StagerError } from '../../errors.ts'
import type { Backfill } from '../../plan/plan.ts'
import type { RunContext } from '../context.ts'
import type { BatchPolicy } from '../backfill-ports.ts'
import type { RangeOf, StoredRange } from '../range-ports.ts'
import { withAside } from './aside.ts'
import type { Filling } from './fill-table.ts'
import type { Place, RunBatch } from './run-batch.ts'
import { setTimeouts } from './set-timeouts.ts'
import { withSettle, type Settle } from './settle.ts'

/** What a worker keeps from range to range. */
export interface RangeWorker {
  readonly filling: Filling
  readonly backfill: Backfill
  readonly policy: BatchPolicy
  readonly runBatch: RunBatch
}

/**
 * Walks over a range that this session has claimed, to its end or until it is halted or taken away. What is left of it is read before each
 * batch, since an idle worker may take a part.
 */
export async function walkRange(context: RunContext, worker: RangeWorker, place: RangeOf): Promise<'done' | 'halted'> {
  const { filling, backfill } = worker
  return withAside(context, await context.settleRows.isInOrder(filling.session, backfill), (aside) =>
    withSettle(context, aside, backfill, (settle) => walkOn(context, worker, place, settle)),
  )
}

async function walkOn(context: RunContext, worker: RangeWorker, place: RangeOf, settle: Settle): Promise<'done' | 'halted'> {
  const { onEvent, ranges, signal, throttle } = context
  const { backfill, filling, policy, runBatch } = worker
  const { session, bundle, progressed } = filling
  const throttled = { planId: place.planId, id: backfill.id, table: backfill.table }
  const onWait = (reason: string): void => onEvent({ type: 'throttled', plan: bundle.plan.name, backfill: backfill.id, reason })
  await setTimeouts(context, session, 'writes')
  for (;;) {
    signal.throwIfAborted()
    const { mostRows } = await throttle.wait(session, throttled, { signal, onWait })
    const range = await ranges.read(session, place)
    if (range === null || range.finishedAt !== null) return 'done'
    if (range.halted) return 'halted'
    const limit = (): number => Math.min(policy.next(), mostRows ?? Number.POSITIVE_INFINITY)
    const done = await unlessMoved(runBatch(placeIn(context, worker, place, range, limit), policy.failed))
    if (done === 'moved') continue
    if (done === null) {
      await ranges.finish(session, place)
      return 'done'
    }
    policy.feedback(done)
    progressed()
    await settle(done.range)
  }
}

function placeIn(
  { ranges, rows }: RunContext,
  { filling: { session }, backfill }: RangeWorker,
  place: RangeOf,
  seen: StoredRange,
  limit: () => number,
): Place {
  return {
    nextRange: () => rows.nextRange(session, backfill, { after: seen.cursor, to: seen.target }, limit()),
    holdAt: (transaction, after) => ranges.hold(transaction, place, { cursor: after, target: seen.target }),
    save: (transaction, { range, rows: visited }, written) => ranges.save(transaction, place, { to: range.to, visited, written }),
  }
}

/** Somebody took a part of the range between the look at it and the batch, which has done nothing then. */
async function unlessMoved<T>(work: Promise<T>): Promise<T | 'moved'> {
  try {
    return await work
  } catch (error) {
    if (error instanceof StagerError && error.code === 'cursor-moved') return 'moved'
    throw error
  }
}
