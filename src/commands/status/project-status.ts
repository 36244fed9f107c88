import { ownerOf } from '../../run/migration-owner.ts'
import { readStatus } from '../../run/status.ts'
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
      plans: plans.filter((status) => id === null || status.id === id),
      pendingMigrations: migrations
        .filter((migration) => ownerOf(migration, bundles) === null && applied.every(({ name }) => name !== migration.name))
        .map(({ name }) => name),
    }
  })
}
