import { StagerError } from '../../errors.ts'
import { consumeRanges, type DeliveredJob } from '../../postgres/range-queue.ts'
import type { RunEvent } from '../../run/events.ts'
import { fixedBatches } from '../../run/backfill/fixed-batches.ts'
import { createGate } from '../../run/backfill/gate.ts'
import type { RunContext } from '../../run/context.ts'
import { runRange } from '../../run/run-range.ts'
import { noLimits } from '../../run/throttle.ts'
import { requireDatabaseUrl } from '../repository.ts'
import { withRun } from '../with-run.ts'
import type { WorkerResult, WorkerSettings } from '../worker.ts'

type ParsedSettings = WorkerSettings & Required<Pick<WorkerSettings, 'workers' | 'once' | 'signal' | 'onEvent'>> & { readonly cwd: string }

/** Takes jobs and does them with the plans of this checkout. Another plan under the same name ends the worker. */
export async function runWorker(settings: ParsedSettings & { readonly workers: number; readonly once: boolean }): Promise<WorkerResult> {
  const stop = new AbortController()
  const signal = AbortSignal.any([settings.signal ?? stop.signal, stop.signal])
  let ranges = 0
  let failed: unknown = null
  const onEvent = (event: RunEvent): void => {
    if (event.type === 'rangeDone') ranges += 1
    settings.onEvent?.(event)
  }
  await withRun({ ...settings, workers: undefined, signal, onEvent }, async ({ context, bundles, project }) => {
    const { workers, once } = settings
    await consumeRanges(requireDatabaseUrl(project), { workers, once, signal }, async (job) => {
      try {
        await runRange(asTold(context, job), bundles, job)
      } catch (error) {
        signal.throwIfAborted()
        const told = error instanceof StagerError
        if (told && error.code === 'worker-other-plan') stop.abort(error)
        if (!told || error.code === 'worker-other-plan' || error.code === 'disconnected') throw error
        // It is on record for the run that waits, and trying again would change nothing.
        failed ??= error
        onEvent({ type: 'rangeFailed', plan: job.planId, backfill: job.backfill, range: job.ordinal, reason: error.message })
      }
    })
  })
  stop.signal.throwIfAborted()
  settings.signal?.throwIfAborted()
  if (failed instanceof Error && settings.once) throw failed
  return { ranges }
}

/** The limits of the run that handed the range out, which is on another machine. */
function asTold(context: RunContext, { options }: DeliveredJob): RunContext {
  const { limits, batchSize, lockTimeout, maxQuarantine } = options
  return {
    ...context,
    throttle: createGate({ ...context, limits: { ...noLimits, ...limits } }),
    ...(batchSize === null ? {} : { batchPolicy: () => fixedBatches(batchSize) }),
    ...(lockTimeout === null ? {} : { lockMilliseconds: lockTimeout }),
    ...(maxQuarantine === null ? {} : { maxQuarantine }),
  }
}
