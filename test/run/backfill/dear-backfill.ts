import { expect } from 'vitest'
import type { PlanBundle } from '../../../src/plan/plan.ts'
import { fixedBatches } from '../../../src/run/backfill/fixed-batches.ts'
import { runBackfill } from '../../../src/run/run-backfill.ts'
import { runDeploy } from '../../../src/run/run-deploy.ts'
import { runExpand } from '../../../src/run/run-expand.ts'
import { query, withConnection } from '../../helpers/database.ts'
import { bundle, placed, sqlBackfill, step, typescriptBackfill } from '../plan-builder.ts'
import type { TestRun } from '../run-context.ts'

const clients = 3

/** Every row costs the backfill a millisecond, so that a batch of hundreds meets rows that an application has, and is waited for, for long. */
const table = (rows: number): string => `
  CREATE TABLE "Item" ("tenant" INT, "id" INT, "n" INT NOT NULL, "note" TEXT, PRIMARY KEY ("tenant", "id"));
  INSERT INTO "Item" SELECT g % 2, g, g FROM generate_series(1, ${String(rows)}) AS g;
  CREATE FUNCTION dear() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN IF current_setting('stager.backfill', true) = 'on' THEN PERFORM pg_sleep(0.001); END IF; RETURN NEW; END $$;
  CREATE TRIGGER dear BEFORE UPDATE ON "Item" FOR EACH ROW EXECUTE FUNCTION dear();
  ANALYZE "Item"`

export function dearPlan(kind: 'sql' | 'typescript'): PlanBundle {
  const n = { field: 'n', column: 'n', type: 'INTEGER' }
  const walk = { mustEmpty: false, pending: 'TRUE', key: ['tenant', 'id'].map((name) => ({ name, type: 'INTEGER' })) }
  const update = 'UPDATE "Item" AS t SET "n" = t."n" * 2 WHERE :key_range'
  return bundle({
    name: 'double',
    tables: ['Item'],
    expand: [step('expand', 'noop', 'SELECT 1')],
    backfills: [kind === 'sql' ? sqlBackfill('Item', update, walk) : typescriptBackfill('Item', { ...walk, read: [n], writes: [n] })],
  })
}

export async function ready({ url, context }: TestRun, plan: PlanBundle, rows: number): Promise<void> {
  await query(url, table(rows))
  await runExpand(context, { bundles: [plan], migrations: placed(plan, 'expand') })
  await runDeploy(context, plan, {})
}

/** Transactions over four rows in any order. Each client has rows of its own, so that it can only lose against the backfill. */
async function traffic(url: string, rows: number, client: number, isOver: () => boolean): Promise<number> {
  let done = 0
  await withConnection(url, async (application) => {
    while (!isOver()) {
      await application.query('BEGIN')
      for (let at = 0; at < 4; at += 1) {
        const id = 1 + client + clients * Math.floor((Math.random() * rows) / clients)
        await application.query('UPDATE "Item" SET "note" = $1 WHERE "id" = $2 AND "tenant" = $2 % 2', [String(done), id])
      }
      await application.query('COMMIT')
      done += 1
    }
  })
  return done
}

/** Batches of half of the table, so that they last, while the application writes; the table is right then, and the application never lost. */
export async function backfillUnderTraffic(run: TestRun, kind: 'sql' | 'typescript', workers: number, rows: number): Promise<void> {
  const plan = dearPlan(kind)
  await ready(run, plan, rows)
  let over = false
  const context = run.with({
    workers,
    batchPolicy: () => fixedBatches(rows / 2),
    loadTransform: () => Promise.resolve({ read: ['n'], transform: (row) => ({ n: Number(row['n']) * 2 }) }),
  })
  const running = runBackfill(context, plan).finally(() => {
    over = true
  })
  const done = await Promise.all([running, ...Array.from({ length: clients }, (_, client) => traffic(run.url, rows, client, () => over))])
  expect(Math.min(...done.slice(1).map(Number))).toBeGreaterThan(0)
  await expectDoubled(run.url)
}

export async function expectDoubled(url: string): Promise<void> {
  expect(await query(url, 'SELECT count(*)::int AS wrong FROM "Item" WHERE "n" <> "id" * 2')).toEqual([{ wrong: 0 }])
}
