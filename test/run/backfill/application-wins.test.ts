import { expect, it } from 'vitest'
import { adaptiveBatches } from '../../../src/run/backfill/adaptive-batches.ts'
import { runBackfill } from '../../../src/run/run-backfill.ts'
import { query, withConnection } from '../../helpers/database.ts'
import { withRun } from '../run-helper.ts'
import { backfillUnderTraffic, dearPlan, expectDoubled, ready } from './dear-backfill.ts'

it('the application never loses a deadlock against the batches of two workers', () =>
  withRun((run) => backfillUnderTraffic(run, 'sql', 2, 800)))

it('nor when it waits for a row that a long batch has had from its beginning', () =>
  withRun(async (run) => {
    const plan = dearPlan('sql')
    const rows = 1_200
    await ready(run, plan, rows)
    await withConnection(run.url, async (application) => {
      await application.query('BEGIN; SELECT * FROM "Item" WHERE "id" = 1200 FOR UPDATE')
      const limits = { targetMilliseconds: 200, firstRows: rows, fewestRows: 50, mostRows: rows }
      const running = runBackfill(run.with({ batchPolicy: () => adaptiveBatches(limits) }), plan)
      await expect
        .poll(() => query(run.url, 'SELECT 1 FROM "Item" WHERE "id" = 2 FOR UPDATE SKIP LOCKED'), { interval: 2, timeout: 30_000 })
        .toEqual([])
      await application.query('UPDATE "Item" SET "note" = $1 WHERE "id" = 2', ['mine'])
      await application.query('COMMIT')
      await running
    })
    await expectDoubled(run.url)
  }))
