import type { PlanBundle } from '../plan/plan.ts'
import { fillTable } from './backfill/fill-table.ts'
import type { RunContext } from './context.ts'
import { planIdOf } from './plan-id.ts'
import type { Session } from './ports.ts'
import { completeIfOver } from './plan-progress.ts'
import { requireStages } from './require-stages.ts'
import { recordStage } from './run-steps.ts'
import { withReconnect } from './with-reconnect.ts'

/**
 * Runs a plan's backfills, one after the other, from where an earlier run stopped. After they were done it only sweeps rows that
 * are pending again.
 */
export async function runBackfill(context: RunContext, bundle: PlanBundle): Promise<void> {
  const { backfills } = bundle.plan.backfill
  await withReconnect(context, async (session, progressed) => {
    const stored = await requireStages(context, session, bundle, 'The stage backfill', ['expand', 'deploy'])
    // After contract the columns that it reads may be gone.
    if (stored.state === 'complete' && bundle.plan.contract.steps.length > 0) return
    await context.planLock.withLock(session, planIdOf(bundle.plan), context, () =>
      recordStage(context, { session }, bundle, 'backfill', backfills.length, async () => {
        for (const backfill of backfills) await fillTable(context, { session, bundle, progressed }, backfill)
      }),
    )
    await completeIfOver(context, session, bundle)
  })
}

/** Fills what is pending again, on a session that holds other locks already. */
export async function fillAgain(context: RunContext, session: Session, bundle: PlanBundle): Promise<void> {
  await context.planLock.withLock(session, planIdOf(bundle.plan), context, async () => {
    for (const backfill of bundle.plan.backfill.backfills)
      await fillTable(context, { session, bundle, progressed: () => undefined }, backfill)
  })
}
