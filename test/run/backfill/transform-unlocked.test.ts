import { describe, expect, it } from 'vitest'
import { fixedBatches } from '../../../src/run/backfill/fixed-batches.ts'
import { runBackfill } from '../../../src/run/run-backfill.ts'
import { runDeploy } from '../../../src/run/run-deploy.ts'
import { runExpand } from '../../../src/run/run-expand.ts'
import { query, withConnection } from '../../helpers/database.ts'
import { doublingPlan } from '../doubling-plan.ts'
import { placed } from '../plan-builder.ts'
import { withRun } from '../run-helper.ts'
import type { TestRun } from '../run-context.ts'

type Row = Readonly<Record<string, unknown>>

const plan = doublingPlan('typescript')

async function ready({ url, context }: TestRun, rows: number): Promise<void> {
  await query(
    url,
    `CREATE TABLE "Item" ("id" INT PRIMARY KEY, "n" INT NOT NULL); INSERT INTO "Item" SELECT g, g FROM generate_series(1, ${rows}) AS g`,
  )
  await runExpand(context, { bundles: [plan], migrations: placed(plan, 'expand') })
  await runDeploy(context, plan, {})
}

const running = ({ with: context }: TestRun, rows: number, transform: (row: Row) => Row | Promise<Row>, concurrency = 8) =>
  runBackfill(
    context({
      batchPolicy: () => fixedBatches(rows),
      loadTransform: () => Promise.resolve({ read: ['n'], transform, concurrency }),
      maxQuarantine: 5,
    }),
    plan,
  )

const twice = (row: Row): Row => ({ n: Number(row['n']) * 2 })
const values = async (url: string): Promise<readonly number[]> =>
  (await query<{ n: number }>(url, 'SELECT "n" FROM "Item" ORDER BY "id"')).map(({ n }) => n)

describe('rows that a transform computes', () => {
  it('are nobody else’s to wait for, and are computed again where somebody changed them meanwhile', () =>
    withRun(async (run) => {
      await ready(run, 6)
      const calls: number[] = []
      await running(run, 6, async (row) => {
        calls.push(Number(row['n']))
        // An application's write comes through while its row is being computed.
        if (row['n'] === 3) await query(run.url, 'UPDATE "Item" SET "n" = 100 WHERE "id" = 3; DELETE FROM "Item" WHERE "id" = 4')
        return twice(row)
      })
      expect(await values(run.url)).toEqual([2, 4, 200, 10, 12])
      expect(calls).toEqual([1, 2, 3, 4, 5, 6, 100])
    }))

  it('are in quarantine for what they hold, not for what they held', () =>
    withRun(async (run) => {
      await ready(run, 4)
      await running(run, 4, async (row) => {
        if (row['n'] === 2) await query(run.url, 'UPDATE "Item" SET "n" = 20 WHERE "id" = 2')
        if (row['n'] === 2 || row['n'] === 3) throw new Error('odd')
        return twice(row)
      })
      expect(await values(run.url)).toEqual([2, 40, 3, 8])
      expect(await query(run.url, 'SELECT key FROM stager.quarantine')).toEqual([{ key: ['3'] }])
    }))

  it('are computed while the batch before is written', () =>
    withRun(async (run) => {
      await ready(run, 4)
      const calls: unknown[] = []
      await withConnection(run.url, async (application) => {
        await application.query('BEGIN; SELECT FROM "Item" WHERE "id" = 1 FOR UPDATE')
        const done = running(run, 2, (row) => {
          calls.push(row['n'])
          return twice(row)
        })
        await expect.poll(() => calls, { interval: 5, timeout: 10_000 }).toContain(4)
        expect(await values(run.url)).toEqual([1, 2, 3, 4])
        await application.query('COMMIT')
        await done
      })
      expect(await values(run.url)).toEqual([2, 4, 6, 8])
    }))

  it('are never more at once than the transform allows', () =>
    withRun(async (run) => {
      await ready(run, 12)
      let [now, most] = [0, 0]
      const transform = async (row: Row): Promise<Row> => {
        now += 1
        most = Math.max(most, now)
        await new Promise((resolve) => setImmediate(resolve))
        now -= 1
        return twice(row)
      }
      await running(run, 3, transform, 2)
      expect(most).toBe(2)
      expect(await values(run.url)).toEqual(Array.from({ length: 12 }, (_, at) => (at + 1) * 2))
    }))
})
