import { describe, expect, it } from 'vitest'

import type { PlanBundle, SqlBackfill } from '../../src/plan/plan.ts'
import { fixedBatches } from '../../src/run/backfill/fixed-batches.ts'
import type { RunContext } from '../../src/run/context.ts'
import { readContractReadiness } from '../../src/run/run-contract.ts'
import { retryQuarantine } from '../../src/run/retry-quarantine.ts'
import { runBackfill } from '../../src/run/run-backfill.ts'
import { runDeploy } from '../../src/run/run-deploy.ts'
import { runExpand } from '../../src/run/run-expand.ts'
import { readStatus } from '../../src/run/status.ts'
import { query } from '../helpers/database.ts'
import { doublingPlan } from './doubling-plan.ts'
import { bundle, placed, sqlBackfill, step } from './plan-builder.ts'
import { rejection, withRun } from './run-helper.ts'

async function ready(context: RunContext, plan: PlanBundle): Promise<void> {
  await runExpand(context, { bundles: [plan], migrations: placed(plan, 'expand') })
  await runDeploy(context, plan, { release: 'abc123' })
}

const of = (rows: number, maxQuarantine = 0) => ({ batchPolicy: () => fixedBatches(rows), maxQuarantine })

const items = (rows: number): string =>
  `CREATE TABLE "Item" ("id" INT PRIMARY KEY, "n" INT NOT NULL); INSERT INTO "Item" SELECT g, g FROM generate_series(1, ${rows}) AS g`

/** No value of these rows can be doubled: a CHECK stands in the way of what the backfill writes. */
const forbid = (...ids: readonly number[]): string =>
  `ALTER TABLE "Item" ADD CONSTRAINT "low" CHECK ("n" = "id" OR "id" NOT IN (${ids.join(', ')}))`
const allow = 'ALTER TABLE "Item" DROP CONSTRAINT "low"'

const open = (url: string): Promise<readonly unknown[]> =>
  query(url, 'SELECT key, code, sql_state FROM stager.quarantine WHERE closed_at IS NULL ORDER BY id')

/** Rows that were not doubled, or more than once. */
const wrong = async (url: string): Promise<readonly number[]> =>
  (await query<{ id: number }>(url, 'SELECT "id" FROM "Item" WHERE "n" <> "id" * 2 ORDER BY "id"')).map(({ id }) => id)

const double = (row: Readonly<Record<string, unknown>>) => ({ n: Number(row['n']) * 2 })
const loading = (transform: (row: Readonly<Record<string, unknown>>) => unknown) => ({
  loadTransform: () => Promise.resolve({ read: ['n'], transform }),
})

describe.each(['sql', 'typescript'])('rows that PostgreSQL refuses (%s)', (kind) => {
  const plan = doublingPlan(kind)

  it('are found by halves and named, all of the batch; every other row of it is transformed once', () =>
    withRun(async (run) => {
      await query(run.url, `${items(500)}; ${forbid(117, 142, 143, 200, 201)}`)
      await ready(run.context, plan)
      const error = await rejection(runBackfill(run.with({ ...of(100), ...loading(double) }), plan))
      expect(error).toMatchObject({
        code: 'rows-quarantined',
        exitCode: 1,
        data: { plan: 'double', open: 4, rows: [['117'], ['142'], ['143'], ['200']].map((key) => ({ key, code: 'backfill-refused' })) },
      })
      expect(error.message).toContain('4 rows of "Item" are in quarantine.')
      expect(error.message).toMatch(/"id" = 117.*violates check constraint "low"/)
      expect(error.hint).toContain('stager apply --stage backfill --plan double')
      expect(await open(run.url)).toEqual(
        ['117', '142', '143', '200'].map((id) => ({ key: [id], code: 'backfill-refused', sql_state: '23514' })),
      )
      expect(await query(run.url, 'SELECT cursor, rows_visited, rows_written FROM stager.backfills')).toEqual([
        { cursor: '["200"]', rows_visited: '200', rows_written: '196' },
      ])
      const again = await rejection(runBackfill(run.with({ ...of(100), ...loading(double) }), plan))
      expect(again).toMatchObject({ code: 'rows-quarantined', data: { open: 4 } })
      expect(await query(run.url, 'SELECT sum(attempts)::int AS n FROM stager.quarantine')).toEqual([{ n: 8 }])
      await query(run.url, allow)
      await runBackfill(run.with({ ...of(100), ...loading(double) }), plan)
      expect(await open(run.url)).toEqual([])
      expect(await wrong(run.url)).toEqual([])
      expect(await query(run.url, 'SELECT rows_written FROM stager.backfills')).toEqual([{ rows_written: '500' }])
    }))

  it('let the run go on while no more of them are open than it allows', () =>
    withRun(async (run) => {
      await query(run.url, `${items(300)}; ${forbid(10, 150, 250)}`)
      await ready(run.context, plan)
      const error = await rejection(runBackfill(run.with({ ...of(50, 2), ...loading(double) }), plan))
      expect(error).toMatchObject({ code: 'rows-quarantined', data: { open: 3, rows: [{ key: ['250'] }] } })
      expect(run.events.filter(({ type }) => type === 'quarantined')).toMatchObject([{ open: 1 }, { open: 2 }, { open: 3 }])
      await runBackfill(run.with({ ...of(50, 3), ...loading(double) }), plan)
      expect(await wrong(run.url)).toEqual([10, 150, 250])
      expect(await query(run.url, 'SELECT finished_at IS NOT NULL AS done FROM stager.backfills')).toEqual([{ done: true }])
    }))

  it('keep contract waiting and are listed until they are done, each transformed once; one that was deleted is closed too', () =>
    withRun(async (run) => {
      const whole: PlanBundle = {
        ...plan,
        plan: { ...plan.plan, contract: { verifications: [], steps: [step('contract', 'noop', 'SELECT 1').step] } },
      }
      await query(run.url, `${items(100)}; ${forbid(5, 50, 95)}`)
      await ready(run.context, whole)
      const context = run.with({ ...of(100, 10), ...loading(double) })
      await runBackfill(context, whole)
      const missing = async () =>
        (await readContractReadiness(context, whole, { migrations: placed(whole, 'contract') })).map(({ what }) => what)
      expect(await missing()).toEqual(['3 rows are in quarantine'])
      const [status] = await readStatus(context, { bundles: [whole], migrations: [] })
      expect(status?.next?.command).toBe('stager resume 20260101000000_double')
      expect(status?.quarantine).toMatchObject({ open: 3, rows: [{ key: ['5'], attempts: 2 }, { key: ['50'] }, { key: ['95'] }] })
      await query(run.url, `DELETE FROM "Item" WHERE "id" = 50; ${allow}; ${forbid(95)}`)
      expect(await retryQuarantine(context, whole)).toEqual({ closed: 2, open: 1 })
      expect(await wrong(run.url)).toEqual([95])
      expect(await missing()).toEqual(['1 row is in quarantine'])
      await query(run.url, allow)
      expect(await retryQuarantine(context, whole)).toEqual({ closed: 1, open: 0 })
      expect(await retryQuarantine(context, whole)).toEqual({ closed: 0, open: 0 })
      expect(await wrong(run.url)).toEqual([])
      expect(await missing()).toEqual([])
    }))
})

