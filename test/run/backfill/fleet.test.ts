import { expect, it } from 'vitest'
import type { PlanBundle } from '../../../src/plan/plan.ts'
import { consumeRanges, openRangeQueue, type JobOptions } from '../../../src/postgres/range-queue.ts'
import { fixedBatches } from '../../../src/run/backfill/fixed-batches.ts'
import type { RangeJob } from '../../../src/run/range-ports.ts'
import { runBackfill } from '../../../src/run/run-backfill.ts'
import { runDeploy } from '../../../src/run/run-deploy.ts'
import { runExpand } from '../../../src/run/run-expand.ts'
import { runRange } from '../../../src/run/run-range.ts'
import { query } from '../../helpers/database.ts'
import { doublingPlan } from '../doubling-plan.ts'
import { placed } from '../plan-builder.ts'
import type { TestRun } from '../run-context.ts'
import { rejection, withRun } from '../run-helper.ts'

const options: JobOptions = { limits: {}, batchSize: null, lockTimeout: null, maxQuarantine: null }
const rows = 4_000
const plan = doublingPlan('typescript')
const double = { read: ['n'], transform: (row: Readonly<Record<string, unknown>>) => ({ n: Number(row['n']) * 2 }) }

async function ready({ url, context }: TestRun): Promise<void> {
  await query(
    url,
    `CREATE TABLE "Item" ("id" INT PRIMARY KEY, "n" INT NOT NULL); INSERT INTO "Item" SELECT g, g FROM generate_series(1, ${rows}) AS g; ANALYZE "Item"`,
  )
  await runExpand(context, { bundles: [plan], migrations: placed(plan, 'expand') })
  await runDeploy(context, plan, {})
}

const policies = { batchPolicy: () => fixedBatches(20), loadTransform: () => Promise.resolve(double) }
const coordinator = (run: TestRun) => ({ ...run.with(policies), fleet: openRangeQueue(run.url, options) })
const machine = (run: TestRun, signal: AbortSignal, work: (job: RangeJob) => Promise<void>) =>
  consumeRanges(run.url, { workers: 1, once: false, signal }, ({ options: _, ...job }) => work(job))
const result = async (url: string) =>
  (
    await query(
      url,
      `SELECT (SELECT count(*)::int FROM "Item" WHERE "n" <> "id" * 2) AS wrong, rows_visited::int AS visited,
         (SELECT count(*)::int FROM stager.ranges) AS ranges, (SELECT count(*)::int FROM stager_queue.jobs) AS jobs FROM stager.backfills`,
    )
  )[0]

it('does each row once on several machines, also what is delivered twice, and again when it was done', () =>
  withRun(async (run) => {
    await ready(run)
    const over = new AbortController()
    const delivered: RangeJob[] = []
    const twice = async (job: RangeJob): Promise<void> => {
      delivered.push(job)
      await Promise.all([runRange(run.with(policies), [plan], job), runRange(run.with(policies), [plan], job)])
      await runRange(run.with(policies), [plan], job)
    }
    const machines = [machine(run, over.signal, twice), machine(run, over.signal, twice)]
    await runBackfill(coordinator(run), plan)
    over.abort(new Error('over'))
    await Promise.allSettled(machines)
    expect(new Set(delivered.map(({ ordinal }) => ordinal)).size).toBeGreaterThan(5)
    for (const job of delivered) await runRange(run.with(policies), [plan], job)
    expect(await result(run.url)).toMatchObject({ wrong: 0, visited: rows, ranges: 0 })
  }))

it('refuses another plan of the same name, and leaves its range to others', () =>
  withRun(async (run) => {
    await ready(run)
    const over = new AbortController()
    const resealed: PlanBundle = { ...plan, plan: { ...plan.plan, seal: 'another' } }
    let refused: unknown = null
    const wrong = machine(run, over.signal, async (job) => {
      refused = await rejection(runRange(run.with(policies), [resealed], job))
      throw refused
    })
    const running = runBackfill(coordinator(run), plan)
    await expect.poll(() => refused, { timeout: 20_000 }).toMatchObject({ code: 'worker-other-plan', exitCode: 4 })
    const right = machine(run, over.signal, (job) => runRange(run.with(policies), [plan], job))
    await running
    over.abort(new Error('over'))
    await Promise.allSettled([wrong, right])
    expect(await result(run.url)).toMatchObject({ wrong: 0, visited: rows, ranges: 0 })
  }))

it('ends with the error of the worker that meets a row that fails, and halts the others', () =>
  withRun(async (run) => {
    await ready(run)
    const over = new AbortController()
    const fails = (row: Readonly<Record<string, unknown>>): { n: number } => {
      if (row['n'] === 2_000) throw new Error('no such price')
      return double.transform(row)
    }
    const failing = run.with({ ...policies, loadTransform: () => Promise.resolve({ ...double, transform: fails }) })
    const machines = [1, 2].map(() => machine(run, over.signal, (job) => runRange(failing, [plan], job).catch(() => undefined)))
    expect(await rejection(runBackfill(coordinator(run), plan))).toMatchObject({ code: 'rows-quarantined' })
    expect(await query(run.url, 'SELECT DISTINCT halted FROM stager.ranges WHERE finished_at IS NULL')).toEqual([{ halted: true }])
    over.abort(new Error('over'))
    await Promise.allSettled(machines)
    await runBackfill(run.with(policies), plan)
    expect(await result(run.url)).toMatchObject({ wrong: 0, visited: rows, ranges: 0 })
  }))

it('says that there is no worker, and once for all of them why they wait', () =>
  withRun(async (run) => {
    await ready(run)
    const over = new AbortController()
    const held = async () => (await query<{ holding: string | null }>(run.url, 'SELECT holding FROM stager.backfills'))[0]?.holding
    const told = () => run.events.flatMap((event) => (event.type === 'throttled' ? [event.reason] : []))
    const pause = (paused: boolean) =>
      run.context.database.withSession((session) =>
        run.context.store.setControl(
          session,
          '20260101000000_double',
          { paused, reason: null, limits: {} },
          { osUser: 'ann', host: 'web' },
        ),
      )
    const running = runBackfill(coordinator(run), plan)
    await expect.poll(held, { timeout: 30_000 }).toMatch(/^no worker has a range; .*stager worker$/)
    expect(told()).toEqual(['no worker has a range; start one with: stager worker'])
    expect(run.events.filter(({ type }) => type === 'batch')).toEqual([])
    await pause(true)
    const quiet = { ...run.with(policies), onEvent: () => undefined }
    const machines = [1, 2].map(() => machine(run, over.signal, (job) => runRange(quiet, [plan], job)))
    await expect.poll(told, { timeout: 30_000 }).toHaveLength(2)
    expect(told()[1]).toBe('paused by ann@web')
    expect(await held()).toBe('paused by ann@web')
    await pause(false)
    await running
    over.abort(new Error('over'))
    await Promise.allSettled(machines)
    expect(new Set(told()).size).toBe(2)
    expect(await held()).toBeNull()
    expect(await result(run.url)).toMatchObject({ wrong: 0, visited: rows, ranges: 0 })
  }))
