import { StagerError, exitCode } from '../errors.ts'
import type { Step } from '../plan/plan.ts'
import type { Check } from '../sql/statement.ts'
import type { RunContext } from './context.ts'
import type { OwnedMigration } from './migration-owner.ts'
import { planIdOf } from './plan-id.ts'
import type { Session } from './ports.ts'
import { retryWhileLocked } from './retry-while-locked.ts'

/**
 * A statement that must be alone (CONCURRENTLY) queues for SHARE UPDATE EXCLUSIVE and waits for old snapshots, which holds up
 * neither reads nor writes: it may wait longer, since each new attempt begins the whole index again.
 */
const patienceOfConcurrently = 60

/**
 * One step: done when its postchecks hold, run when its prechecks hold, a conflict otherwise. It is recorded as a Prisma migration
 * only when it is done, so that a run that was killed in between finds out here, by the postchecks.
 */
export async function runStep(context: RunContext, session: Session, { bundle, step, migration }: OwnedMigration): Promise<void> {
  const { catalog, clock, history, onEvent, store } = context
  const id = planIdOf(bundle.plan)
  const event = { plan: bundle.plan.name, step: step.id, label: step.label }
  const startedAt = clock.now()
  const begin = clock.monotonic()
  onEvent({ type: 'stepStarted', ...event })
  await catalog.setTimeouts(session, { lockMilliseconds: 0, statementMilliseconds: 0 })
  // Without a postcheck only the record knows; a step that is on record does not come here.
  const skipped = step.postcheck.length > 0 && (await failedChecks(context, session, step.postcheck)).length === 0
  if (!skipped) {
    await refuseConflict(context, session, id, step)
    await store.stepStarted(session, id, step.id)
    await execute(context, session, step, migration.sql)
    const failed = await failedChecks(context, session, step.postcheck)
    if (failed.length > 0) {
      throw new StagerError('step-incomplete', `The step ${step.id} of ${id} ran, but this does not hold: ${labels(failed)}.`, {
        exitCode: exitCode.conflict,
        hint: 'Another session may have changed the table; run the same command again.',
      })
    }
  }
  const milliseconds = clock.monotonic() - begin
  await session.transaction(async (transaction) => {
    await history.recordApplied(transaction, migration, startedAt)
    await store.stepFinished(transaction, id, step.id, milliseconds)
  })
  onEvent(skipped ? { type: 'stepSkipped', ...event } : { type: 'stepDone', ...event, milliseconds: Math.round(milliseconds) })
}

async function execute(context: RunContext, session: Session, step: Step, sql: string): Promise<void> {
  const { catalog, lockMilliseconds, statementMilliseconds } = context
  const alone = step.transaction === 'forbidden'
  await catalog.setTimeouts(session, {
    lockMilliseconds: alone ? lockMilliseconds * patienceOfConcurrently : lockMilliseconds,
    statementMilliseconds: step.scans || alone ? 0 : statementMilliseconds,
  })
  try {
    await retryWhileLocked(context, session, { what: `The step ${step.id}`, cancel: true, givesWay: !alone }, async () => {
      if (step.buildsIndex !== null) await catalog.dropInvalidIndex(session, step.buildsIndex)
      await session.script(sql)
    })
  } catch (error) {
    // What a failed build leaves behind is INVALID, but a unique one already refuses the application's duplicates.
    if (step.buildsIndex !== null) await catalog.dropInvalidIndex(session, step.buildsIndex).catch(() => undefined)
    throw error
  } finally {
    await catalog.setTimeouts(session, { lockMilliseconds: 0, statementMilliseconds: 0 }).catch(() => undefined)
  }
}

async function refuseConflict(context: RunContext, session: Session, plan: string, step: Step): Promise<void> {
  const failed = await failedChecks(context, session, step.precheck)
  if (failed.length === 0) return
  const undone = await failedChecks(context, session, step.postcheck)
  throw new StagerError(
    'step-conflict',
    `The step ${step.id} of ${plan} is not done, and cannot run, because this does not hold: ${labels(failed)}.`,
    {
      exitCode: exitCode.conflict,
      hint: 'If rows are meant, stager apply --stage backfill fills them; else somebody changed the database by hand: take that back. Then run the same command again.',
      data: { precheck: failed.map(({ label }) => label), postcheck: undone.map(({ label }) => label) },
    },
  )
}

async function failedChecks(context: RunContext, session: Session, checks: readonly Check[]): Promise<readonly Check[]> {
  const failed: Check[] = []
  for (const check of checks) if (!(await context.catalog.holds(session, check.sql))) failed.push(check)
  return failed
}

const labels = (checks: readonly Check[]): string => checks.map(({ label }) => label).join('; ')
