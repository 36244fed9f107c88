import type { PlanBundle } from '../plan/plan.ts'
import { placedMigrations } from './migration-owner.ts'
import { planIdOf } from './plan-id.ts'
import { hasFinished } from './plan-progress.ts'
import type { MigrationFile, StoredPlan } from './ports.ts'

/** Something that contract waits for, and the command that brings it. */
export interface Missing {
  readonly what: string
  readonly command: string
}

/** A proof that is older than this proves nothing about today's rows. */
const freshSeconds = 24 * 60 * 60

/** What is missing before contract may run, in the order in which it is to be done; empty when it may. */
export function missingForContract(
  bundle: PlanBundle,
  stored: StoredPlan | null,
  migrations: readonly MigrationFile[],
): readonly Missing[] {
  const { plan } = bundle
  const id = planIdOf(plan)
  const missing: Missing[] = []
  const stages = plan.backfill.backfills.length === 0 ? (['expand', 'deploy'] as const) : (['expand', 'deploy', 'backfill'] as const)
  for (const stage of stages) {
    if (hasFinished(stored, stage)) continue
    const release = stage === 'deploy' ? ' --release <version>' : ''
    missing.push({ what: `the stage ${stage} is not recorded as done`, command: `stager apply --stage ${stage} --plan ${id}${release}` })
  }
  const quarantined = stored?.quarantined ?? 0
  if (quarantined > 0) {
    missing.push({ what: `${quarantined} ${quarantined === 1 ? 'row is' : 'rows are'} in quarantine`, command: `stager resume ${id}` })
  }
  for (const what of missingProofs(bundle, stored)) missing.push({ what, command: `stager verify ${id}` })
  const placed = placedMigrations(bundle, 'contract', migrations)
  if (plan.contract.steps.some((step) => !placed.some((owned) => owned.step.id === step.id))) {
    missing.push({ what: 'its contract migrations are not in prisma/migrations', command: `stager promote ${id}` })
  }
  return missing
}

function missingProofs({ plan }: PlanBundle, stored: StoredPlan | null): readonly string[] {
  const filledAt = lastChange(stored)
  return plan.contract.verifications.flatMap(({ id, label }) => {
    const proof = stored?.verifications.find((row) => row.verification === id)
    if (proof === undefined) return [`"${label}" was never verified`]
    if (proof.at.getTime() < filledAt) return [`"${label}" was verified before the backfill ended`]
    if (proof.offending > 0n) return [`"${label}" found ${proof.offending} ${proof.offending === 1n ? 'row' : 'rows'}`]
    return proof.ageSeconds > freshSeconds ? [`"${label}" was verified more than 24 hours ago`] : []
  })
}

/** When the last backfill ended (a later sweep counts), or else the deploy. */
function lastChange(stored: StoredPlan | null): number {
  const ends = (stored?.backfills ?? []).map(({ finishedAt, updatedAt }) => (finishedAt ?? updatedAt).getTime())
  const stages = (stored?.stages ?? []).flatMap(({ stage, finishedAt }) =>
    stage === 'contract' || finishedAt === null ? [] : [finishedAt.getTime()],
  )
  return Math.max(0, ...ends, ...stages)
}