describe('rows that a transform cannot do', () => {
  it('are known without halves: it is called once for each row', () =>
    withRun(async (run) => {
      await query(run.url, items(200))
      const plan = doublingPlan('typescript')
      await ready(run.context, plan)
      const calls = new Map<unknown, number>()
      const transform = (row: Readonly<Record<string, unknown>>) => {
        calls.set(row['id'], (calls.get(row['id']) ?? 0) + 1)
        if (row['id'] === 20) throw new Error('no \u0000 and no \uD800')
        return row['id'] === 30
          ? { n: { a: 1 } }
          : row['id'] === 40
            ? {}
            : row['id'] === 50
              ? Promise.reject(new Error('late'))
              : double(row)
      }
      await runBackfill(run.with({ ...of(100, 10), ...loading(transform) }), plan)
      expect([...calls].filter(([, count]) => count !== 1).map(([id]) => id)).toEqual([20, 30, 40, 50])
      expect(await open(run.url)).toEqual([
        { key: ['20'], code: 'transform-failed', sql_state: null },
        { key: ['40'], code: 'transform-missing-column', sql_state: null },
        { key: ['50'], code: 'transform-failed', sql_state: null },
        { key: ['30'], code: 'transform-wrong-type', sql_state: null },
      ])
      expect(await wrong(run.url)).toEqual([20, 30, 40, 50])
      await runBackfill(run.with({ ...of(100), ...loading(double) }), plan)
      expect(await wrong(run.url)).toEqual([])
    }))

  it('stay out of quarantine when they are all of the first batch: then it is the transform', () =>
    withRun(async (run) => {
      await query(run.url, items(200))
      const plan = doublingPlan('typescript')
      await ready(run.context, plan)
      const broken = loading(() => {
        throw new Error('slugify is not a function')
      })
      expect(await rejection(runBackfill(run.with({ ...of(100, 10), ...broken }), plan))).toMatchObject({ code: 'transform-failed' })
      expect(await open(run.url)).toEqual([])
    }))
})

