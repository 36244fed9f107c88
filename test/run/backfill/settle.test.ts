import { describe, expect, it } from 'vitest'

import { fixedBatches } from '../../../src/run/backfill/fixed-batches.ts'
import type { Database } from '../../../src/run/ports.ts'
import { runBackfill } from '../../../src/run/run-backfill.ts'
import { runDeploy } from '../../../src/run/run-deploy.ts'
import { runExpand } from '../../../src/run/run-expand.ts'
import { query } from '../../helpers/database.ts'
import { doublingPlan } from '../doubling-plan.ts'
import { placed } from '../plan-builder.ts'
import type { TestRun } from '../run-context.ts'
import { withQuietRun, withRun } from '../run-helper.ts'

const plan = doublingPlan('sql')

const items = (order: string): string =>
  `CREATE TABLE "Item" ("id" INT PRIMARY KEY, "n" INT NOT NULL);
   INSERT INTO "Item" SELECT g, g FROM generate_series(1, 10000) AS g ORDER BY ${order}`

async function ready({ url, context }: TestRun, table: string): Promise<void> {
  await query(url, `${table}; ANALYZE "Item"`)
  await runExpand(context, { bundles: [plan], migrations: placed(plan, 'expand') })
  await runDeploy(context, plan, {})
}

const wrong = async (url: string): Promise<unknown> =>
  (await query<{ n: number }>(url, 'SELECT count(*)::int AS n FROM "Item" WHERE "n" <> "id" * 2'))[0]?.n

/** WAL records that a reader of the whole table writes because it is the first one. */
async function leftForReader(url: string): Promise<number> {
  const [row] = await query<{ 'QUERY PLAN': readonly [{ Plan: { 'WAL Records': number } }] }>(
    url,
    'EXPLAIN (ANALYZE, WAL, FORMAT JSON) SELECT count("n") FROM "Item"',
  )
  return row?.['QUERY PLAN'][0].Plan['WAL Records'] ?? Number.NaN
}

describe('settling', () => {
  it('leaves next to nothing for the first reader of the table', () =>
    withQuietRun(async (run) => {
      await ready(run, items('g'))
      await runBackfill(run.with({ batchPolicy: () => fixedBatches(500) }), plan)
      const [{ pages } = { pages: 0 }] = await query<{ pages: number }>(run.url, `SELECT (pg_relation_size('"Item"') / 8192)::int AS pages`)
      expect(await leftForReader(run.url)).toBeLessThan(pages / 5)
      expect(await wrong(run.url)).toBe(0)
    }))

  it('is left out where rows do not lie in the order of their keys', () =>
    withRun(async (run) => {
      await ready(run, items('md5(g::text)'))
      let sessions = 0
      const database: Database = {
        withSession: (work) => {
          sessions += 1
          return run.context.database.withSession(work)
        },
      }
      await runBackfill({ ...run.with({ batchPolicy: () => fixedBatches(1000) }), database }, plan)
      expect([sessions, await wrong(run.url)]).toEqual([1, 0])
    }))

  it('is done without where there is no second connection', () =>
    withRun(async (run) => {
      await ready(run, items('g'))
      let sessions = 0
      const database: Database = {
        withSession: (work) => {
          sessions += 1
          return sessions === 1 ? run.context.database.withSession(work) : Promise.reject(new Error('no connection left'))
        },
      }
      await runBackfill({ ...run.with({ batchPolicy: () => fixedBatches(1000) }), database }, plan)
      expect([sessions, await wrong(run.url)]).toEqual([2, 0])
    }))
})
