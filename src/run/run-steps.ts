import type { StageName } from '../plan/plan.ts'
import type { RunContext } from './context.ts'
import { checkText, type OwnedMigration } from './migration-owner.ts'
import { planIdOf } from './plan-id.ts'
import { runStep } from './run-step.ts'
import type { LockedHistory } from './under-migration-lock.ts'

/** Runs those migrations of one stage of a plan that are not recorded yet. */
export async function runSteps(context: RunContext, locked: LockedHistory, steps: readonly OwnedMigration[]): Promise<void> {
  for (const owned of steps) if (!locked.applied.has(owned.migration.name)) await applyStep(context, locked, owned)
}

/** One step, and its place in the history that this run holds. */
export async function applyStep(context: RunContext, { session, applied }: LockedHistory, owned: OwnedMigration): Promise<void> {
  context.signal.throwIfAborted()
  const { migration } = checkText(owned)
  await runStep(context, session, owned)
  applied.set(migration.name, { name: migration.name, checksum: context.history.checksum(migration.sql), state: 'applied' })
}

/** A stage between its two events; recorded as finished only when `work` is through. */
export async function recordStage(
  context: RunContext,
  { session }: Pick<LockedHistory, 'session'>,
  bundle: OwnedMigration['bundle'],
  stage: StageName | 'undo',
  steps: number,
  work: () => Promise<void>,
): Promise<void> {
  const { clock, onEvent, operator, store } = context
  const begin = clock.monotonic()
  const plan = bundle.plan.name
  onEvent({ type: 'stageStarted', plan, stage, steps })
  await store.stageStarted(session, planIdOf(bundle.plan), stage, operator)
  await work()
  await store.stageFinished(session, planIdOf(bundle.plan), stage)
  onEvent({ type: 'stageDone', plan, stage, milliseconds: Math.round(clock.monotonic() - begin) })
}
