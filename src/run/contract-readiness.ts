import type { PlanBundle } from '../plan/plan.ts'
import { placedMigrations } from './migration-owner.ts'
import { planIdOf } from './plan-id.ts'
import { hasFinished } from './plan-progress.ts'
import type { MigrationFile } from './history-ports.ts'
import type { StoredPlan } from './state-ports.ts'

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
  for (const stage of stagesBeforeContract(bundle)) {
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

/** The stages that have to be on record before contract may run. */
export function stagesBeforeContract({ plan }: PlanBundle): readonly ('expand' | 'deploy' | 'backfill')[] {
  return plan.backfill.backfills.length === 0 ? ['expand', 'deploy'] : ['expand', 'deploy', 'backfill']
}

/** What the last result of a verification is worth. */
export type Proof = 'never' | 'beforeBackfill' | 'offending' | 'old' | 'fresh'

/** Whether a verification proves that contract may run. */
export function proofOf(verification: string, stored: StoredPlan | null): Proof {
  const proof = stored?.verifications.find((row) => row.verification === verification)
  if (proof === undefined) return 'never'
  if (proof.at.getTime() < lastChange(stored)) return 'beforeBackfill'
  if (proof.offending > 0n) return 'offending'
  return proof.ageSeconds > freshSeconds ? 'old' : 'fresh'
}

function missingProofs({ plan }: PlanBundle, stored: StoredPlan | null): readonly string[] {
  return plan.contract.verifications.flatMap(({ id, label }) => {
    const proof = proofOf(id, stored)
    if (proof === 'fresh') return []
    const offending = stored?.verifications.find((row) => row.verification === id)?.offending ?? 0n
    return [`"${label}" ${shortcomings[proof](offending)}`]
  })
}

const shortcomings: Readonly<Record<Exclude<Proof, 'fresh'>, (offending: bigint) => string>> = {
  never: () => 'was never verified',
  beforeBackfill: () => 'was verified before the backfill ended',
  offending: (offending) => `found ${offending} ${offending === 1n ? 'row' : 'rows'}`,
  old: () => 'was verified more than 24 hours ago',
}

/** When the last backfill ended (a later sweep counts), or else the deploy. */
function lastChange(stored: StoredPlan | null): number {
  const ends = (stored?.backfills ?? []).map(({ finishedAt, updatedAt }) => (finishedAt ?? updatedAt).getTime())
  const stages = (stored?.stages ?? []).flatMap(({ stage, finishedAt }) =>
    stage === 'contract' || finishedAt === null ? [] : [finishedAt.getTime()],
  )
  return Math.max(0, ...ends, ...stages)
}
