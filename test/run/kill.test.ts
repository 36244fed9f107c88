import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

import { runBackfill } from '../../src/run/run-backfill.ts'
import { runDeploy } from '../../src/run/run-deploy.ts'
import { runExpand } from '../../src/run/run-expand.ts'
import { query } from '../helpers/database.ts'
import { doublingPlan } from './doubling-plan.ts'
import { placed } from './plan-builder.ts'
import { withRun } from './run-helper.ts'

const child = fileURLToPath(new URL('children/backfill.mjs', import.meta.url))

const visited = async (url: string): Promise<number> =>
  Number((await query<{ n: string }>(url, 'SELECT coalesce(sum(rows_visited), 0) AS n FROM stager.backfills'))[0]?.n)

/** Starts the backfill in a process of its own, and kills it as soon as it has visited so many rows. */
async function killAfter(url: string, rows: number, kind: string): Promise<void> {
  const running = spawn(process.execPath, [child, url, '25', kind], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(running, 'exit')
  while (running.exitCode === null && (await visited(url)) < rows) await new Promise((resolve) => setTimeout(resolve, 5))
  running.kill('SIGKILL')
  await exited
  expect(running.signalCode).toBe('SIGKILL')
}

describe('a backfill that is killed', () => {
  it.each(['sql', 'typescript'])('visits each row exactly once (%s)', (kind) =>
    withRun(async (run) => {
      await query(
        run.url,
        `CREATE TABLE "Item" ("id" INT PRIMARY KEY, "n" INT NOT NULL); INSERT INTO "Item" SELECT g, g FROM generate_series(1, 6000) AS g`,
      )
      const plan = doublingPlan(kind)
      await runExpand(run.context, { bundles: [plan], migrations: placed(plan, 'expand') })
      await runDeploy(run.context, plan, {})
      for (const rows of [100, 1_500, 3_000]) await killAfter(run.url, rows, kind)
      expect(await visited(run.url)).toBeLessThan(6_000)
      const loadTransform = () =>
        Promise.resolve({ read: ['n'], transform: (row: Readonly<Record<string, unknown>>) => ({ n: Number(row['n']) * 2 }) })
      await runBackfill(run.with({ loadTransform }), plan)
      expect(await visited(run.url)).toBe(6_000)
      expect(await query(run.url, 'SELECT count(*)::int AS wrong FROM "Item" WHERE "n" <> "id" * 2')).toEqual([{ wrong: 0 }])
    }),
  )
})
