import { StagerError } from '../errors.ts'
import type { PlanBundle } from '../plan/plan.ts'
import type { RunContext } from './context.ts'
import { planIdOf } from './plan-id.ts'
import { hasFinished } from './plan-progress.ts'
import type { Session } from './ports.ts'
import type { StoredPlan } from './state-ports.ts'

/** The plan's record; refuses when one of the stages before is not on it, and names the command that comes next. */
export async function requireStages(
  context: RunContext,
  session: Session,
  { plan }: PlanBundle,
  wanted: string,
  stages: readonly ('expand' | 'deploy' | 'backfill')[],
): Promise<StoredPlan> {
  const id = planIdOf(plan)
  const stored = await context.store.plan(session, id)
  if (stored?.state === 'undone') {
    throw new StagerError('plan-undone', `The plan ${id} was undone on this database.`, {
      hint: `Plan the change again: stager plan --name ${plan.name}`,
    })
  }
  const missing = stages.find((stage) => !hasFinished(stored, stage))
  if (stored !== null && missing === undefined) return stored
  throw new StagerError(
    'stage-missing',
    `${wanted} of ${id} needs the stage ${missing ?? 'expand'}, which is not recorded as done on this database.`,
    {
      hint: `stager apply --stage ${missing ?? 'expand'} --plan ${id}${missing === 'deploy' ? ' --release <version>' : ''}`,
      data: { plan: id, missing: missing ?? 'expand' },
    },
  )
}
