import { describe, expect, it } from 'vitest'

import type { Verification } from '../../../src/plan/plan.ts'
import { DatabaseError } from '../../../src/run/database-error.ts'
import type { PageRange } from '../../../src/run/scan-ports.ts'
import { runDeploy } from '../../../src/run/run-deploy.ts'
import { runExpand } from '../../../src/run/run-expand.ts'
import { inspectPlan } from '../../../src/run/verify.ts'
import { query } from '../../helpers/database.ts'
import { bundle, placed, sqlBackfill, table } from '../plan-builder.ts'
import { withRun } from '../run-helper.ts'
import type { TestRun } from '../run-context.ts'

const verification = (id: string, condition: string): Verification => ({
  id,
  label: id,
  table: table('Item'),
  countSql: `SELECT count(*) FROM "Item" AS t WHERE ${condition}`,
  sampleSql: `SELECT t."id"::text FROM "Item" AS t WHERE ${condition} ORDER BY 1 LIMIT 10`,
  hint: 'Correct them.',
})

const missing = verification('missing', 't."slug" IS NULL')
const different = verification('different', `t."copy" IS DISTINCT FROM t."n"`)
const orphans = verification('orphans', 'NOT EXISTS (SELECT 1 FROM "Parent" AS p WHERE p."id" = t."parent")')
const duplicates: Verification = {
  ...verification('duplicates', ''),
  countSql: 'SELECT count(*) FROM (SELECT 1 FROM "Item" AS t GROUP BY t."n" HAVING count(*) > 1) AS d',
  sampleSql: 'SELECT t."n"::text FROM "Item" AS t GROUP BY t."n" HAVING count(*) > 1',
}

const plan = bundle({
  name: 'fill',
  tables: ['Item'],
  backfills: [
    sqlBackfill('Item', `UPDATE "Item" AS t SET "slug" = 'x' WHERE :key_range AND t."slug" IS NULL`, { pending: 't."slug" IS NULL' }),
  ],
  verifications: [missing, different, orphans, duplicates],
})

/** About 90 rows a page, so that it has several thousand pages. */
const items = (rows: number): string =>
  `CREATE TABLE "Parent" ("id" INT PRIMARY KEY); INSERT INTO "Parent" VALUES (1);
   CREATE TABLE "Item" ("id" INT PRIMARY KEY, "n" INT NOT NULL, "copy" INT, "slug" TEXT, "parent" INT, "pad" TEXT NOT NULL) WITH (fillfactor = 10);
   INSERT INTO "Item" SELECT g, g, g, 'x', 1, repeat('x', 90) FROM generate_series(1, ${rows}) AS g`

async function ready({ context }: TestRun): Promise<void> {
  await runExpand(context, { bundles: [plan], migrations: placed(plan, 'expand') })
  await runDeploy(context, plan, { release: 'abc' })
}

describe('inspectPlan', () => {
  it('counts all that is asked about a table in one walk, piece by piece', () =>
    withRun(async (run) => {
      await query(run.url, items(20_000))
      await query(
        run.url,
        `UPDATE "Item" SET "slug" = NULL WHERE "id" IN (1, 20000); UPDATE "Item" SET "copy" = 0 WHERE "id" = 10000;
         UPDATE "Item" SET "parent" = 2 WHERE "id" % 10000 = 5; UPDATE "Item" SET "n" = 1, "copy" = 1 WHERE "id" = 2`,
      )
      await ready(run)
      const ranges: PageRange[] = []
      const { scan } = run.context
      const watched = {
        ...run.context,
        scan: { ...scan, count: (...args: Parameters<typeof scan.count>) => (ranges.push(args[2]), scan.count(...args)) },
      }
      const { verifications, pending } = await inspectPlan(watched, plan)
      expect(verifications).toMatchObject([
        { verification: 'missing', offending: 2n, samples: ['1', '20000'] },
        { verification: 'different', offending: 1n, samples: ['10000'] },
        { verification: 'orphans', offending: 2n, samples: ['10005', '5'] },
        { verification: 'duplicates', offending: 1n, samples: ['1'] },
      ])
      expect(pending).toMatchObject([{ backfill: 'fill.Item', rows: 2n, samples: [['1'], ['20000']] }])
      expect(ranges.length).toBeGreaterThan(1)
      expect(ranges.map(({ from }) => from)).toEqual([0, ...ranges.slice(0, -1).map(({ to }) => to)])
      expect(ranges.at(-1)?.to).toBeNull()
      const told = run.events.filter((event) => event.type === 'verifying')
      expect(told.at(-1)).toMatchObject({ table: 'Item', checkedRows: 20_000, doneShare: 1 })
      expect(told).toHaveLength(ranges.length)
      expect(await query(run.url, 'SELECT verification, offending FROM stager.verifications ORDER BY verification')).toMatchObject([
        { verification: 'different', offending: '1' },
        { verification: 'duplicates', offending: '1' },
        { verification: 'missing', offending: '2' },
        { verification: 'orphans', offending: '2' },
      ])
    }))

  it('asks the catalog or an index for NULLs of a column', () =>
    withRun(async (run) => {
      await query(run.url, items(100))
      await ready(run)
      const only = { ...plan, plan: { ...plan.plan, contract: { verifications: [missing], steps: [] } } }
      await query(run.url, `UPDATE "Item" SET "slug" = NULL WHERE "id" = 7; CREATE INDEX ON "Item" ("slug")`)
      expect((await inspectPlan(run.context, only)).verifications).toMatchObject([{ offending: 1n, samples: ['7'] }])
      await query(run.url, `DELETE FROM "Item" WHERE "id" = 7; ALTER TABLE "Item" ALTER "slug" SET NOT NULL`)
      expect((await inspectPlan(run.context, only)).verifications).toMatchObject([{ offending: 0n }])
      expect(run.events.some(({ type }) => type === 'verifying')).toBe(false)
    }))

  it('reads a piece that took too long in smaller ones', () =>
    withRun(async (run) => {
      await query(run.url, items(20_000))
      await query(run.url, `UPDATE "Item" SET "copy" = NULL WHERE "id" % 1000 = 0`)
      await ready(run)
      const { scan } = run.context
      const sizes: (number | null)[] = []
      const slow = {
        ...run.context,
        scan: {
          ...scan,
          count: (...args: Parameters<typeof scan.count>) => {
            const [, , { from, to }] = args
            sizes.push(to === null ? null : to - from)
            return sizes.length === 1 ? Promise.reject(new DatabaseError('retry', '57014', 'too slow')) : scan.count(...args)
          },
        },
      }
      expect((await inspectPlan(slow, plan)).verifications[1]).toMatchObject({ verification: 'different', offending: 20n })
      expect(sizes.slice(0, 2)).toEqual([2_048, 512])
    }))

  it.each([
    ['a partitioned table', `PARTITION BY RANGE ("id"); CREATE TABLE "Item_1" PARTITION OF "Item" DEFAULT`],
    ['a table that others inherit from', '; CREATE TABLE "Child" () INHERITS ("Item")'],
  ])('counts %s as a whole', (_, more) =>
    withRun(async (run) => {
      await query(run.url, `CREATE TABLE "Item" ("id" INT, "slug" TEXT) ${more}`)
      await query(run.url, 'INSERT INTO "Item" VALUES (1, NULL)')
      await ready(run)
      const only = { ...plan, plan: { ...plan.plan, contract: { verifications: [missing], steps: [] } } }
      expect((await inspectPlan(run.context, only)).verifications).toMatchObject([{ offending: 1n }])
    }),
  )
})
