import { describe, expect, it } from 'vitest'

import { fixedBatches } from '../../src/run/backfill/fixed-batches.ts'
import { retryQuarantine } from '../../src/run/retry-quarantine.ts'
import { runBackfill } from '../../src/run/run-backfill.ts'
import { runDeploy } from '../../src/run/run-deploy.ts'
import { runExpand } from '../../src/run/run-expand.ts'
import { query } from '../helpers/database.ts'
import { planBetween } from '../helpers/expanded-database.ts'
import { bundle, placed, sqlBackfill, typescriptBackfill } from './plan-builder.ts'
import { rejection, withRun } from './run-helper.ts'

const key = [{ name: 'ctid', type: 'TID' }]
const filling = bundle({
  name: 'fill',
  tables: ['Log'],
  backfills: [
    sqlBackfill('Log', `UPDATE "Log" AS t SET done = t.n * 100 WHERE :key_range AND t.done IS NULL`, { key, pending: 't.done IS NULL' }),
  ],
})

const rows = (count: number): string => `INSERT INTO "Log" (n) SELECT g FROM generate_series(1, ${count}) AS g`
const wrong = 'SELECT count(*)::int AS wrong FROM "Log" WHERE done IS DISTINCT FROM n * 100'

describe('a table without a key', () => {
  it('is read a range at a time, of the rows that were there', () =>
    withRun(async (run) => {
      await query(run.url, `CREATE TABLE "Log" (n INT, done INT) WITH (fillfactor = 50); ${rows(5_000)}; ANALYZE "Log"`)
      await runExpand(run.context, { bundles: [filling], migrations: placed(filling, 'expand') })
      await runDeploy(run.context, filling, {})
      await runBackfill(run.with({ batchPolicy: () => fixedBatches(600) }), filling)
      const batches = run.events.flatMap((event) => (event.type === 'batch' ? [event.batchRows] : []))
      expect(batches.slice(0, 8)).toEqual([600, 600, 600, 600, 600, 600, 600, 600])
      expect(await query(run.url, wrong)).toEqual([{ wrong: 0 }])
      const plan = await query<{ 'QUERY PLAN': string }>(
        run.url,
        `EXPLAIN UPDATE "Log" AS t SET done = 1 WHERE ((t."ctid") > ('(1,1)'::TID) AND (t."ctid") <= ('(3,9)'::TID)) AND t.done IS NULL`,
      )
      expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toContain('Tid Range Scan')
      expect(await query(run.url, 'SELECT rows_written::int AS n FROM stager.backfills')).toEqual([{ n: 5_000 }])
    }))
  it('gets one by a plan', () =>
    withRun(async (run) => {
      const model = (id: string): string => `model Log {\n  n Int?\n  ${id}\n  @@ignore\n}`
      const plan = await planBetween(model(''), model('id Int @id @default(autoincrement())'))
      await query(run.url, `CREATE TABLE "Log" (n INT); ${rows(1_000)}`)
      await runExpand(run.context, { bundles: [plan], migrations: placed(plan, 'expand') })
      await runDeploy(run.context, plan, {})
      await runBackfill(run.with({ batchPolicy: () => fixedBatches(100) }), plan)
      expect(await query(run.url, 'SELECT count(DISTINCT id)::int AS ids, max(id) AS last FROM "Log"')).toEqual([
        { ids: 1_000, last: 1_000 },
      ])
    }))

  it('has rows in quarantine that move by an UPDATE: they are found where they are now', () =>
    withRun(async (run) => {
      await query(
        run.url,
        `CREATE TABLE "Log" (n INT, done INT, note TEXT, CONSTRAINT "low" CHECK (done IS NULL OR n NOT IN (40, 41, 42))) WITH (autovacuum_enabled = false);
         ${rows(200)}`,
      )
      await runExpand(run.context, { bundles: [filling], migrations: placed(filling, 'expand') })
      await runDeploy(run.context, filling, {})
      const context = run.with({ batchPolicy: () => fixedBatches(50), maxQuarantine: 10 })
      await runBackfill(context, filling)
      const open = () =>
        query(
          run.url,
          `SELECT array_agg(l.n ORDER BY l.n) AS n, count(*)::int AS entries FROM stager.quarantine AS q LEFT JOIN "Log" AS l ON l.ctid::text = q.key[1] WHERE q.closed_at IS NULL`,
        )
      const pending = () => query(run.url, 'SELECT array_agg(n ORDER BY n) AS n FROM "Log" WHERE done IS NULL')
      expect(await open()).toEqual([{ n: [40, 41, 42], entries: 3 }])

      await query(run.url, `UPDATE "Log" SET note = 'moved' WHERE n IN (40, 42)`)
      expect(await open()).toEqual([{ n: [41, null, null], entries: 3 }])
      expect(await retryQuarantine(context, filling)).toEqual({ closed: 0, open: 3 })
      expect(await open()).toEqual([{ n: [40, 41, 42], entries: 3 }])

      // Other rows come to lie where these were.
      await query(run.url, 'DELETE FROM "Log" WHERE n < 30; ALTER TABLE "Log" DROP CONSTRAINT "low"')
      await query(run.url, 'VACUUM FULL "Log"')
      expect(await retryQuarantine(context, filling)).toEqual({ closed: 3, open: 0 })
      expect(await pending()).toEqual([{ n: null }])
      expect(await query(run.url, wrong)).toEqual([{ wrong: 0 }])
    }))

  it('gives a transform no place of a row', () =>
    withRun(async (run) => {
      const n = { field: 'n', column: 'n', type: 'INTEGER' }
      const done = { field: 'done', column: 'done', type: 'INTEGER' }
      const computing = bundle({
        name: 'compute',
        tables: ['Log'],
        backfills: [typescriptBackfill('Log', { key, pending: 't.done IS NULL', read: [n], writes: [done] })],
      })
      await query(run.url, `CREATE TABLE "Log" (n INT, done INT); ${rows(100)}`)
      await runExpand(run.context, { bundles: [computing], migrations: placed(computing, 'expand') })
      await runDeploy(run.context, computing, {})
      const fields = new Set<string>()
      const transform = (row: Readonly<Record<string, unknown>>) => {
        for (const field of Object.keys(row)) fields.add(field)
        return { done: Number(row['n']) * 100 }
      }
      await runBackfill(run.with({ loadTransform: () => Promise.resolve({ read: ['n'], transform }) }), computing)
      expect([...fields]).toEqual(['n'])
      expect(await query(run.url, wrong)).toEqual([{ wrong: 0 }])
    }))

  it('is refused where one place may be that of several rows', () =>
    withRun(async (run) => {
      await query(
        run.url,
        `CREATE TABLE "Log" (n INT, done INT) PARTITION BY RANGE (n); CREATE TABLE "Log1" PARTITION OF "Log" DEFAULT; ${rows(10)}`,
      )
      await runExpand(run.context, { bundles: [filling], migrations: placed(filling, 'expand') })
      await runDeploy(run.context, filling, {})
      expect(await rejection(runBackfill(run.context, filling))).toMatchObject({ code: 'no-key-in-parts', exitCode: 1 })
    }))
})
