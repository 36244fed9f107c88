import type { PlanBundle } from '../../plan/plan.ts'
import type { RunContext } from '../../run/context.ts'
import { ownerOf } from '../../run/migration-owner.ts'
import { planIdOf } from '../../run/plan-id.ts'
import type { Session } from '../../run/ports.ts'
import { readStatusOn } from '../../run/status.ts'
import type { PlanStatus } from '../../run/status/plan-status.ts'
import { chainLeft } from '../chain-left.ts'
import { continueCommand } from '../continue-command.ts'
import { planIdNamed, type Repository } from '../repository.ts'
import type { StatusResult, StatusSettings } from '../status.ts'
import { withRun } from '../with-run.ts'
import { createEvidenceReader, type EvidenceReader } from './evidence-reader.ts'

/** What the database and the repository know together. */
export async function projectStatus(settings: StatusSettings & { readonly cwd: string }): Promise<StatusResult> {
  const { plan, ...rest } = settings
  return withRun({ ...rest, readOnly: true }, ({ context, ...repository }) =>
    context.database.withSession((session) => statusOn(context, session, repository, { plan, evidence: createEvidenceReader() })),
  )
}

/** The same over a session that is there; of one plan, by its name, or of all. */
export async function statusOn(
  context: RunContext,
  session: Session,
  repository: Repository,
  { plan, evidence }: { readonly plan?: string | undefined; readonly evidence: EvidenceReader },
): Promise<StatusResult> {
  const { project, bundles, migrations } = repository
  const id = plan === undefined ? null : await planIdNamed(project, plan)
  const at = await context.store.now(session)
  const plans = await readStatusOn(context, session, { bundles, migrations, evidenceOf: evidence(context, session, repository) })
  const applied = await context.history.list(session)
  return {
    at,
    plans: plans.filter((status) => id === null || status.id === id).map((status) => withChain(status, bundles, project.schemaPath)),
    pendingMigrations: migrations
      .filter((migration) => ownerOf(migration, bundles) === null && applied.every(({ name }) => name !== migration.name))
      .map(({ name }) => name),
  }
}

/** A complete plan may leave something for a second one. */
function withChain(status: PlanStatus, bundles: readonly PlanBundle[], schemaPath: string): PlanStatus {
  const bundle = bundles.find(({ plan }) => planIdOf(plan) === status.id)
  if (status.state !== 'complete' || bundle === undefined || !chainLeft(bundle.plan, schemaPath)) return status
  return { ...status, next: { command: continueCommand(status.name), text: 'the second plan, which this one left for later' } }
}
