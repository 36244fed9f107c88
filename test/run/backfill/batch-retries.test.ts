import { describe, expect, it } from 'vitest'

import { adaptiveBatches } from '../../../src/run/backfill/adaptive-batches.ts'
import { fixedBatches } from '../../../src/run/backfill/fixed-batches.ts'
import { runBackfill } from '../../../src/run/run-backfill.ts'
import { runDeploy } from '../../../src/run/run-deploy.ts'
import { runExpand } from '../../../src/run/run-expand.ts'
import { query, withConnection } from '../../helpers/database.ts'
import { doublingPlan } from '../doubling-plan.ts'
import { placed } from '../plan-builder.ts'
import type { TestRun } from '../run-context.ts'
import { withRun } from '../run-helper.ts'

const plan = doublingPlan('sql')
const small = { targetMilliseconds: 10_000, firstRows: 64, fewestRows: 1, mostRows: 64 }

async function ready({ url, context }: TestRun): Promise<void> {
  await query(
    url,
    'CREATE TABLE "Item" ("id" INT PRIMARY KEY, "n" INT NOT NULL); INSERT INTO "Item" SELECT g, g FROM generate_series(1, 200) AS g',
  )
  await runExpand(context, { bundles: [plan], migrations: placed(plan, 'expand') })
  await runDeploy(context, plan, {})
}

const wrong = async (url: string): Promise<unknown> =>
  (await query<{ n: number }>(url, 'SELECT count(*)::int AS n FROM "Item" WHERE "n" <> "id" * 2'))[0]?.n

const onEachRow = (body: string): string =>
  `CREATE FUNCTION on_item() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${body} RETURN NEW; END $$;
   CREATE TRIGGER on_item BEFORE UPDATE ON "Item" FOR EACH ROW EXECUTE FUNCTION on_item()`

describe('a batch that lost against another session', () => {
  it.each([
    ['a deadlock', '40P01'],
    ['a serialization failure', '40001'],
    ['a lock timeout', '55P03'],
    ['a statement timeout', '57014'],
  ])('is tried again smaller after %s, and writes each row once', (_, state) =>
    withRun(async (run) => {
      await ready(run)
      // A sequence keeps its place when the batch is rolled back: two batches fail in the middle, and no later one.
      await query(
        run.url,
        `CREATE SEQUENCE tries; ${onEachRow(`IF NEW.id = 30 AND nextval('tries') <= 2 THEN RAISE 'lost' USING ERRCODE = '${state}'; END IF;`)}`,
      )
      await runBackfill(run.with({ batchPolicy: () => adaptiveBatches(small) }), plan)
      expect(run.events.filter(({ type }) => type === 'lockRetry')).toMatchObject([{ attempt: 1 }, { attempt: 2 }])
      expect(run.events.find(({ type }) => type === 'batch')).toMatchObject({ batchRows: 16 })
      expect(await wrong(run.url)).toBe(0)
      expect(await query(run.url, 'SELECT count(*)::int AS n FROM stager.quarantine')).toEqual([{ n: 0 }])
    }),
  )

  it('is made so small that it fits the statement timeout', () =>
    withRun(async (run) => {
      await ready(run)
      await query(run.url, onEachRow('PERFORM pg_sleep(0.01);'))
      await runBackfill(run.with({ statementMilliseconds: 250, batchPolicy: () => adaptiveBatches(small) }), plan)
      expect(run.events.some(({ type }) => type === 'lockRetry')).toBe(true)
      expect(await wrong(run.url)).toBe(0)
    }))
})

it('the application never loses: stager gives way before PostgreSQL looks for a deadlock', () =>
  withRun(async (run) => {
    await ready(run)
    await withConnection(run.url, async (application) => {
      await application.query('BEGIN; SELECT * FROM "Item" WHERE "id" = 150 FOR UPDATE')
      const running = runBackfill(run.with({ batchPolicy: () => fixedBatches(200) }), plan)
      // The batch holds the rows before it, and waits for that one.
      await expect
        .poll(
          async () =>
            (
              await query<{ n: number }>(
                run.url,
                `SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'stager' AND wait_event_type = 'Lock'`,
              )
            )[0]?.n,
          { interval: 5, timeout: 30_000 },
        )
        .toBeGreaterThan(0)
      await application.query('UPDATE "Item" SET "n" = "n" WHERE "id" = 10')
      await application.query('COMMIT')
      await running
    })
    expect(run.events.some(({ type }) => type === 'lockRetry')).toBe(true)
    expect(await wrong(run.url)).toBe(0)
  }))
