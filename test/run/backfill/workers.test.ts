import { describe, expect, it } from 'vitest'
import type { PlanBundle } from '../../../src/plan/plan.ts'
import { fixedBatches } from '../../../src/run/backfill/fixed-batches.ts'
import { runBackfill } from '../../../src/run/run-backfill.ts'
import { runDeploy } from '../../../src/run/run-deploy.ts'
import { runExpand } from '../../../src/run/run-expand.ts'
import { readStatus } from '../../../src/run/status.ts'
import { query, withConnection } from '../../helpers/database.ts'
import { doublingPlan } from '../doubling-plan.ts'
import { bundle, placed, sqlBackfill, step } from '../plan-builder.ts'
import type { TestRun } from '../run-context.ts'
import { rejection, withRun } from '../run-helper.ts'

const patience = { timeout: 30_000, interval: 10 }

async function ready({ context }: TestRun, plan: PlanBundle): Promise<void> {
  await runExpand(context, { bundles: [plan], migrations: placed(plan, 'expand') })
  await runDeploy(context, plan, {})
}

const items = (rows: number): string =>
  `CREATE TABLE "Item" ("id" INT PRIMARY KEY, "n" INT NOT NULL, "note" TEXT); INSERT INTO "Item" SELECT g, g FROM generate_series(1, ${String(rows)}) AS g;`

const together = (run: TestRun, workers: number, rows = 50) => run.with({ workers, batchPolicy: () => fixedBatches(rows) })
const double = { read: ['n'], transform: (row: Readonly<Record<string, unknown>>) => ({ n: Number(row['n']) * 2 }) }
const one = async (url: string, sql: string): Promise<number> => Number((await query<{ n: string }>(url, sql))[0]?.n)
const wrong = (url: string): Promise<number> => one(url, 'SELECT count(*) AS n FROM "Item" WHERE "n" <> "id" * 2')
const visited = (url: string): Promise<number> =>
  one(
    url,
    'SELECT (SELECT coalesce(sum(rows_visited), 0) FROM stager.backfills) + (SELECT coalesce(sum(rows_visited), 0) FROM stager.ranges) AS n',
  )

/** Ranges are gone when a pass is over: a table of the test remembers them. */
const logRanges = (url: string): Promise<unknown> =>
  query(
    url,
    `CREATE TABLE "Walked" ("backfill" TEXT, "rows" BIGINT);
     CREATE FUNCTION walked() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN INSERT INTO "Walked" VALUES (OLD.backfill, OLD.rows_visited); RETURN NULL; END $$;
     CREATE TRIGGER walked AFTER DELETE ON stager.ranges FOR EACH ROW EXECUTE FUNCTION walked()`,
  )
const rangesOf = (url: string, backfill = ''): Promise<number> =>
  one(url, `SELECT count(*) AS n FROM "Walked" WHERE "backfill" = '${backfill}' AND "rows" > 0`)

