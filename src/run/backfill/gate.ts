import type { Clock, ObserveLoad, StateStore, Throttle } from '../ports.ts'
import { holdReason, type ThrottleLimits } from '../throttle.ts'

/** How often the database is asked: often enough that a pause is felt at once, seldom enough to cost nothing beside a batch. */
const lookMilliseconds = 500

interface GateOptions {
  readonly clock: Clock
  readonly store: Pick<StateStore, 'control' | 'holding'>
  readonly observeLoad: ObserveLoad
  readonly limits: ThrottleLimits
  /** Rows of a batch that the run was told to keep to. */
  readonly batchRows?: number | undefined
}

/** Between two batches: waits while the database is busy or somebody paused the plan, and takes new limits from other terminals. */
export function createGate({ clock, store, observeLoad, limits: own, batchRows }: GateOptions): Throttle {
  let looked = Number.NEGATIVE_INFINITY
  let mostRows = batchRows ?? null
  let pauseMilliseconds = own.pauseMilliseconds
  return {
    async wait(session, { planId, id, table }, { signal, onWait }) {
      if (pauseMilliseconds > 0) await clock.sleep(pauseMilliseconds, signal)
      if (clock.monotonic() - looked < lookMilliseconds) return { mostRows }
      let told: string | null = null
      for (;;) {
        signal.throwIfAborted()
        const control = await store.control(session, planId)
        const { batchRows: rows = batchRows, ...changed } = control?.limits ?? {}
        const limits: ThrottleLimits = { ...own, ...changed }
        const paused = control?.paused === true ? { by: control.changedBy, reason: control.reason } : null
        const reason = holdReason(limits, { ...(await observeLoad(session, table, limits)), paused })
        looked = clock.monotonic()
        mostRows = rows ?? null
        pauseMilliseconds = limits.pauseMilliseconds
        if (reason === null) break
        if (reason !== told) await store.holding(session, planId, id, reason)
        if (reason !== told) onWait(reason)
        told = reason
        await clock.sleep(lookMilliseconds, signal)
      }
      if (told !== null) await store.holding(session, planId, id, null)
      return { mostRows }
    },
  }
}
