import { StagerError } from '../errors.ts'
import type { PlanBundle } from '../plan/plan.ts'
import type { Check } from '../sql/statement.ts'
import type { RunContext } from './context.ts'
import { migrationsOfStage, placedMigrations } from './migration-owner.ts'
import { planIdOf } from './plan-id.ts'
import type { MigrationFile } from './history-ports.ts'
import type { Session } from './ports.ts'
import { reportRowsLeftAlone } from './rows-left-alone.ts'
import { recordStage, runSteps } from './run-steps.ts'
import { underMigrationLock } from './under-migration-lock.ts'

export interface UndoOptions {
  /** Every folder of prisma/migrations, those of the undo included. */
  readonly migrations: readonly MigrationFile[]
}

/** Refuses an undo that comes too late, or while a backfill runs; to be asked before its migrations are written. */
export async function checkUndo(context: RunContext, bundle: PlanBundle): Promise<void> {
  await context.database.withSession(async (session) => {
    await refuseUndo(context, session, bundle)
    await context.planLock.withLock(session, planIdOf(bundle.plan), context, () => Promise.resolve())
  })
}

/**
 * Takes the database back to where it was before expand, by new migrations: history only grows. An expand that stopped half-way
 * is taken back as well, and its remaining migrations are recorded, since the undo has answered them.
 */
export async function runUndo(context: RunContext, bundle: PlanBundle, { migrations }: UndoOptions): Promise<void> {
  const { clock, history, planLock, store } = context
  const id = planIdOf(bundle.plan)
  await underMigrationLock(context, (locked) =>
    // A backfill that still runs would write into columns that are about to go.
    planLock.withLock(locked.session, id, context, async () => {
      const { session, applied } = locked
      if ((await store.plan(session, id))?.state === 'undone') return
      await refuseUndo(context, session, bundle)
      // Workers on other machines have no lock of the plan; without their ranges they stop.
      await context.ranges.dropAll(session, id)
      const steps = migrationsOfStage(bundle, 'undo', migrations)
      const pending = steps.filter(({ migration }) => !applied.has(migration.name)).length
      await recordStage(context, locked, bundle, 'undo', pending, async () => {
        await runSteps(context, locked, steps)
        for (const { migration } of placedMigrations(bundle, 'expand', migrations)) {
          if (!applied.has(migration.name)) await history.recordApplied(session, migration, clock.now())
        }
      })
      await reportRowsLeftAlone(context, session, bundle)
      await store.setState(session, id, 'undone')
    }),
  )
}

/** What PostgreSQL cannot take back is there: undo would leave the database and schema.prisma apart. */
export async function refuseIrreversible(
  { catalog }: RunContext,
  session: Session,
  { plan }: PlanBundle,
  hint = 'Leave that and go on; to take back what the plan changes besides, edit schema.prisma once it is over, then: stager plan',
): Promise<void> {
  const reasons: string[] = []
  for (const { label, sql } of plan.undo.irreversible ?? []) if (await catalog.holds(session, sql)) reasons.push(label)
  if (reasons.length === 0) return
  throw new StagerError('undo-irreversible', `The plan ${planIdOf(plan)} cannot be undone: ${reasons.join('; ')}.`, { hint })
}

async function refuseUndo(context: RunContext, session: Session, bundle: PlanBundle): Promise<void> {
  const { store } = context
  const { plan } = bundle
  const id = planIdOf(plan)
  const stored = await store.plan(session, id)
  if (stored === null) {
    throw new StagerError('plan-not-started', `The plan ${id} never ran on this database, so there is nothing to undo.`, {
      hint: `Delete stages/${id} and its migrations, or begin it: stager apply --stage expand --plan ${id}`,
    })
  }
  const begun = stored.stages.find(({ stage }) => stage === 'contract')
  if (stored.state === 'contracted' || begun !== undefined) {
    throw new StagerError(
      'undo-too-late',
      `The stage contract of ${id} has begun${begun === undefined ? '' : ` at ${begun.startedAt.toISOString()}`}: what it drops cannot be brought back.`,
      {
        hint:
          stored.state === 'contracted'
            ? `Finish it: stager apply --stage contract --plan ${id}`
            : 'Plan a new change that takes it back: stager plan',
      },
    )
  }
  await refuseIrreversible(context, session, bundle)
  await refuseNulls(context, session, bundle)
}

async function holdAll(catalog: RunContext['catalog'], session: Session, checks: readonly Check[]): Promise<boolean> {
  for (const { sql } of checks) if (!(await catalog.holds(session, sql))) return false
  return true
}

/** Only data stands in the way, so that the way out is another than that of a database which somebody changed. */
async function refuseNulls({ catalog }: RunContext, session: Session, { plan }: PlanBundle): Promise<void> {
  const nulls: { readonly table: string; readonly column: string }[] = []
  for (const { precheck, postcheck } of plan.undo.steps) {
    const wanted = precheck.flatMap(({ noNullsIn, sql }) => (noNullsIn === undefined ? [] : [{ ...noNullsIn, sql }]))
    // What expand has not done is not taken back; the table may not even have the name yet that the plan gives it.
    if (wanted.length === 0 || (await holdAll(catalog, session, postcheck))) continue
    for (const { table, column, sql } of wanted) {
      const { schema, name } = table
      if (!(await catalog.holds(session, sql))) nulls.push({ table: schema === null ? name : `${schema}.${name}`, column })
    }
  }
  if (nulls.length === 0) return
  const columns = nulls.map(({ table, column }) => `${table}.${column}`).join(', ')
  throw new StagerError(
    'undo-nulls',
    `The plan ${planIdOf(plan)} cannot be undone yet: ${columns} would be required again, and there are rows with NULL, which the new release may write.`,
    {
      hint: `Deploy the old release, give these rows a value (UPDATE ... WHERE ... IS NULL), then: stager undo ${plan.name}`,
      data: { nulls },
    },
  )
}
