import { planMigrations, type MigrationFile, type PlacedStep } from '../plan/migrations-folder.ts'
import type { Plan, PlanBundle } from '../plan/plan.ts'
import { nextTimestamp, timestampOf } from '../plan/timestamp.ts'

/** Folders that are new, for the steps of a stage that have none yet. They share one timestamp, so that the stage stays together. */
export function placeSteps(
  { plan, texts }: PlanBundle,
  stage: 'contract' | 'undo',
  migrations: readonly MigrationFile[],
  names: readonly string[],
  now: Date,
): readonly { readonly name: string; readonly sql: string }[] {
  const steps = planMigrations(plan, migrations)[stage]
  const earlier = steps.map(({ migration }) => (migration === null ? null : timestampOf(migration.name))).find((stamp) => stamp !== null)
  const timestamp = earlier ?? nextTimestamp(now, names)
  return steps.flatMap(({ step, migration }) =>
    migration === null ? [{ name: `${timestamp}_${step.migration}`, sql: texts.get(step.file) ?? '' }] : [],
  )
}

/** Where a plan stands in the repository. */
export function placement(plan: Plan, migrations: readonly MigrationFile[]): { readonly promoted: boolean; readonly undone: boolean } {
  const { contract, undo } = planMigrations(plan, migrations)
  const all = (steps: readonly PlacedStep[]): boolean => steps.length > 0 && steps.every(({ migration }) => migration !== null)
  return { promoted: all(contract), undone: all(undo) }
}
