import { StagerError, exitCode } from '../errors.ts'
import type { Plan } from '../plan/plan.ts'
import type { Session } from '../run/ports.ts'
import type { PlanState, StateStore } from '../run/state-ports.ts'
import { tableName } from '../sql/ident.ts'
import { catalog } from './catalog.ts'
import { keyText } from './key-text.ts'
import { databaseTime, readBackfill, readControl, readPlan, readPlans } from './state-reads.ts'

const note = (session: Session, planId: string, what: string): Promise<number> =>
  session.execute('INSERT INTO stager.history (plan_id, what, database_user) VALUES ($1, $2, session_user)', [planId, what])

/** stager's tables. All times are clock_timestamp(): runs come from several machines, the database is one. */
export const stateStore: StateStore = {
  now: databaseTime,

  plans: readPlans,
  plan: readPlan,

  register: (session, plan) => session.transaction((transaction) => register(transaction, plan)),

  setState: (session, planId, state) =>
    session.transaction(async (transaction) => {
      const changed = await transaction.execute('UPDATE stager.plans SET state = $2 WHERE id = $1 AND state <> $2', [planId, state])
      if (changed > 0) await note(transaction, planId, state)
      if (state === 'complete' || state === 'undone')
        await transaction.execute('DELETE FROM stager.replaced_rows WHERE plan_id = $1', [planId])
    }),

  async rowsLeftAlone(session, planId) {
    return session.query<{ backfill: string; rows: number }>(
      'SELECT backfill, count(*)::int AS rows FROM stager.replaced_rows WHERE plan_id = $1 AND left_alone GROUP BY backfill ORDER BY backfill',
      [planId],
    )
  },

  stageStarted: (session, planId, stage, by, release) =>
    session.transaction(async (transaction) => {
      await transaction.execute(
        `INSERT INTO stager.stages AS s (plan_id, stage, database_user, os_user, host, release)
         VALUES ($1, $2, session_user, $3, $4, $5)
         ON CONFLICT (plan_id, stage) DO UPDATE SET release = coalesce(excluded.release, s.release)`,
        [planId, stage, by.osUser, by.host, release ?? null],
      )
      await note(transaction, planId, release === undefined ? `${stage} started` : `${stage} started with ${release}`)
    }),

  stageFinished: (session, planId, stage) =>
    session.transaction(async (transaction) => {
      await transaction.execute(
        'UPDATE stager.stages SET finished_at = coalesce(finished_at, clock_timestamp()) WHERE plan_id = $1 AND stage = $2',
        [planId, stage],
      )
      await note(transaction, planId, `${stage} finished`)
    }),

  async stepStarted(session, planId, step) {
    await session.execute(
      `INSERT INTO stager.steps AS s (plan_id, step, status) VALUES ($1, $2, 'running')
       ON CONFLICT (plan_id, step) DO UPDATE SET status = 'running', started_at = clock_timestamp(), finished_at = NULL`,
      [planId, step],
    )
  },

  async stepFinished(session, planId, step, milliseconds) {
    await session.execute(
      `INSERT INTO stager.steps AS s (plan_id, step, status, finished_at, milliseconds) VALUES ($1, $2, 'done', clock_timestamp(), $3::int)
       ON CONFLICT (plan_id, step) DO UPDATE SET status = 'done', finished_at = excluded.finished_at, milliseconds = excluded.milliseconds`,
      [planId, step, Math.round(milliseconds)],
    )
  },

  async backfill(session, planId, backfill) {
    await session.execute('INSERT INTO stager.backfills (plan_id, backfill) VALUES ($1, $2) ON CONFLICT DO NOTHING', [planId, backfill])
    const row = await readBackfill(session, planId, backfill)
    if (row === null) throw new StagerError('state-missing', `The backfill ${backfill} of ${planId} vanished from stager's own tables.`)
    return row
  },

  async startPass(session, planId, backfill, pass, target) {
    await session.execute(
      `UPDATE stager.backfills SET pass = $3::int, target = $4, cursor = NULL, odd_cursor = NULL, finished_at = NULL, updated_at = clock_timestamp()
       WHERE plan_id = $1 AND backfill = $2`,
      [planId, backfill, pass, keyText(target)],
    )
  },

  async saveCursor(transaction, planId, backfill, { from, to, visited, written, rowsPerSecond }) {
    const saved = await transaction.execute(
      `UPDATE stager.backfills SET cursor = $5, odd_cursor = $6, rows_visited = rows_visited + $7::bigint, rows_written = rows_written + $8::bigint,
         batch_rows = $7::int, rows_per_second = coalesce($9::int, rows_per_second), updated_at = clock_timestamp()
       WHERE plan_id = $1 AND backfill = $2 AND cursor IS NOT DISTINCT FROM $3 AND odd_cursor IS NOT DISTINCT FROM $4`,
      [planId, backfill, ...[from.cursor, from.oddCursor, to.cursor, to.oddCursor].map(keyText), visited, written, rowsPerSecond],
    )
    if (saved !== 1) {
      throw new StagerError('cursor-moved', `Another run moved the cursor of ${backfill} in ${planId}; this batch was rolled back.`, {
        exitCode: exitCode.conflict,
        hint: 'Watch it with: stager status --watch',
      })
    }
  },

  async holding(session, planId, backfill, reason) {
    await session.execute(
      `UPDATE stager.backfills SET holding = $3, holding_since = CASE WHEN $3::text IS NULL THEN NULL ELSE coalesce(holding_since, clock_timestamp()) END
       WHERE plan_id = $1 AND backfill = $2`,
      [planId, backfill, reason],
    )
  },

  control: readControl,

  setControl: (session, planId, { paused, reason, limits }, { osUser, host }) =>
    session.transaction(async (transaction) => {
      await transaction.execute(
        `INSERT INTO stager.controls (plan_id, paused, reason, limits, changed_by) VALUES ($1, $2, $3, $4::jsonb, $5)
         ON CONFLICT (plan_id) DO UPDATE SET paused = excluded.paused, reason = excluded.reason, limits = excluded.limits,
           changed_by = excluded.changed_by, changed_at = clock_timestamp()`,
        [planId, paused, reason, JSON.stringify(limits), `${osUser}@${host}`],
      )
      await note(transaction, planId, paused ? 'paused' : 'resumed')
    }),

  async backfillFinished(session, planId, backfill) {
    await session.execute(
      `UPDATE stager.backfills SET holding = NULL, holding_since = NULL, finished_at = coalesce(finished_at, clock_timestamp()), updated_at = clock_timestamp()
       WHERE plan_id = $1 AND backfill = $2`,
      [planId, backfill],
    )
  },

  async recordVerification(session, planId, verification, offending, samples) {
    await session.execute(
      `INSERT INTO stager.verifications (plan_id, verification, offending, samples, at) VALUES ($1, $2, $3::bigint, $4::text[], clock_timestamp())
       ON CONFLICT (plan_id, verification) DO UPDATE SET offending = excluded.offending, samples = excluded.samples, at = excluded.at`,
      [planId, verification.id, offending, samples],
    )
  },
}