describe('what goes into quarantine', () => {
  const filling = (sql: string, more: Partial<SqlBackfill> = {}) =>
    bundle({ name: 'fill', tables: ['Item'], backfills: [sqlBackfill('Item', sql, more)] })
  const slug = (expression: string) =>
    filling(`UPDATE "Item" AS t SET "slug" = ${expression} WHERE :key_range AND t."slug" IS NULL`, { pending: 't."slug" IS NULL' })
  const slugged = `${items(40)}; ALTER TABLE "Item" ADD "slug" TEXT`

  it.each([
    ['a cast', slug(`CASE WHEN t."n" = 7 THEN ('x' || t."n")::int::text ELSE 'x' END`), '', '22P02'],
    ['a subquery with two rows', slug(`(SELECT g::text FROM generate_series(1, CASE t."n" WHEN 7 THEN 2 ELSE 1 END) AS g)`), '', '21000'],
    ['a unique value', slug(`CASE WHEN t."n" = 7 THEN 'a3' ELSE 'a' || t."n" END`), 'CREATE UNIQUE INDEX ON "Item" ("slug")', '23505'],
    [
      'a trigger that raises an exception',
      slug(`'x'`),
      `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.id = 7 THEN RAISE EXCEPTION 'not seven'; END IF; RETURN NEW; END $$;
       CREATE TRIGGER refuse BEFORE UPDATE ON "Item" FOR EACH ROW EXECUTE FUNCTION refuse()`,
      'P0001',
    ],
    [
      'a constraint that is checked at commit',
      slug(`'a' || t."n"`),
      `CREATE TABLE "Slug" (slug TEXT PRIMARY KEY); INSERT INTO "Slug" SELECT 'a' || g FROM generate_series(1, 40) AS g WHERE g <> 7;
       ALTER TABLE "Item" ADD FOREIGN KEY ("slug") REFERENCES "Slug" DEFERRABLE INITIALLY DEFERRED`,
      '23503',
    ],
    [
      'an index entry that is too large',
      slug(`CASE WHEN t."n" = 7 THEN (SELECT string_agg(md5(g::text), '') FROM generate_series(1, 500) AS g) ELSE 'x' END`),
      'CREATE INDEX ON "Item" ("slug")',
      '54000',
    ],
  ])('%s', (_, plan, sql, sqlState) =>
    withRun(async (run) => {
      await query(run.url, `${slugged}; ${sql}`)
      await ready(run.context, plan)
      // The sweep afterwards leaves the row alone.
      await runBackfill(run.with(of(20, 1)), plan)
      expect(await open(run.url)).toEqual([{ key: ['7'], code: 'backfill-refused', sql_state: sqlState }])
      expect(await query(run.url, 'SELECT "id" FROM "Item" WHERE "slug" IS NULL')).toEqual([{ id: 7 }])
      await query(run.url, `UPDATE "Item" SET "slug" = 'a8', "n" = 8 WHERE "id" = 8; DELETE FROM "Item" WHERE "id" = 7`)
      await runBackfill(run.with(of(20)), plan)
      expect(await open(run.url)).toEqual([])
    }),
  )

  it.each([
    ['a missing column', slug('t."gone"'), '', '42703'],
    ['a syntax error', slug('t.n +'), '', '42601'],
    [
      'a lack of permission',
      slug('deny()'),
      `CREATE FUNCTION deny() RETURNS text LANGUAGE plpgsql AS $$ BEGIN RAISE insufficient_privilege; END $$`,
      '42501',
    ],
  ])('not %s', (_, plan, sql, sqlState) =>
    withRun(async (run) => {
      await query(run.url, `${slugged}; ${sql}`)
      await ready(run.context, plan)
      expect(await rejection(runBackfill(run.with(of(20, 10)), plan))).toMatchObject({ code: 'database-error', sqlState })
      expect(await open(run.url)).toEqual([])
    }),
  )

  it('a few rows only of a statement that fails on every one', () =>
    withRun(async (run) => {
      await query(run.url, `${items(2_000)}; ALTER TABLE "Item" ADD "slug" TEXT`)
      const plan = slug(`(1 / (t."n" - t."n"))::text`)
      await ready(run.context, plan)
      expect(await rejection(runBackfill(run.with(of(2_000)), plan))).toMatchObject({ code: 'rows-quarantined', data: { open: 10 } })
    }))

  it('a row under a key of several columns', () =>
    withRun(async (run) => {
      const key = [
        { name: 'a', type: 'INTEGER' },
        { name: 'b', type: 'TEXT' },
      ]
      await query(
        run.url,
        `CREATE TABLE "Pair" ("a" INT, "b" TEXT, "n" INT NOT NULL, PRIMARY KEY ("a", "b"));
         INSERT INTO "Pair" SELECT g / 3, 'k"''\\,{' || g, g FROM generate_series(1, 30) AS g; ALTER TABLE "Pair" ADD CHECK ("n" <> 34)`,
      )
      const plan = bundle({
        name: 'pairs',
        tables: ['Pair'],
        backfills: [
          sqlBackfill('Pair', 'UPDATE "Pair" AS t SET "n" = t."n" * 2 WHERE :key_range', { key, mustEmpty: false, pending: 'TRUE' }),
        ],
      })
      await ready(run.context, plan)
      const error = await rejection(runBackfill(run.context, plan))
      expect(error).toMatchObject({ code: 'rows-quarantined', data: { rows: [{ key: ['5', `k"'\\,{17`] }] } })
      await query(run.url, 'ALTER TABLE "Pair" DROP CONSTRAINT "Pair_n_check"')
      await runBackfill(run.context, plan)
      expect(await query(run.url, 'SELECT sum("n")::int AS n FROM "Pair"')).toEqual([{ n: 30 * 31 }])
    }))
})
