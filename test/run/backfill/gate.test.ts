import { describe, expect, it } from 'vitest'
import { createGate } from '../../../src/run/backfill/gate.ts'
import { fixedBatches } from '../../../src/run/backfill/fixed-batches.ts'
import { runBackfill } from '../../../src/run/run-backfill.ts'
import { runDeploy } from '../../../src/run/run-deploy.ts'
import { runExpand } from '../../../src/run/run-expand.ts'
import { noLimits, type ThrottleLimits } from '../../../src/run/throttle.ts'
import { query, withConnection } from '../../helpers/database.ts'
import { doublingPlan } from '../doubling-plan.ts'
import { placed } from '../plan-builder.ts'
import type { TestRun } from '../run-context.ts'
import { withRun } from '../run-helper.ts'

const plan = doublingPlan('sql')
const planId = `${plan.plan.timestamp}_${plan.plan.name}`
const patience = { timeout: 20_000, interval: 20 }

async function ready({ url, context }: TestRun, rows: number): Promise<void> {
  await query(
    url,
    `CREATE TABLE "Item" ("id" INT PRIMARY KEY, "n" INT NOT NULL); INSERT INTO "Item" SELECT g, g FROM generate_series(1, ${String(rows)}) AS g`,
  )
  await runExpand(context, { bundles: [plan], migrations: placed(plan, 'expand') })
  await runDeploy(context, plan, {})
}

/** A context whose backfill gives way to these limits. */
const limited = (run: TestRun, limits: Partial<ThrottleLimits>, rows = 50) =>
  run.with({
    batchPolicy: () => fixedBatches(rows),
    throttle: createGate({ ...run.context, limits: { ...noLimits, ...limits } }),
  })

const visited = async (url: string): Promise<number> =>
  Number((await query<{ n: string }>(url, 'SELECT coalesce(sum(rows_visited), 0) AS n FROM stager.backfills'))[0]?.n)
const held = async (url: string): Promise<unknown> =>
  (await query<{ holding: string | null }>(url, 'SELECT holding FROM stager.backfills'))[0]?.holding
const control = (
  run: TestRun,
  change: { paused: boolean; reason: string | null; limits: { batchRows?: number; pauseMilliseconds?: number } },
) => run.context.database.withSession((session) => run.context.store.setControl(session, planId, change, { osUser: 'ann', host: 'web' }))
const isDoubled = async (url: string): Promise<unknown> =>
  (await query<{ wrong: number }>(url, 'SELECT count(*)::int AS wrong FROM "Item" WHERE "n" <> "id" * 2'))[0]?.wrong

