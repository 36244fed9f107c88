import type { PlanBundle } from '../../plan/plan.ts'
import { planIdOf } from '../../run/plan-id.ts'
import { hasFinished } from '../../run/plan-progress.ts'
import { requireStages } from '../../run/require-stages.ts'
import { verifyPlan, type VerificationResult } from '../../run/verify.ts'
import { choosePlans } from '../apply/choose-plans.ts'
import type { VerifyResult, VerifySettings } from '../verify.ts'
import { withRun, type Run } from '../with-run.ts'

/** Verifies a plan, or every one that is on its way to contract. */
export async function verifyPlans(settings: VerifySettings & { readonly cwd: string }): Promise<VerifyResult> {
  return withRun(settings, async (run) => {
    const verifications: VerificationResult[] = []
    const plans = await started(run, await choosePlans(run, 'contract', settings.plan), settings.plan !== undefined)
    for (const bundle of plans) verifications.push(...(await verifyPlan(run.context, bundle)))
    return { plans: plans.map(({ plan }) => plan.name), verifications, passed: verifications.every(({ offending }) => offending === 0n) }
  })
}

/** Before expand there is nothing to count: the columns are not there. A plan that was named says so. */
async function started({ context }: Run, bundles: readonly PlanBundle[], named: boolean): Promise<readonly PlanBundle[]> {
  return context.database.withSession(async (session) => {
    if (named) for (const bundle of bundles) await requireStages(context, session, bundle, 'Verification', ['expand'])
    const stored = await context.store.plans(session)
    return bundles.filter(({ plan }) => hasFinished(stored.find(({ id }) => id === planIdOf(plan)) ?? null, 'expand'))
  })
}
