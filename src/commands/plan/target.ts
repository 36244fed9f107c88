import type { Project } from '../../config.ts'
import { planMigrations, readMigrations, type MigrationFile, type PlacedStep } from '../../plan/migrations-folder.ts'
import { listPlans, planFolder } from '../../plan/plan-folder.ts'
import type { Plan } from '../../plan/plan.ts'
import { readPlans } from '../read-plans.ts'

/** Where a plan is going to be written, and what is there already. */
export interface Target {
  readonly project: Project
  /** Of migrations and plans. */
  readonly names: readonly string[]
  /** Plans of the repository that are neither promoted nor undone. */
  readonly inFlight: readonly Plan[]
  /** Names that no new plan may have; that of an undone plan is free again. */
  readonly taken: readonly string[]
}

/** Reads the migrations and plans of a project, without the plan that a new one takes the place of. Throws `migrations-not-found`. */
export async function readTarget(project: Project, replaced: Plan | null = null): Promise<Target> {
  const migrations = await readMigrations(project.migrationsDirectory)
  const folders = await listPlans(project.stagesDirectory)
  const plans = (await readPlans(folders))
    .map(({ plan }) => plan)
    .filter((plan) => replaced === null || planFolder(plan) !== planFolder(replaced))
  return {
    project,
    names: [...migrations.map(({ name }) => name), ...folders.map(({ folder }) => folder)],
    inFlight: plans.filter((plan) => !isOver(plan, migrations)),
    taken: plans.filter((plan) => !isUndone(plan, migrations)).map(({ name }) => name),
  }
}

const allPlaced = (steps: readonly PlacedStep[]): boolean => steps.every(({ migration }) => migration !== null)

function isUndone(plan: Plan, migrations: readonly MigrationFile[]): boolean {
  const { undo } = planMigrations(plan, migrations)
  return undo.length > 0 && allPlaced(undo)
}

/** A plan without contract takes no second step in the repository. */
function isOver(plan: Plan, migrations: readonly MigrationFile[]): boolean {
  return allPlaced(planMigrations(plan, migrations).contract) || isUndone(plan, migrations)
}
