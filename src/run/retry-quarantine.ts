import { StagerError } from '../errors.ts'
import type { PlanBundle } from '../plan/plan.ts'
import { fillTable } from './backfill/fill-table.ts'
import { keyMoves } from './backfill/key-moves.ts'
import { retryQuarantined } from './backfill/quarantine.ts'
import type { RunContext } from './context.ts'
import { planIdOf } from './plan-id.ts'
import { requireStages } from './require-stages.ts'
import { withReconnect } from './with-reconnect.ts'

export interface RetriedQuarantine {
  /** Rows that were done, or that the application had deleted or settled. */
  readonly closed: number
  readonly open: number
}

/** Tries all rows of a plan that are in quarantine again; null while its backfills run elsewhere: those try them when they begin. */
export async function retryQuarantine(context: RunContext, bundle: PlanBundle): Promise<RetriedQuarantine | null> {
  const { planLock, quarantine, catalog, store, lockMilliseconds, statementMilliseconds } = context
  const id = planIdOf(bundle.plan)
  // However many stay: all of them are tried.
  const patient = { ...context, maxQuarantine: Number.POSITIVE_INFINITY }
  return withReconnect(context, async (session) => {
    const before = await quarantine.count(session, id)
    if (before === 0) return { closed: 0, open: 0 }
    await requireStages(context, session, bundle, 'The quarantine', ['expand', 'deploy'])
    await catalog.setTimeouts(session, { lockMilliseconds, statementMilliseconds })
    try {
      await planLock.withLock(session, id, context, async () => {
        for (const backfill of bundle.plan.backfill.backfills) {
          const filling = { session, bundle, progressed: () => undefined }
          const isFinished = (await store.backfill(session, id, backfill.id)).finishedAt !== null
          // Where rows have moved, what is pending has to be looked for; a backfill that is not finished does so itself.
          await (keyMoves(backfill) && isFinished ? fillTable : retryQuarantined)(patient, filling, backfill)
        }
      })
    } catch (error) {
      if (error instanceof StagerError && error.code === 'backfill-running') return null
      throw error
    }
    const open = await quarantine.count(session, id)
    return { closed: Math.max(0, before - open), open }
  })
}