describe('workers that share a backfill', { timeout: 120_000 }, () => {
  it.each([
    ['sql', 'ANALYZE "Item"'],
    ['sql', ''],
    ['typescript', 'ANALYZE "Item"'],
  ] as const)('transform each row exactly once while the application writes (%s, %s)', (kind, statistics) =>
    withRun(async (run) => {
      await query(run.url, items(4_000) + statistics)
      const plan = doublingPlan(kind)
      await ready(run, plan)
      const context = { ...together(run, 3), loadTransform: () => Promise.resolve(double) }
      await logRanges(run.url)
      let over = false
      const finished = runBackfill(context, plan).finally(() => {
        over = true
      })
      // What is inserted from here on lies above the highest key of the pass.
      await expect.poll(() => visited(run.url), patience).toBeGreaterThan(0)
      const traffic = withConnection(run.url, async (application) => {
        for (let at = 1; !over; at += 1) {
          await application.query('UPDATE "Item" SET "note" = $1 WHERE "id" = 1 + ($2 * 37) % 4000', [String(at), at])
          await application.query('INSERT INTO "Item" ("id", "n", "note") VALUES ($1, 2 * $1, $2)', [10_000 + at, 'new'])
        }
      })
      await Promise.all([finished, traffic])
      expect(await wrong(run.url)).toBe(0)
      expect(await visited(run.url)).toBe(4_000)
      expect(await one(run.url, 'SELECT count(*) AS n FROM "Item" WHERE "note" IS NOT NULL AND "note" <> \'new\'')).toBeGreaterThan(0)
      expect(await one(run.url, 'SELECT count(*) AS n FROM stager.ranges')).toBe(0)
      expect(await rangesOf(run.url, plan.plan.backfill.backfills[0]?.id)).toBeGreaterThanOrEqual(3)
      expect(run.events.filter((event) => event.type === 'batch').at(-1)).toMatchObject({ doneRows: await visited(run.url), pass: 1 })
    }),
  )

  it.each([
    [
      'a composite key of few tenants',
      '("tenant" INT, "id" INT, "n" INT NOT NULL, PRIMARY KEY ("tenant", "id"))',
      'g % 2, g, g',
      [
        ['tenant', 'INTEGER'],
        ['id', 'INTEGER'],
      ],
    ],
    ['texts', '("id" TEXT COLLATE "C" PRIMARY KEY, "n" INT NOT NULL)', "md5(g::text) || ' \\ \" ä', g", [['id', 'TEXT']]],
    ['uuids', '("id" UUID PRIMARY KEY, "n" INT NOT NULL)', 'md5(g::text)::uuid, g', [['id', 'UUID']]],
    [
      'times',
      '("id" TIMESTAMP(3) PRIMARY KEY, "n" INT NOT NULL)',
      "timestamp '2026-01-01' + g * interval '7 s', g",
      [['id', 'TIMESTAMP(3)']],
    ],
  ] as const)('cut tables by %s, with statistics and without', (_, columns, values, key) =>
    withRun(async (run) => {
      const plan = bundle({
        name: 'double',
        tables: ['Item', 'Fresh'],
        expand: [step('expand', 'noop', 'SELECT 1')],
        backfills: ['Item', 'Fresh'].map((table) =>
          sqlBackfill(table, `UPDATE "${table}" AS t SET "n" = t."n" * 2 WHERE :key_range`, {
            mustEmpty: false,
            pending: 'TRUE',
            key: key.map(([name, type]) => ({ name, type })),
          }),
        ),
      })
      for (const table of ['Item', 'Fresh'])
        await query(
          run.url,
          `CREATE TABLE "${table}" ${columns}; INSERT INTO "${table}" SELECT ${values} FROM generate_series(1, 3000) AS g`,
        )
      await query(run.url, 'ANALYZE "Item"')
      await ready(run, plan)
      await logRanges(run.url)
      await runBackfill(together(run, 2, 100), plan)
      for (const table of ['Item', 'Fresh']) expect(await one(run.url, `SELECT sum("n")::bigint AS n FROM "${table}"`)).toBe(3_000 * 3_001)
      for (const backfill of ['fill.Item', 'fill.Fresh']) expect(await rangesOf(run.url, backfill), backfill).toBeGreaterThanOrEqual(2)
    }),
  )

  it('take what is left of a range when they have none; statistics of an earlier table cut nothing', () =>
    withRun(async (run) => {
      await query(run.url, `${items(200)} ANALYZE "Item"; INSERT INTO "Item" SELECT g, g FROM generate_series(201, 5000) AS g`)
      const plan = doublingPlan('sql')
      await ready(run, plan)
      await logRanges(run.url)
      await withConnection(run.url, async (application) => {
        // Whoever has the upper half waits for the application in its first batches.
        await application.query('BEGIN; SELECT FROM "Item" WHERE "id" BETWEEN 2600 AND 2700 FOR UPDATE')
        const running = runBackfill(together(run, 2, 20), plan)
        await expect.poll(() => one(run.url, 'SELECT count(*) AS n FROM stager.ranges'), patience).toBeGreaterThan(2)
        await application.query('COMMIT')
        await running
      })
      const [{ first } = { first: 0 }] = await query<{ first: number }>(
        run.url,
        'SELECT (array_agg("rows" ORDER BY "rows" DESC))[1]::int AS first FROM "Walked"',
      )
      expect(first).toBeGreaterThan(1_500)
      expect(first).toBeLessThan(3_500)
      expect(await wrong(run.url)).toBe(0)
      expect(await visited(run.url)).toBe(5_000)
    }))

  it('reconnect and go on when connections are lost, also the one that holds the lock of the plan', () =>
    withRun(async (run) => {
      await query(run.url, `${items(5_000)} ANALYZE "Item"`)
      const plan = doublingPlan('sql')
      await ready(run, plan)
      const running = runBackfill(together(run, 2, 20), plan)
      for (const share of [1, 2, 3]) {
        await expect.poll(() => visited(run.url), patience).toBeGreaterThan(share * 1_000)
        await query(
          run.url,
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() ${
            share === 3
              ? ''
              : `AND pid IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND classid::bigint = ${0x73746172} LIMIT 1)`
          }`,
        )
      }
      await running
      expect(await wrong(run.url)).toBe(0)
      expect(await visited(run.url)).toBe(5_000)
      expect(run.events.filter(({ type }) => type === 'reconnecting').length).toBeGreaterThanOrEqual(3)
    }))

  it('stop after their current batches when interrupted, and any number of them goes on', () =>
    withRun(async (run) => {
      await query(run.url, `${items(4_000)} ANALYZE "Item"`)
      const plan = doublingPlan('sql')
      await ready(run, plan)
      const alone = new AbortController()
      const first = runBackfill({ ...together(run, 1, 20), signal: alone.signal }, plan)
      await expect.poll(() => visited(run.url), patience).toBeGreaterThan(500)
      alone.abort(new Error('stop'))
      await expect(first).rejects.toThrow('stop')
      for (const workers of [3, 2]) {
        const before = await visited(run.url)
        const stop = new AbortController()
        const running = runBackfill({ ...together(run, workers, 20), signal: stop.signal }, plan)
        await expect.poll(() => visited(run.url), patience).toBeGreaterThan(before + 300)
        stop.abort(new Error('stop'))
        await expect(running).rejects.toThrow('stop')
      }
      const [status] = await readStatus(run.context, { bundles: [plan], migrations: [] })
      const stood = await visited(run.url)
      expect(stood).toBeLessThan(4_000)
      expect(status?.backfills).toMatchObject([{ state: 'running', visitedRows: stood, ranges: { workers: 0 } }])
      expect(status?.backfills[0]?.ranges?.total).toBeGreaterThan(1)
      await runBackfill(together(run, 1), plan)
      expect(await wrong(run.url)).toBe(0)
      expect(await one(run.url, 'SELECT rows_visited AS n FROM stager.backfills')).toBe(4_000)
    }))

  it('stop with the error of the one that meets a row that fails, and go on when it is corrected', () =>
    withRun(async (run) => {
      await query(run.url, `${items(4_000)} ANALYZE "Item"`)
      const plan = doublingPlan('typescript')
      await ready(run, plan)
      const fails = {
        read: ['n'],
        transform: (row: Readonly<Record<string, unknown>>) => {
          if (row['n'] === 3_000) throw new Error('no such price')
          return double.transform(row)
        },
      }
      const context = { ...together(run, 2, 20), loadTransform: () => Promise.resolve(fails) }
      expect(await rejection(runBackfill(context, plan))).toMatchObject({
        code: 'rows-quarantined',
        message: expect.stringContaining('"id" = 3000'),
      })
      expect(await visited(run.url)).toBeLessThan(4_000)
      await runBackfill({ ...context, loadTransform: () => Promise.resolve(double) }, plan)
      expect(await wrong(run.url)).toBe(0)
      expect(await visited(run.url)).toBe(4_000)
    }))
})
