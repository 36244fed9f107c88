import type { PlanBundle } from '../plan/plan.ts'
import type { MigrationFile } from './history-ports.ts'
import { placedMigrations, type StepStage } from './migration-owner.ts'
import type { PlanState, StoredPlan } from './state-ports.ts'

/** How far a plan is by Prisma's own history: `prisma migrate deploy` may have run any of its migrations, and stager's record not know. */
export type HistoryProgress = 'pending' | 'expanded' | 'complete' | 'undone'

/** The plan's progress by the migrations that are recorded as applied. A plan that has nothing to expand is expanded. */
export function historyProgress(
  bundle: PlanBundle,
  migrations: readonly MigrationFile[],
  applied: { has(migration: string): boolean },
): HistoryProgress {
  const allApplied = (stage: StepStage): boolean => {
    const placed = placedMigrations(bundle, stage, migrations).filter(({ migration }) => applied.has(migration.name))
    return placed.length >= bundle.plan[stage].steps.length
  }
  const ran = (stage: StepStage): boolean => bundle.plan[stage].steps.length > 0 && allApplied(stage)
  if (ran('undo')) return 'undone'
  if (ran('contract')) return 'complete'
  return allApplied('expand') ? 'expanded' : 'pending'
}

/** Where a plan stands: what stager has on record, unless Prisma went further than stager ever began. `planned`: neither of them did anything. */
export function standingOf({ plan }: PlanBundle, row: StoredPlan | null, progress: HistoryProgress): PlanState | 'planned' {
  const begun = row?.stages.some(({ stage }) => stage === 'contract' || stage === 'undo') === true
  if (row !== null && (row.state !== 'in_flight' || begun)) return row.state
  if (progress === 'complete' || progress === 'undone') return progress
  if (progress === 'pending' || plan.expand.steps.length === 0) return row?.state ?? 'planned'
  const nothingMore = plan.contract.steps.length === 0 && plan.backfill.backfills.length === 0
  return nothingMore ? 'complete' : 'in_flight'
}
