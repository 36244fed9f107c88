import type { StageName } from '../../plan/plan.ts'
import type { PlanBundle } from '../../plan/plan.ts'
import { historyProgress, standingOf } from '../../run/history-progress.ts'
import { planIdOf } from '../../run/plan-id.ts'
import { hasFinished } from '../../run/plan-progress.ts'
import type { PlanState, StoredPlan } from '../../run/state-ports.ts'
import { planIdNamed } from '../repository.ts'
import type { Run } from '../with-run.ts'

/** The plan that was named, or every plan of the repository that still has this stage before it, oldest first. */
export async function choosePlans(
  { context, project, bundles, migrations }: Run,
  stage: Exclude<StageName, 'expand'>,
  name?: string,
): Promise<readonly PlanBundle[]> {
  if (name !== undefined) {
    const id = await planIdNamed(project, name)
    return bundles.filter(({ plan }) => planIdOf(plan) === id)
  }
  return context.database.withSession(async (session) => {
    const stored = await context.store.plans(session)
    const applied = new Set((await context.history.list(session)).map(({ name }) => name))
    return bundles.filter((bundle) => {
      const row = stored.find(({ id }) => id === planIdOf(bundle.plan)) ?? null
      return isAhead(bundle, row, standingOf(bundle, row, historyProgress(bundle, migrations, applied)), stage)
    })
  })
}

function isAhead(
  { plan }: PlanBundle,
  stored: StoredPlan | null,
  state: PlanState | 'planned',
  stage: Exclude<StageName, 'expand'>,
): boolean {
  if (state === 'undone' || state === 'complete') return false
  // Such a plan is over after expand.
  if (plan.contract.steps.length === 0 && plan.backfill.backfills.length === 0) return false
  if (stage === 'contract') return plan.contract.steps.length > 0
  if (stage === 'backfill' && stored !== null && stored.quarantined > 0) return true
  return state !== 'contracted' && !hasFinished(stored, stage)
}
