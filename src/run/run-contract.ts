import { StagerError } from '../errors.ts'
import type { PlanBundle } from '../plan/plan.ts'
import type { RunContext } from './context.ts'
import { missingForContract, type Missing } from './contract-readiness.ts'
import { migrationsOfStage, type OwnedMigration } from './migration-owner.ts'
import { planIdOf } from './plan-id.ts'
import { hasFinished } from './plan-progress.ts'
import { DatabaseError } from './database-error.ts'
import type { MigrationFile } from './history-ports.ts'
import type { Session } from './ports.ts'
import { requireStages } from './require-stages.ts'
import { fillAgain } from './run-backfill.ts'
import { recordStage, runSteps } from './run-steps.ts'
import { underMigrationLock, type LockedHistory } from './under-migration-lock.ts'

export interface ContractOptions {
  /** Every folder of prisma/migrations; `stager promote` placed those of this stage there. */
  readonly migrations: readonly MigrationFile[]
}

/** The stage without a way back. A run that was stopped in it goes on: what it has tightened keeps the proof true. */
export async function runContract(context: RunContext, bundle: PlanBundle, { migrations }: ContractOptions): Promise<void> {
  const { store } = context
  const id = planIdOf(bundle.plan)
  await underMigrationLock(context, async (locked) => {
    const { session } = locked
    const stored = await store.plan(session, id)
    // A plan without a contract is complete once the stages before it are.
    if (hasFinished(stored, 'contract') || stored?.state === 'complete') return
    if (stored?.state !== 'contracted') await refuseUnready(context, session, bundle, migrations)
    const steps = migrationsOfStage(bundle, 'contract', migrations)
    const explained = (work: Promise<void>): Promise<void> =>
      work.catch((error: unknown) => {
        throw explainGuard(error, bundle)
      })
    // Where the guard is the first step, contract has not begun while it refuses: the plan can still be undone.
    if (steps[0]?.step.id === guardStep) await explained(runSteps(context, locked, steps.slice(0, 1)))
    await store.setState(session, id, 'contracted')
    const pending = steps.filter(({ migration }) => !locked.applied.has(migration.name)).length
    await recordStage(context, locked, bundle, 'contract', pending, () => explained(contract(context, locked, bundle, steps)))
    await store.setState(session, id, 'complete')
  })
}

const guardStep = 'contract/guard'

/**
 * What comes before the guard stops the trigger from marking rows as pending, now that only applications write that know the new
 * columns. Rows that were marked since the verification are filled then, so that traffic cannot keep contract waiting for ever.
 */
async function contract(context: RunContext, locked: LockedHistory, bundle: PlanBundle, steps: readonly OwnedMigration[]): Promise<void> {
  const guardAt = steps.findIndex(({ step }) => step.id === guardStep)
  const guard = steps[guardAt]
  if (guard !== undefined && guardAt > 0 && !locked.applied.has(guard.migration.name)) {
    await runSteps(context, locked, steps.slice(0, guardAt))
    await fillAgain(context, locked.session, bundle)
  }
  await runSteps(context, locked, steps)
}

/** What the guard raises is a finding in the data, not a failure of the database. */
function explainGuard(error: unknown, { plan }: PlanBundle): unknown {
  if (!(error instanceof DatabaseError) || error.sqlState !== 'P0001') return error
  const [, found] = /stager: (there are .+)$/s.exec(error.message) ?? []
  if (found === undefined) return error
  return new StagerError('contract-guard', `The stage contract of ${planIdOf(plan)} stopped before it dropped anything: ${found}.`, {
    hint: `stager verify ${plan.name} shows them; correct them, then: stager apply --stage contract --plan ${plan.name}`,
    cause: error,
  })
}

/** What contract waits for; for the question that comes before it. */
export async function readContractReadiness(
  context: RunContext,
  bundle: PlanBundle,
  { migrations }: ContractOptions,
): Promise<readonly Missing[]> {
  return context.database.withSession(async (session) =>
    missingForContract(bundle, await context.store.plan(session, planIdOf(bundle.plan)), migrations),
  )
}

async function refuseUnready(
  context: RunContext,
  session: Session,
  bundle: PlanBundle,
  migrations: readonly MigrationFile[],
): Promise<void> {
  const id = planIdOf(bundle.plan)
  await requireStages(context, session, bundle, 'The stage contract', ['expand'])
  const missing = missingForContract(bundle, await context.store.plan(session, id), migrations)
  const [first] = missing
  if (first === undefined) return
  throw new StagerError(
    'contract-not-ready',
    `The stage contract of ${id} may not run yet: ${missing.map(({ what }) => what).join('; ')}.`,
    {
      hint: first.command,
      data: { plan: id, missing },
    },
  )
}
