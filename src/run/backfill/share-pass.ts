import type { Backfill } from '../../plan/plan.ts'
import type { RunContext } from '../context.ts'
import { planIdOf } from '../plan-id.ts'
import type { StoredBackfill } from '../state-ports.ts'
import type { PassOf, StoredRange } from '../range-ports.ts'
import { chooseCuts, cutAt } from './cut-ranges.ts'
import type { Filling } from './fill-table.ts'
import { runFleet } from './fleet.ts'
import type { Progress } from './progress.ts'
import { runOwnWorkers } from './own-workers.ts'

/** More parts than any fleet has machines, so that slow ones do not keep the others waiting at the end. */
const mostFleetRanges = 64
/** A range that is handed to another machine is worth the way there. */
const fleetBatches = 10

/** Tells how far all workers together are, and returns their ranges. */
export type ReportShared = () => Promise<readonly StoredRange[]>

/** True when the pass is cut into ranges: by an earlier run, or now, because there are workers for them and rows enough. */
export async function isShared(
  context: RunContext,
  { session, bundle }: Filling,
  backfill: Backfill,
  { pass, cursor, target, ranges }: StoredBackfill,
): Promise<boolean> {
  if (ranges.length > 0) return true
  if (target === null || (context.fleet === null && context.workers < 2)) return false
  const whole = { after: cursor, to: target }
  const { keys, rows } = await context.sampleKeys(session, backfill, whole)
  const batches = rows / context.batchPolicy(backfill).next()
  const parts = context.fleet === null ? Math.min(batches, context.workers) : Math.min(batches / fleetBatches, mostFleetRanges)
  const cuts = chooseCuts(keys, parts)
  if (context.fleet === null && cuts.length === 0) return false
  const estimatedRows = rows / (cuts.length + 1)
  const place = { planId: planIdOf(bundle.plan), backfill: backfill.id, pass }
  await context.ranges.open(
    session,
    place,
    cursor,
    cutAt(whole, cuts).map((range) => ({ range, estimatedRows })),
  )
  return true
}

/** Runs the ranges of a pass to their ends, on this machine or others; the number of rows written. */
export async function sharePass(
  context: RunContext,
  filling: Filling,
  backfill: Backfill,
  pass: number,
  progress: Progress,
): Promise<number> {
  const { session, bundle } = filling
  const place: PassOf = { planId: planIdOf(bundle.plan), backfill: backfill.id, pass }
  let told: string | null = null
  const report: ReportShared = async () => {
    const state = await context.store.backfill(session, place.planId, place.backfill)
    const open = state.ranges.filter(({ finishedAt }) => finishedAt === null)
    const workers = await context.ranges.claimed(
      session,
      place,
      open.map(({ ordinal }) => ordinal),
    )
    const batchRows = Math.max(0, ...open.map((range) => range.batchRows ?? 0))
    const holding = workers.length === 0 ? null : state.holding
    if (holding !== null && holding !== told)
      context.onEvent({ type: 'throttled', plan: bundle.plan.name, backfill: backfill.id, reason: holding })
    told = holding
    // What is waited for stays the last word while nobody works: the reason of a hold, or that there is no worker.
    if (holding === null && (open.length === 0 || workers.length > 0)) progress.shared(state, { batchRows, workers: workers.length })
    await context.ranges.setRate(session, place, {
      rowsPerSecond: progress.rowsPerSecond(),
      batchRows: batchRows === 0 ? null : batchRows,
    })
    filling.progressed()
    return state.ranges
  }
  await context.ranges.setHalted(session, place, false)
  await (context.fleet === null
    ? runOwnWorkers(context, filling, backfill, place, report)
    : runFleet(context, filling, place, report, context.fleet))
  const ranges = await report()
  await context.ranges.close(session, place)
  return ranges.reduce((total, { rowsWritten }) => total + Number(rowsWritten), 0)
}
