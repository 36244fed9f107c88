import type { PlanBundle } from '../../plan/plan.ts'
import { planIdOf } from '../../run/plan-id.ts'
import { hasFinished } from '../../run/plan-progress.ts'
import { requireStages } from '../../run/require-stages.ts'
import { runBackfill } from '../../run/run-backfill.ts'
import { inspectPlan, type PlanInspection } from '../../run/verify.ts'
import { choosePlans } from '../apply/choose-plans.ts'
import type { VerifyResult, VerifySettings } from '../verify.ts'
import { withRun, type Run } from '../with-run.ts'

/** Verifies a plan, or every one that is on its way to contract. */
export async function verifyPlans(settings: VerifySettings & { readonly cwd: string }): Promise<VerifyResult> {
  return withRun(settings, async (run) => {
    const inspections: PlanInspection[] = []
    const repaired: string[] = []
    const plans = await started(run, await choosePlans(run, 'contract', settings.plan), settings.plan !== undefined)
    for (const bundle of plans) {
      const found = await inspectPlan(run.context, bundle)
      if (settings.repair !== true || !isRepairable(found, bundle)) {
        inspections.push(found)
        continue
      }
      // The engine of the stage itself: batches, throttle, quarantine, and the lock that keeps a second run away.
      await runBackfill(run.context, bundle)
      repaired.push(bundle.plan.name)
      inspections.push(await inspectPlan(run.context, bundle))
    }
    const verifications = inspections.flatMap((inspection) => inspection.verifications)
    return {
      plans: plans.map(({ plan }) => plan.name),
      verifications,
      pending: inspections.flatMap(({ pending }) => pending),
      repaired,
      passed: verifications.every(({ offending }) => offending === 0n),
    }
  })
}

/** A duplicate or an orphan that no backfill settles stays what it is. */
function isRepairable({ verifications, pending }: PlanInspection, { plan }: PlanBundle): boolean {
  if (pending.length > 0) return true
  return plan.backfill.backfills.length > 0 && verifications.some(({ offending }) => offending > 0n)
}

/** Before expand there is nothing to count: the columns are not there. A plan that was named says so. */
async function started({ context }: Run, bundles: readonly PlanBundle[], named: boolean): Promise<readonly PlanBundle[]> {
  return context.database.withSession(async (session) => {
    if (named) for (const bundle of bundles) await requireStages(context, session, bundle, 'Verification', ['expand'])
    const stored = await context.store.plans(session)
    return bundles.filter(({ plan }) => hasFinished(stored.find(({ id }) => id === planIdOf(plan)) ?? null, 'expand'))
  })
}
