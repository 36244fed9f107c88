import type { RunContext } from '../context.ts'
import { isFailure } from '../database-error.ts'
import type { PassOf, RangeQueue, StoredRange } from '../range-ports.ts'
import type { Filling } from './fill-table.ts'
import { throwFailure } from './range-failure.ts'
import type { ReportShared } from './share-pass.ts'

/** How often the queue and the ranges are looked at. */
const lookMilliseconds = 500
/** Workers look for jobs twice a second: looks without any after which none can be there. */
const looksAlone = 4
const noWorker = 'no worker has a range; start one with: stager worker'

/**
 * Hands the ranges of a pass to workers on other machines, and waits until all are done. A range whose worker went away is handed out
 * again. An interruption and an error of one worker halt the others after their current batches.
 */
export async function runFleet(
  context: RunContext,
  { session, bundle }: Filling,
  pass: PassOf,
  report: ReportShared,
  queue: RangeQueue,
): Promise<void> {
  const { clock, onEvent, signal, store } = context
  const { name, seal } = bundle.plan
  await queue.prepare()
  let missing: readonly number[] | null = null
  let alone = 0
  try {
    for (;;) {
      signal.throwIfAborted()
      const open = (await report()).filter(({ finishedAt }) => finishedAt === null)
      throwFailure(open)
      if (open.length === 0) return
      const { lost, working } = await whereabouts(context, session, pass, open, queue)
      // A job that was just taken is neither waiting nor claimed for a moment.
      const earlier = missing
      const again = lost.filter((ordinal) => earlier === null || earlier.includes(ordinal))
      missing = lost
      await queue.add(
        session,
        again.map((ordinal) => ({ ...pass, ordinal, seal })),
      )
      // With its first range a worker writes itself whether it has to wait, and why.
      alone = working ? 0 : alone + 1
      if (alone === looksAlone) {
        onEvent({ type: 'throttled', plan: name, backfill: pass.backfill, reason: noWorker })
        await store.holding(session, pass.planId, pass.backfill, noWorker)
      }
      await clock.sleep(lookMilliseconds, signal)
    }
  } catch (error) {
    if (!isFailure(error, 'disconnected')) {
      if (alone >= looksAlone) await store.holding(session, pass.planId, pass.backfill, null)
      await halt(context, session, pass, queue)
    }
    throw error
  }
}

async function whereabouts(
  { ranges }: RunContext,
  session: Filling['session'],
  pass: PassOf,
  open: readonly StoredRange[],
  queue: RangeQueue,
): Promise<{ readonly lost: readonly number[]; readonly working: boolean }> {
  const ordinals = open.map(({ ordinal }) => ordinal)
  const waiting = await queue.waiting(session, pass)
  const claimed = await ranges.claimed(session, pass, ordinals)
  return { lost: ordinals.filter((ordinal) => !waiting.includes(ordinal) && !claimed.includes(ordinal)), working: claimed.length > 0 }
}

/** Workers elsewhere see it before their next batch. */
async function halt({ ranges }: RunContext, session: Filling['session'], pass: PassOf, queue: RangeQueue): Promise<void> {
  await ranges.setHalted(session, pass, true)
  await queue.withdraw(session, pass)
}
