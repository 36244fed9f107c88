import type { Backfill, PlanBundle } from '../../plan/plan.ts'
import type { RunContext } from '../context.ts'
import type { PassOf } from '../range-ports.ts'
import { isFailure } from '../database-error.ts'
import { withReconnect } from '../with-reconnect.ts'
import { chooseCuts } from './cut-ranges.ts'
import type { Filling } from './fill-table.ts'
import { openBatch } from './run-batch.ts'
import { setTimeouts } from './set-timeouts.ts'
import { throwFailure } from './range-failure.ts'
import type { ReportShared } from './share-pass.ts'
import { walkRange, type RangeWorker } from './walk-range.ts'

/** How often progress is told while workers run. */
const reportMilliseconds = 500
/** How often a range that a lost session still has is asked for. */
const lookMilliseconds = 200

/**
 * Fills the ranges of a pass by `context.workers` workers in this process, each on a connection of its own. An error of one of them, an
 * interruption, and the loss of the session that holds the plan's lock stop all of them after their current batches.
 */
export async function runOwnWorkers(
  context: RunContext,
  { bundle }: Filling,
  backfill: Backfill,
  pass: PassOf,
  report: ReportShared,
): Promise<void> {
  for (;;) {
    await runTogether(context, report, (inner) => runWorker(inner, bundle, backfill, pass))
    const left = (await report()).filter(({ finishedAt }) => finishedAt === null)
    throwFailure(left)
    if (left.length === 0) return
    // The backend of a killed run lives on until its statement ends, and keeps its range for so long.
    await context.clock.sleep(lookMilliseconds, context.signal)
  }
}

async function runTogether(context: RunContext, report: ReportShared, work: (inner: RunContext) => Promise<void>): Promise<void> {
  const { clock, signal, workers } = context
  const stop = new AbortController()
  // Why all of them wait is told once, with how far they are.
  const onEvent: RunContext['onEvent'] = (event) => {
    if (event.type !== 'throttled') context.onEvent(event)
  }
  const inner = { ...context, signal: AbortSignal.any([signal, stop.signal]), onEvent }
  let over = false
  const all = Promise.all(Array.from({ length: workers }, () => work(inner).catch((error: unknown) => stop.abort(error)))).finally(() => {
    over = true
  })
  try {
    while (!over) {
      await report()
      await Promise.race([all, clock.sleep(reportMilliseconds, inner.signal)])
    }
  } catch (error) {
    stop.abort(error)
  }
  await all
  signal.throwIfAborted()
  stop.signal.throwIfAborted()
}

/** Takes range after range, and parts of others' ranges when all are taken, until nothing is left that is worth it. */
async function runWorker(context: RunContext, bundle: PlanBundle, backfill: Backfill, pass: PassOf): Promise<void> {
  const { operator, ranges } = context
  const policy = context.batchPolicy(backfill)
  await withReconnect(context, async (session, progressed) => {
    const filling: Filling = { session, bundle, progressed }
    const worker: RangeWorker = { filling, backfill, policy, runBatch: (await openBatch(context, filling, backfill)).run }
    await setTimeouts(context, session, 'writes')
    for (;;) {
      context.signal.throwIfAborted()
      const open = (await ranges.list(session, pass)).filter(({ finishedAt, halted }) => finishedAt === null && !halted)
      const place = await takeRange(
        context,
        filling,
        pass,
        open.map(({ ordinal }) => ordinal),
        `${operator.osUser}@${operator.host}`,
      )
      if (place === null) {
        if (await takePart(context, worker, pass)) continue
        return
      }
      try {
        await walkRange(context, worker, place)
      } finally {
        await ranges.release(session, place).catch(() => undefined)
      }
    }
  })
}

/** The first of the ranges that nobody has. */
async function takeRange(
  { ranges }: RunContext,
  { session }: Filling,
  pass: PassOf,
  ordinals: readonly number[],
  name: string,
): Promise<(PassOf & { readonly ordinal: number }) | null> {
  const taken = await ranges.claimed(session, pass, ordinals)
  for (const ordinal of ordinals.filter((candidate) => !taken.includes(candidate))) {
    if ((await ranges.claim(session, { ...pass, ordinal }, name)) !== null) return { ...pass, ordinal }
  }
  return null
}

/** Cuts the range that has most left, if that is more than two batches of this worker's; true when a part is free now. */
async function takePart(context: RunContext, { filling, backfill, policy }: RangeWorker, pass: PassOf): Promise<boolean> {
  const { session } = filling
  const left = (await context.ranges.list(session, pass))
    .filter(({ finishedAt, halted }) => finishedAt === null && !halted)
    .map(({ ordinal, estimatedRows, rowsVisited }) => ({ ordinal, rows: estimatedRows - Number(rowsVisited) }))
    .toSorted((one, other) => other.rows - one.rows)
  for (const { ordinal } of left) {
    context.signal.throwIfAborted()
    try {
      const cut = await context.ranges.split(session, { ...pass, ordinal }, async (transaction, { cursor, target }) => {
        const { keys, rows } = await context.sampleKeys(transaction, backfill, { after: cursor, to: target })
        const [key] = chooseCuts(keys, 2)
        return key === undefined || rows < 2 * policy.next() ? null : { key, rowsAbove: rows / 2 }
      })
      if (cut) return true
    } catch (error) {
      // Its owner was in the way for too long: it may have the rest.
      if (!isFailure(error, 'retry')) throw error
    }
  }
  return false
}
