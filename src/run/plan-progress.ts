import type { PlanBundle, StageName } from '../plan/plan.ts'
import type { RunContext } from './context.ts'
import { historyProgress } from './history-progress.ts'
import { planIdOf } from './plan-id.ts'
import type { MigrationFile } from './history-ports.ts'
import type { Session } from './ports.ts'
import type { StoredPlan } from './state-ports.ts'
import { reportRowsLeftAlone } from './rows-left-alone.ts'
import type { LockedHistory } from './under-migration-lock.ts'

/** True when the stage is on record as finished. */
export function hasFinished(stored: StoredPlan | null, stage: StageName | 'undo'): boolean {
  return stored?.stages.some((row) => row.stage === stage && row.finishedAt !== null) === true
}

/** A plan without contract and backfill is over after expand: its tables are free for the next plan. */
export async function completeIfOver(context: RunContext, session: Session, { plan }: PlanBundle): Promise<void> {
  if (plan.contract.steps.length > 0) return
  const stored = await context.store.plan(session, planIdOf(plan))
  const filled = plan.backfill.backfills.length === 0 || hasFinished(stored, 'backfill')
  if (stored?.state === 'in_flight' && hasFinished(stored, 'expand') && filled) await context.store.setState(session, stored.id, 'complete')
}

/**
 * Brings stager's own record up to what Prisma's table says, since `prisma migrate deploy` may have run any of a plan's
 * migrations.
 */
export async function settlePlan(
  context: RunContext,
  { session, applied }: LockedHistory,
  bundle: PlanBundle,
  migrations: readonly MigrationFile[],
): Promise<'over' | 'expanded' | 'pending'> {
  const { store, operator } = context
  const id = planIdOf(bundle.plan)
  const stored = await store.plan(session, id)
  if (stored?.state === 'undone' || stored?.state === 'complete') return 'over'
  const progress = historyProgress(bundle, migrations, applied)
  if (progress === 'pending' || progress === 'expanded') return progress
  if (stored !== null) {
    const stage = progress === 'undone' ? 'undo' : 'contract'
    await store.stageStarted(session, id, stage, operator)
    await store.stageFinished(session, id, stage)
    if (stage === 'undo') await reportRowsLeftAlone(context, session, bundle)
    await store.setState(session, id, progress)
  }
  return 'over'
}