/** Tables as `"schema"."name"`, so that plans made with and without `?schema=` can be compared. */
async function register(transaction: Session, plan: Plan): Promise<void> {
  const id = `${plan.timestamp}_${plan.name}`
  const tables = (await catalog.resolve(transaction, plan.tables)).map(tableName)
  // Two plans that register at once must see each other.
  await transaction.execute('LOCK TABLE stager.plans IN SHARE ROW EXCLUSIVE MODE')
  const [known] = await transaction.query<{ seal: string; state: PlanState }>('SELECT seal, state FROM stager.plans WHERE id = $1', [id])
  if (known !== undefined) {
    if (known.seal === plan.seal) return
    await transaction.execute('UPDATE stager.plans SET seal = $2, tables = $3::text[] WHERE id = $1', [id, plan.seal, tables])
    await note(transaction, id, 'resealed')
    return
  }
  const [other] = await transaction.query<{ id: string; shared: string }>(
    `SELECT p.id, t.name AS shared FROM stager.plans AS p CROSS JOIN unnest(p.tables) AS t(name)
     WHERE p.state IN ('in_flight', 'contracted') AND t.name = ANY ($1::text[]) ORDER BY p.id LIMIT 1`,
    [tables],
  )
  if (other !== undefined) {
    throw new StagerError('plan-overlaps', `The plan ${id} works on the table ${other.shared}, where ${other.id} is still in flight.`, {
      exitCode: exitCode.conflict,
      hint: `Finish ${other.id} first (stager status), or take it back: stager undo ${other.id}`,
      data: { plan: other.id, table: other.shared },
    })
  }
  await transaction.execute('INSERT INTO stager.plans (id, seal, name, timestamp, tables, state) VALUES ($1, $2, $3, $4, $5::text[], $6)', [
    id,
    plan.seal,
    plan.name,
    plan.timestamp,
    tables,
    'in_flight' satisfies PlanState,
  ])
  await note(transaction, id, 'registered')
}
