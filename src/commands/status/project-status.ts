import type { PlanBundle } from '../../plan/plan.ts'
import { ownerOf } from '../../run/migration-owner.ts'
import { planIdOf } from '../../run/plan-id.ts'
import { readStatus, type PlanStatus } from '../../run/status.ts'
import { chainLeft } from '../chain-left.ts'
import { continueCommand } from '../continue-command.ts'
import { planIdNamed } from '../repository.ts'
import type { StatusResult, StatusSettings } from '../status.ts'
import { withRun } from '../with-run.ts'

/** What the database and the repository know together. */
export async function projectStatus(settings: StatusSettings & { readonly cwd: string }): Promise<StatusResult> {
  const { plan, ...rest } = settings
  return withRun({ ...rest, readOnly: true }, async ({ context, project, bundles, migrations }) => {
    const id = plan === undefined ? null : await planIdNamed(project, plan)
    const plans = await readStatus(context, { bundles, migrations })
    const applied = await context.database.withSession((session) => context.history.list(session))
    return {
      plans: plans.filter((status) => id === null || status.id === id).map((status) => withChain(status, bundles, project.schemaPath)),
      pendingMigrations: migrations
        .filter((migration) => ownerOf(migration, bundles) === null && applied.every(({ name }) => name !== migration.name))
        .map(({ name }) => name),
    }
  })
}

/** A complete plan may leave something for a second one. */
function withChain(status: PlanStatus, bundles: readonly PlanBundle[], schemaPath: string): PlanStatus {
  const bundle = bundles.find(({ plan }) => planIdOf(plan) === status.id)
  if (status.state !== 'complete' || bundle === undefined || !chainLeft(bundle.plan, schemaPath)) return status
  return { ...status, next: { command: continueCommand(status.name), text: 'the second plan, which this one left for later' } }
}
