import { expect, test } from 'vitest'
import { readStatus } from '../../src/run/status.ts'
import { runExpand } from '../../src/run/run-expand.ts'
import { runUndo } from '../../src/run/run-undo.ts'
import { runBackfill } from '../../src/run/run-backfill.ts'
import { runDeploy } from '../../src/run/run-deploy.ts'
import { noLimits } from '../../src/run/throttle.ts'
import { verifyPlan } from '../../src/run/verify.ts'
import { query } from '../helpers/database.ts'
import { doublingPlan } from './doubling-plan.ts'
import { bundle, placed, sqlBackfill, step, table } from './plan-builder.ts'
import { rejection, withRun } from './run-helper.ts'

/** For machines that are busy: what is waited for always comes. */
const patience = { timeout: 60_000 }

test('of a table without statistics nobody says how much is left', () =>
  withRun(async ({ url, context }) => {
    const plan = doublingPlan('sql')
    const id = `${plan.plan.timestamp}_${plan.plan.name}`
    await query(url, 'CREATE TABLE "Item" ("id" SERIAL PRIMARY KEY, "n" INTEGER)')
    await runExpand(context, { bundles: [plan], migrations: placed(plan, 'expand') })
    const started = `INSERT INTO stager.backfills (plan_id, backfill, cursor, pass, rows_visited, rows_written, started_at, updated_at)`
    await query(
      url,
      `${started} VALUES ('${id}', '${plan.plan.backfill.backfills[0]?.id ?? ''}', NULL, 1, 80, 80, now() - interval '1 second', now())`,
    )
    const [status] = await readStatus(context, { bundles: [plan], migrations: [] })
    expect(status?.backfills).toMatchObject([{ state: 'running', visitedRows: 80, estimatedRows: 0, etaSeconds: null }])
  }))

test('an undo that stopped is what comes next', () =>
  withRun(async ({ context }) => {
    const undo = [step('undo', 'broken', 'SELECT 1 / 0')]
    const [expand, contract] = [[step('expand', 'noop', 'SELECT 1')], [step('contract', 'noop', 'SELECT 1')]]
    const plan = bundle({ name: 'stuck', tables: ['Post'], expand, contract, undo })
    const migrations = [...placed(plan, 'expand'), ...placed(plan, 'undo', '20260202000000')]
    await runExpand(context, { bundles: [plan], migrations: placed(plan, 'expand') })
    await rejection(runUndo(context, plan, { migrations }))
    const [status] = await readStatus(context, { bundles: [plan], migrations })
    expect(status?.next?.command).toBe(`stager undo ${plan.plan.timestamp}_stuck`)
  }))

test('from expand to contract it tells who and when, who runs it, what holds it, the proofs, and since when contract is due', () =>
  withRun(async ({ url, context, with: withPolicies }) => {
    await query(
      url,
      'CREATE TABLE "Item" ("id" SERIAL PRIMARY KEY, "n" INTEGER); INSERT INTO "Item" ("n") SELECT 1 FROM generate_series(1, 50)',
    )
    const counts = {
      countSql: 'SELECT count(*) FROM "Item" WHERE "n" = 9',
      sampleSql: 'SELECT "id"::text FROM "Item" WHERE "n" = 9 LIMIT 10',
    }
    const plan = bundle({
      name: 'double',
      tables: ['Item'],
      expand: [step('expand', 'first', 'SELECT 1'), step('expand', 'second', 'SELECT 1')],
      backfills: [sqlBackfill('Item', 'UPDATE "Item" AS t SET "n" = t."n" * 2 WHERE :key_range', { mustEmpty: false, pending: 'TRUE' })],
      verifications: [{ id: 'nine', label: 'no nines', table: table('Item'), hint: 'Remove them.', ...counts }],
      contract: [step('contract', 'noop', 'SELECT 1')],
    })
    const id = '20260101000000_double'
    const migrations = placed(plan, 'expand')
    const read = async () => {
      const [status] = await readStatus(context, { bundles: [plan], migrations })
      if (status === undefined) throw new Error('no status')
      return status
    }
    const proof = async () => (await read()).verifications.map(({ label, state, offending }) => [label, state, offending])
    expect(await read()).toMatchObject({ state: 'planned', contractDue: null, stages: [{ stage: 'expand', state: 'pending' }, {}, {}, {}] })

    await runExpand(context, { bundles: [plan], migrations })
    const expanded = await read()
    expect(expanded.stages[0]).toMatchObject({
      state: 'done',
      record: { osUser: context.operator.osUser, finishedAt: expect.any(Date) as Date },
    })
    expect(expanded.stages[0]?.steps).toMatchObject([
      { label: 'first', state: 'done', milliseconds: expect.any(Number) as number },
      { label: 'second', state: 'done' },
    ])
    await runDeploy(context, plan, { release: 'r1' })

    await context.database.withSession(async (session) => {
      const pause = { paused: true, reason: 'sale', limits: {} }
      await context.store.setControl(session, id, pause, context.operator)
    })
    expect(await read()).toMatchObject({
      control: { paused: true, reason: 'sale' },
      runner: null,
      next: { command: `stager resume ${id}` },
    })
    const stop = new AbortController()
    const running = runBackfill(withPolicies({ signal: stop.signal }), plan)
    await expect.poll(async () => (await read()).backfills[0]?.holding?.reason, patience).toContain('sale')
    expect(await read()).toMatchObject({ runner: { processId: expect.any(Number) as number } })
    await context.database.withSession((session) =>
      context.store.setControl(session, id, { paused: false, reason: null, limits: noLimits }, context.operator),
    )
    await running

    expect(await read()).toMatchObject({
      runner: null,
      backfills: [{ state: 'done', writtenRows: 50, idleSeconds: expect.any(Number) as number }],
    })
    const { contractDue } = await read()
    expect(contractDue?.seconds).toBeGreaterThanOrEqual(0)
    expect(contractDue?.since).toEqual((await read()).stages.find(({ stage }) => stage === 'backfill')?.record?.finishedAt)
    expect(await proof()).toEqual([['no nines', 'never', 0n]])
    await query(url, 'UPDATE "Item" SET "n" = 9 WHERE "id" = 7')
    await verifyPlan(context, plan)
    expect(await proof()).toEqual([['no nines', 'offending', 1n]])
    await query(url, 'UPDATE "Item" SET "n" = 2 WHERE "id" = 7')
    await verifyPlan(context, plan)
    expect(await proof()).toEqual([['no nines', 'clean', 0n]])
    await query(url, `UPDATE stager.backfills SET finished_at = clock_timestamp()`)
    expect(await proof()).toEqual([['no nines', 'outdated', 0n]])
  }))
