import { StagerError, exitCode } from '../../errors.ts'
import { readMigrations } from '../../plan/migrations-folder.ts'
import { planFolder } from '../../plan/plan-folder.ts'
import type { PlanBundle } from '../../plan/plan.ts'
import { planIdOf } from '../../run/plan-id.ts'
import { checkUndo, runUndo } from '../../run/run-undo.ts'
import { placeSteps, placement } from '../place-steps.ts'
import { planIdNamed } from '../repository.ts'
import { onlyOne } from '../the-plan.ts'
import type { UndoResult, UndoSettings } from '../undo.ts'
import { withRun, type Run } from '../with-run.ts'
import { writeChanges } from '../write-changes.ts'
import { requireUndoConfirmation } from './confirm-undo.ts'

/**
 * First the files, then the database: if the run is interrupted, the same command finds its migrations placed and goes on with them.
 */
export async function undoPlan(settings: UndoSettings & { readonly cwd: string; readonly now: () => Date }): Promise<UndoResult> {
  return withRun(settings, async (run) => {
    const { context, project, bundles, migrations } = run
    const bundle = await chooseBundle(run, settings.plan)
    const { plan } = bundle
    const stands = placement(plan, migrations)
    if (!stands.undone) {
      await checkUndo(context, bundle)
      if (stands.promoted) throw promoted(bundle)
      await requireUndoConfirmation(plan.name, settings.yes, settings.confirm)
    }
    const names = [...migrations.map(({ name }) => name), ...bundles.map((other) => planFolder(other.plan))]
    const written = await writeChanges(project, placeSteps(bundle, 'undo', migrations, names, settings.now()), plan.edits.undo)
    await runUndo(context, bundle, { migrations: await readMigrations(project.migrationsDirectory) })
    return { plan: plan.name, written }
  })
}

/** Its contract migrations would run after the undo, wherever the repository is deployed. */
function promoted({ plan }: PlanBundle): StagerError {
  return new StagerError('undo-promoted', `The plan ${plan.name} is promoted: its contract migrations are in the migrations folder.`, {
    exitCode: exitCode.conflict,
    hint: `Revert the commit of stager promote first (git revert), then: stager undo ${plan.name}`,
  })
}

async function chooseBundle({ context, project, bundles }: Run, name: string | undefined): Promise<PlanBundle> {
  const id = name === undefined ? null : await planIdNamed(project, name)
  const stored = await context.database.withSession((session) => context.store.plans(session))
  const inFlight = new Set(stored.filter(({ state }) => state === 'in_flight').map((plan) => plan.id))
  const candidates = bundles.filter(({ plan }) => (id === null ? inFlight.has(planIdOf(plan)) : planIdOf(plan) === id))
  return onlyOne(
    candidates.map((bundle) => ({ name: bundle.plan.name, bundle })),
    { command: 'stager undo', waiting: 'is in flight on this database' },
  ).bundle
}
