import type { Throttle } from '../backfill-ports.ts'
import type { Clock, ObserveLoad, Session } from '../ports.ts'
import type { StateStore } from '../state-ports.ts'
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

/** What was seen last, and when. */
interface Verdict {
  readonly of: string
  readonly at: number
  readonly reason: string | null
  readonly mostRows: number | null
  readonly pauseMilliseconds: number
}

/**
 * Between two batches: waits while the database is busy or somebody paused the plan, and takes new limits from other terminals. Workers of
 * one process share a gate: one of them looks, and what it sees holds for all.
 */
export function createGate({ clock, store, observeLoad, limits: own, batchRows }: GateOptions): Throttle {
  let verdict: Verdict | null = null
  let looking: Promise<Verdict> | null = null

  async function observe(session: Session, { planId, id, table }: Place): Promise<Verdict> {
    const control = await store.control(session, planId)
    const { batchRows: rows = batchRows, ...changed } = control?.limits ?? {}
    const limits: ThrottleLimits = { ...own, ...changed }
    const paused = control?.paused === true ? { by: control.changedBy, reason: control.reason } : null
    const reason = holdReason(limits, { ...(await observeLoad(session, table, limits)), paused })
    const of = nameOf({ planId, id })
    // A run that was killed while it waited has left its reason behind.
    if (verdict === null || verdict.of !== of || verdict.reason !== reason) await store.holding(session, planId, id, reason)
    verdict = { of, at: clock.monotonic(), reason, mostRows: rows ?? null, pauseMilliseconds: limits.pauseMilliseconds }
    return verdict
  }

  async function look(session: Session, place: Place): Promise<Verdict> {
    if (verdict !== null && verdict.of === nameOf(place) && clock.monotonic() - verdict.at < lookMilliseconds) return verdict
    if (looking === null) {
      looking = observe(session, place).finally(() => (looking = null))
      return looking
    }
    // The other's connection may break: then this worker looks for itself.
    return looking.catch(() => observe(session, place))
  }

  return {
    async wait(session, place, { signal, onWait }) {
      const pause = verdict?.pauseMilliseconds ?? own.pauseMilliseconds
      if (pause > 0) await clock.sleep(pause, signal)
      let told: string | null = null
      for (;;) {
        signal.throwIfAborted()
        const { reason, mostRows, pauseMilliseconds } = await look(session, place)
        if (reason === null) return { mostRows, rests: pauseMilliseconds > 0 }
        if (reason !== told) onWait(reason)
        told = reason
        await clock.sleep(lookMilliseconds, signal)
      }
    },
  }
}

type Place = Parameters<Throttle['wait']>[1]
const nameOf = ({ planId, id }: Pick<Place, 'planId' | 'id'>): string => `${planId} ${id}`
