import { expect, test } from 'vitest'
import { readStatus } from '../../src/run/status.ts'
import { runExpand } from '../../src/run/run-expand.ts'
import { runUndo } from '../../src/run/run-undo.ts'
import { query } from '../helpers/database.ts'
import { doublingPlan } from './doubling-plan.ts'
import { bundle, placed, step } from './plan-builder.ts'
import { rejection, withRun } from './run-helper.ts'

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
