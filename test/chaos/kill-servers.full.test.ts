import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { withEmbeddedPostgres, type EmbeddedPostgres } from '../../src/postgres/embedded.ts'
import { consumeRanges, openRangeQueue, type JobOptions } from '../../src/postgres/range-queue.ts'
import { fixedBatches } from '../../src/run/backfill/fixed-batches.ts'
import type { RunContext } from '../../src/run/context.ts'
import { runBackfill } from '../../src/run/run-backfill.ts'
import { runRange } from '../../src/run/run-range.ts'
import { query } from '../helpers/database.ts'
import { onDatabase, type TestRun } from '../run/run-context.ts'
import { doublingPlan } from '../run/doubling-plan.ts'
import { expectDoubledOnce, kindOf, modes, prepareDoubling, type Mode } from './killed-runs.ts'

/** Of each mode; twenty in all. */
const crashes = 5
const rows = 60_000
const options: JobOptions = { limits: {}, batchSize: null, lockTimeout: null, maxQuarantine: null }

/** Runs the backfill of a mode to its end, in this process. */
async function run({ url, with: contextOf }: TestRun, mode: Mode): Promise<void> {
  const plan = doublingPlan(kindOf(mode))
  const context: RunContext = contextOf({
    batchPolicy: () => fixedBatches(20),
    loadTransform: () => Promise.resolve({ read: ['n'], transform: (row) => ({ n: Number(row['n']) * 2 }) }),
    retry: { attempts: 1_000, baseMilliseconds: 20, capMilliseconds: 200 },
    workers: mode === 'workers' ? 2 : 1,
    fleet: mode === 'fleet' ? openRangeQueue(url, options) : null,
  })
  const over = new AbortController()
  const machine = () =>
    consumeRanges(url, { workers: 1, once: false, signal: over.signal }, ({ options: _, ...job }) => runRange(context, [plan], job))
  const machines = mode === 'fleet' ? [machine(), machine()] : []
  await runBackfill(context, plan).finally(() => over.abort(new Error('over')))
  // Workers outlive the server, too.
  await Promise.all(machines)
}

const visited = async (url: string): Promise<number> => {
  const [row] = await query<{ n: number }>(
    url,
    `SELECT ((SELECT coalesce(sum(rows_visited), 0) FROM stager.backfills) + (SELECT coalesce(sum(rows_visited), 0) FROM stager.ranges))::int AS n`,
  )
  return row?.n ?? 0
}

/** SIGKILL of one of stager's backends, after which PostgreSQL ends all sessions and recovers; or the whole server at once, as a power cut would. */
async function crash(server: EmbeddedPostgres, url: string, which: 'backend' | 'server'): Promise<void> {
  if (which === 'backend') {
    const backends = await query<{ pid: number }>(
      url,
      `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'stager' ORDER BY random() LIMIT 1`,
    )
    expect(backends).toHaveLength(1)
    for (const { pid } of backends) process.kill(pid, 'SIGKILL')
  } else {
    await server.kill('SIGQUIT')
    await sleep(Math.random() * 500)
    await server.restart()
  }
}

it.each(modes)('transforms each row exactly once through crashes of PostgreSQL (%s)', { timeout: 600_000 }, (mode) =>
  withEmbeddedPostgres({ settings: { fsync: 'off' } }, async (server) => {
    const url = await server.createDatabase('chaos')
    await onDatabase(url, async (context) => {
      await prepareDoubling(context, mode, rows)
      const running = run(context, mode)
      let failure: unknown = null
      running.catch((error: unknown) => {
        failure = error
      })
      for (let at = 0, before = 0; at < crashes; at += 1) {
        // A server that recovers refuses sessions.
        const work = () => (failure === null ? visited(url).catch(() => before) : Number.POSITIVE_INFINITY)
        await expect.poll(work, { interval: 20, timeout: 120_000 }).toBeGreaterThan(before + 500)
        await sleep(Math.random() * 200)
        before = await visited(url)
        expect(before, `before crash ${at + 1}`).toBeLessThan(rows)
        await crash(server, url, at % 2 === 0 ? 'backend' : 'server')
      }
      await running
      expect(context.events.some(({ type }) => type === 'reconnecting')).toBe(true)
      await expectDoubledOnce(url, rows)
    })
  }),
)
