import { StagerError, exitCode } from '../errors.ts'
import type { PlanBundle } from '../plan/plan.ts'
import { openBatch } from './backfill/run-batch.ts'
import { toRangeFailure } from './backfill/range-failure.ts'
import { walkRange } from './backfill/walk-range.ts'
import type { RunContext } from './context.ts'
import { planIdOf } from './plan-id.ts'
import type { BatchPolicy } from './backfill-ports.ts'
import { isFailure } from './database-error.ts'
import type { RangeJob } from './range-ports.ts'
import { withReconnect } from './with-reconnect.ts'

/**
 * Does a range that a fleet's queue delivered. A range that another session has, that is done or gone, is left alone: its rows and its
 * cursor commit together. Rejects with `worker-other-plan` when this checkout has not the plan that runs. An error of a row is recorded for
 * the run that waits, and rejected with, too.
 */
export async function runRange(context: RunContext, bundles: readonly PlanBundle[], job: RangeJob): Promise<void> {
  const { onEvent, operator, ranges } = context
  const { seal, ...place } = job
  const bundle = bundles.find(({ plan }) => planIdOf(plan) === job.planId)
  const backfill = bundle?.plan.backfill.backfills.find(({ id }) => id === job.backfill)
  if (bundle === undefined || backfill === undefined || bundle.plan.seal !== seal) throw otherPlan(job, bundle !== undefined)
  const policy = context.batchPolicy(backfill)
  const { name } = bundle.plan
  await withReconnect(context, async (session, progressed) => {
    const range = await ranges.claim(session, place, `${operator.osUser}@${operator.host}`)
    if (range === null) return
    const event = { plan: name, backfill: backfill.id, label: backfill.label, range: job.ordinal }
    try {
      if (range.halted) return
      onEvent({ type: 'rangeStarted', ...event })
      const filling = { session, bundle, progressed }
      const tell = telling(policy, Number(range.rowsVisited), (doneRows, batchRows) =>
        onEvent({ type: 'rangeProgress', ...event, doneRows, estimatedRows: range.estimatedRows, batchRows }),
      )
      const end = await walkRange(
        context,
        { filling, backfill, policy: tell, runBatch: (await openBatch(context, filling, backfill)).run },
        place,
      )
      onEvent({ type: end === 'done' ? 'rangeDone' : 'rangeLeft', ...event })
    } catch (error) {
      context.signal.throwIfAborted()
      if (!isFailure(error, 'disconnected')) await ranges.fail(session, place, toRangeFailure(error))
      throw error
    } finally {
      await ranges.release(session, place).catch(() => undefined)
    }
  })
}

/** The same sizes; tells how many rows of the range are done after each batch. */
function telling(policy: BatchPolicy, doneBefore: number, tell: (doneRows: number, batchRows: number) => void): BatchPolicy {
  let doneRows = doneBefore
  return {
    ...policy,
    feedback(batch) {
      policy.feedback(batch)
      doneRows += batch.rows
      tell(doneRows, batch.rows)
    },
  }
}

function otherPlan({ planId }: RangeJob, known: boolean): StagerError {
  const why = known ? 'is not the one that runs: its seal is another' : 'is not in this checkout'
  return new StagerError('worker-other-plan', `The plan ${planId} ${why}, so this worker must not touch its rows.`, {
    exitCode: exitCode.conflict,
    hint: 'Check out the commit that stager apply --fleet runs from, and start the worker again: stager worker',
    data: { plan: planId },
  })
}