describe('a backfill that gives way', { timeout: 120_000 }, () => {
  it('is paused and resumed from another session, keeps its place, and takes new limits', () =>
    withRun(async (run) => {
      await ready(run, 1_500)
      await control(run, { paused: true, reason: 'sale', limits: {} })
      const running = runBackfill(limited(run, {}), plan)
      await expect.poll(() => held(run.url), patience).toBe('paused by ann@web: sale')
      expect(await visited(run.url)).toBe(0)
      expect(run.events.filter(({ type }) => type === 'throttled')).toEqual([
        { type: 'throttled', plan: 'double', backfill: 'fill.Item', reason: 'paused by ann@web: sale' },
      ])

      await control(run, { paused: false, reason: null, limits: { batchRows: 10, pauseMilliseconds: 5 } })
      await expect.poll(() => visited(run.url), patience).toBeGreaterThan(0)
      expect(await held(run.url)).toBeNull()
      const batches = run.events.flatMap((event) => (event.type === 'batch' ? [event.batchRows] : []))
      expect(new Set(batches)).toEqual(new Set([10]))

      await control(run, { paused: true, reason: null, limits: {} })
      await expect.poll(() => held(run.url), patience).toBe('paused by ann@web')
      const stood = await visited(run.url)
      await control(run, { paused: false, reason: null, limits: {} })
      await running
      expect(stood).toBeLessThan(1_500)
      expect(await visited(run.url)).toBe(1_500)
      expect(await isDoubled(run.url)).toBe(0)
      expect(await held(run.url)).toBeNull()
    }))

  it('says once for all workers why they wait, and nothing else while they do', () =>
    withRun(async (run) => {
      await ready(run, 1_500)
      await control(run, { paused: true, reason: null, limits: {} })
      const running = runBackfill({ ...limited(run, {}), workers: 2 }, plan)
      await expect.poll(() => run.events.filter(({ type }) => type === 'throttled').length, patience).toBe(1)
      const before = run.events.length
      // How far all are is looked at while they wait, too.
      const looks = new Set<string>()
      const look = async () =>
        looks.add((await query<{ at: string }>(run.url, 'SELECT updated_at::text AS at FROM stager.backfills'))[0]?.at ?? '').size
      await expect.poll(look, patience).toBeGreaterThan(2)
      expect(run.events.slice(before)).toEqual([])
      await control(run, { paused: false, reason: null, limits: {} })
      await running
      expect(run.events.filter(({ type }) => type === 'throttled')).toMatchObject([{ reason: 'paused by ann@web' }])
      expect(await isDoubled(run.url)).toBe(0)
    }))

  it('waits while a session waits for a lock on the table, and while the query says so', () =>
    withRun(async (run) => {
      await ready(run, 200)
      await query(run.url, 'CREATE TABLE "Busy" ("n" INT)')
      await withConnection(run.url, async (holder) => {
        await withConnection(run.url, async (waiter) => {
          await holder.query('BEGIN; LOCK TABLE "Item" IN ROW SHARE MODE')
          const waiting = waiter.query('BEGIN; LOCK TABLE "Item" IN EXCLUSIVE MODE; COMMIT')
          await expect.poll(() => query(run.url, `SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted`), patience).toEqual([{ n: 1 }])
          const running = runBackfill(limited(run, { waitingSessions: 0, holdWhile: 'SELECT count(*) > 0 FROM "Busy"' }), plan)
          await expect.poll(() => held(run.url), patience).toBe('1 session waits for a lock on the table, and 0 may')
          await query(run.url, 'INSERT INTO "Busy" VALUES (1)')
          await holder.query('COMMIT')
          await waiting
          await expect.poll(() => held(run.url), patience).toBe('the query of --hold-while says so')
          await query(run.url, 'DELETE FROM "Busy"')
          await running
        })
      })
      expect(await isDoubled(run.url)).toBe(0)
    }))

  it('holds on a query that writes or fails, and goes on when it is taken back', () =>
    withRun(async (run) => {
      await ready(run, 100)
      const stop = new AbortController()
      const context = {
        ...limited(run, { holdWhile: 'WITH gone AS (DELETE FROM "Item" RETURNING 1) SELECT count(*) > 0 FROM gone' }),
        signal: stop.signal,
      }
      const running = runBackfill(context, plan)
      await expect.poll(() => held(run.url), patience).toMatch(/^the query of --hold-while failed: .*read-only transaction/)
      stop.abort(new Error('stop'))
      await expect(running).rejects.toThrow('stop')
      expect(await query(run.url, 'SELECT count(*)::int AS n FROM "Item"')).toEqual([{ n: 100 }])
      await runBackfill(run.context, plan)
      expect(await isDoubled(run.url)).toBe(0)
    }))

  it('sees everything that a limit can be set on, as the owner of the server', () =>
    withRun(async (run) => {
      await ready(run, 100)
      const all = {
        lagMilliseconds: 1_000,
        slotBytes: 1e9,
        archiveFiles: 1_000,
        waitingSessions: 5,
        activeSessions: 500,
        holdWhile: 'SELECT false',
      }
      await runBackfill(limited(run, all), plan)
      expect(run.events.filter(({ type }) => type === 'throttled')).toEqual([])
      expect(await isDoubled(run.url)).toBe(0)
    }))

  it('does not take what a role may not see for nothing', () =>
    withRun(async (run) => {
      await ready(run, 1)
      const role = `plain_${run.url.slice(-12)}`
      await query(run.url, `CREATE ROLE "${role}"`)
      // Somebody else's session, of which the role may know nothing.
      await withConnection(run.url, () =>
        run.context.database.withSession(async (session) => {
          await session.execute(`SET ROLE "${role}"`)
          const seen = await run.context.observeLoad(
            session,
            { schema: null, name: 'Item' },
            { ...noLimits, archiveFiles: 1, activeSessions: 1 },
          )
          expect(seen).toMatchObject({ archiveFiles: null, activeSessions: null, wraparoundVacuum: false })
          await session.execute('RESET ROLE')
        }),
      )
      await query(run.url, `DROP ROLE "${role}"`)
    }))
})
