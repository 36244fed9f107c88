import type { PlanBundle } from '../plan/plan.ts'
import type { RunContext } from './context.ts'
import { ownerOf, type OwnedMigration } from './migration-owner.ts'
import { planIdOf } from './plan-id.ts'
import { completeIfOver, hasFinished, settlePlan } from './plan-progress.ts'
import type { MigrationFile } from './history-ports.ts'
import { refuseAfterContract } from './refuse-after-contract.ts'
import { runOrdinary } from './run-ordinary.ts'
import { applyStep } from './run-steps.ts'
import { requireNothingHidden } from './require-nothing-hidden.ts'
import { refuseIrreversible } from './run-undo.ts'
import { underMigrationLock, type LockedHistory } from './under-migration-lock.ts'

export interface ExpandOptions {
  /** Every plan of the repository. */
  readonly bundles: readonly PlanBundle[]
  /** Every folder of prisma/migrations. */
  readonly migrations: readonly MigrationFile[]
  /** Go no further than this plan (its folder's name), and leave the steps of all other plans alone. */
  readonly planId?: string | undefined
}

interface ExpandRun extends ExpandOptions {
  readonly context: RunContext
  readonly locked: LockedHistory
  /** When this run began a plan's stage: `<plan id>/<stage>`. */
  readonly begun: Map<string, number>
}

/**
 * Applies what is pending in prisma/migrations, in Prisma's order: the team's own migrations, and the steps of expand and undo.
 * Contract migrations are left to their stage.
 */
export async function runExpand(context: RunContext, options: ExpandOptions): Promise<void> {
  const migrations = options.migrations.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const bundles = options.bundles.filter(({ plan }) => options.planId === undefined || planIdOf(plan) === options.planId)
  const inReach = options.planId === undefined ? migrations : upToLastOf(bundles, migrations)
  await underMigrationLock(context, async (locked) => {
    const run: ExpandRun = { ...options, migrations, context, locked, begun: new Map() }
    warnOfEdits(run)
    for (const bundle of options.bundles) await settlePlan(context, locked, bundle, migrations)
    for (const migration of inReach) {
      context.signal.throwIfAborted()
      if (locked.applied.has(migration.name)) continue
      const owned = ownerOf(migration, options.bundles)
      if (owned === null) await applyOrdinary(run, migration)
      else if (owned.stage !== 'contract' && bundles.includes(owned.bundle)) await applyOwned(run, owned, owned.stage)
    }
    for (const bundle of bundles) {
      if ((await settlePlan(context, locked, bundle, migrations)) === 'expanded') await finishExpand(run, bundle)
    }
  })
}

/** What comes after the plan's own steps may build on plans that are left alone. */
function upToLastOf(bundles: readonly PlanBundle[], migrations: readonly MigrationFile[]): readonly MigrationFile[] {
  const last = migrations.findLastIndex((migration) => ['expand', 'undo'].includes(ownerOf(migration, bundles)?.stage ?? ''))
  return migrations.slice(0, last + 1)
}

async function applyOrdinary(run: ExpandRun, migration: MigrationFile): Promise<void> {
  const { context, locked } = run
  const script = await context.analyse(migration.sql)
  await refuseAfterContract(context, locked, migration, script, run)
  await runOrdinary(context, locked.session, migration, script)
  locked.applied.set(migration.name, { name: migration.name, checksum: context.history.checksum(migration.sql), state: 'applied' })
}

/** The first pending step of a plan registers it; the last one finishes the stage. */
async function applyOwned(run: ExpandRun, owned: OwnedMigration, stage: 'expand' | 'undo'): Promise<void> {
  const { context, locked, migrations } = run
  const { bundle } = owned
  const pending = migrations.filter(
    (migration) => !locked.applied.has(migration.name) && ownerOf(migration, [bundle])?.stage === stage,
  ).length
  // It was undone where that had not happened; this database is further.
  if (stage === 'undo') await refuseIrreversible(context, locked.session, bundle, 'Revert the commit of stager undo (git revert).')
  else await requireNothingHidden(context, locked.session, bundle)
  await beginStage(run, bundle, stage, pending)
  await applyStep(context, locked, owned)
  if (pending > 1) return
  if (stage === 'expand') await finishExpand(run, bundle)
  else await settlePlan(context, locked, bundle, migrations)
}

async function beginStage(
  { context, locked, begun }: ExpandRun,
  bundle: PlanBundle,
  stage: 'expand' | 'undo',
  steps: number,
): Promise<void> {
  const { clock, onEvent, operator, store } = context
  const id = planIdOf(bundle.plan)
  if (begun.has(`${id}/${stage}`)) return
  if (stage === 'expand') await store.register(locked.session, bundle.plan)
  if ((await store.plan(locked.session, id)) !== null) await store.stageStarted(locked.session, id, stage, operator)
  begun.set(`${id}/${stage}`, clock.monotonic())
  onEvent({ type: 'stageStarted', plan: bundle.plan.name, stage, steps })
}

/** Also for steps that `prisma migrate deploy` ran, and for plans whose expand has none. */
async function finishExpand(run: ExpandRun, bundle: PlanBundle): Promise<void> {
  const { clock, onEvent, store } = run.context
  const { session } = run.locked
  const id = planIdOf(bundle.plan)
  if (!hasFinished(await store.plan(session, id), 'expand')) {
    await beginStage(run, bundle, 'expand', 0)
    await store.stageFinished(session, id, 'expand')
    const milliseconds = Math.round(clock.monotonic() - (run.begun.get(`${id}/expand`) ?? clock.monotonic()))
    onEvent({ type: 'stageDone', plan: bundle.plan.name, stage: 'expand', milliseconds })
  }
  await completeIfOver(run.context, session, bundle)
}

function warnOfEdits({ context, locked, migrations }: ExpandRun): void {
  const { history, onEvent } = context
  for (const { name, sql } of migrations) {
    const recorded = locked.applied.get(name)?.checksum
    // Prisma compares without regard to CRLF.
    const same = [sql, sql.replaceAll('\r\n', '\n'), sql.replace(/\r?\n/g, '\r\n')].some((text) => history.checksum(text) === recorded)
    if (recorded !== undefined && !same) onEvent({ type: 'migrationEdited', migration: name })
  }
}
