import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { runDeploy } from '../../src/run/run-deploy.ts'
import { runExpand } from '../../src/run/run-expand.ts'
import { query } from '../helpers/database.ts'
import { doublingPlan } from '../run/doubling-plan.ts'
import { placed } from '../run/plan-builder.ts'
import type { TestRun } from '../run/run-context.ts'

const child = fileURLToPath(new URL('../run/children/backfill.mjs', import.meta.url))
export const modes = ['sql', 'typescript', 'workers', 'fleet'] as const
export type Mode = (typeof modes)[number]

export const kindOf = (mode: Mode): string => (mode === 'typescript' ? 'typescript' : 'sql')

/** A table whose values the plan doubles, with expand and deploy on record. */
export async function prepareDoubling({ url, context }: TestRun, mode: Mode, rows: number): Promise<void> {
  await query(
    url,
    `CREATE TABLE "Item" ("id" INT PRIMARY KEY, "n" INT NOT NULL); INSERT INTO "Item" SELECT g, g FROM generate_series(1, ${rows}) AS g; ANALYZE "Item"`,
  )
  const plan = doublingPlan(kindOf(mode))
  await runExpand(context, { bundles: [plan], migrations: placed(plan, 'expand') })
  await runDeploy(context, plan, {})
}

/** The processes of a mode, in the order in which they are started; the first one ends by itself. */
const processesOf = (mode: Mode): readonly string[] =>
  mode === 'workers' ? ['workers'] : mode === 'fleet' ? ['fleet', 'worker', 'worker'] : ['alone']

interface Running {
  readonly role: string
  readonly process: ChildProcess
  readonly exited: Promise<unknown>
}

async function start(url: string, mode: Mode, role: string): Promise<Running> {
  const started = spawn(process.execPath, [child, url, '20', kindOf(mode), role], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(started, 'exit')
  await Promise.race([once(started.stdout, 'data'), exited])
  return { role, process: started, exited }
}

/**
 * Kills one process of the mode after another, each by SIGKILL at a random moment after it was ready, and starts it again; then lets them end.
 * Returns how many were killed at work.
 */
export async function killAgainAndAgain(url: string, mode: Mode, kills: number): Promise<number> {
  const running = await Promise.all(processesOf(mode).map((role) => start(url, mode, role)))
  let killed = 0
  try {
    for (let at = 0; at < kills; at += 1) {
      await sleep(Math.random() * 250)
      const index = at % running.length
      const victim = running[index]
      if (victim === undefined) break
      victim.process.kill('SIGKILL')
      await victim.exited
      if (victim.process.signalCode === 'SIGKILL') killed += 1
      running[index] = await start(url, mode, victim.role)
    }
    await running[0]?.exited
    expect(running[0]?.process.exitCode).toBe(0)
    return killed
  } finally {
    for (const { process: left } of running) left.kill('SIGKILL')
    await Promise.all(running.map(({ exited }) => exited))
  }
}

/** A value that is not doubled exactly once, and batches whose rows were counted twice, or not at all. */
export async function expectDoubledOnce(url: string, rows: number): Promise<void> {
  expect(
    await query(
      url,
      `SELECT (SELECT count(*)::int FROM "Item" WHERE "n" <> "id" * 2) AS wrong, rows_visited::int AS visited, rows_written::int AS written,
         finished_at IS NOT NULL AS finished, (SELECT count(*)::int FROM stager.ranges) AS ranges FROM stager.backfills`,
    ),
  ).toEqual([{ wrong: 0, visited: rows, written: rows, finished: true, ranges: 0 }])
}
