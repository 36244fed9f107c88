import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DemoReport } from '../../src/demo/run-demo.ts'

const cli = fileURLToPath(new URL('../../dist/bin/stager.cjs', import.meta.url))

/** Everything that a demo makes is below it. */
let temporary: string

beforeEach(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'stager-test-'))
  await chmod(temporary, 0o755) // as root, the server runs as another user, and goes elsewhere if it may not pass
})

afterEach(() => rm(temporary, { recursive: true, force: true }))

/** In a process group of its own, so that a signal can reach all of it, as Ctrl-C does. */
function startDemo(
  ...args: readonly string[]
): ChildProcess & { readonly stdout: NodeJS.ReadableStream; readonly stderr: NodeJS.ReadableStream } {
  const env = { ...process.env, TMPDIR: temporary }
  return spawn(process.execPath, [cli, 'demo', ...args], { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
}

async function ended(demo: ChildProcess): Promise<number | null> {
  if (demo.exitCode === null) await once(demo, 'exit')
  return demo.exitCode
}

/** The server's folder goes with the server. Prisma's cache of compiled configurations is its own affair. */
async function remains(): Promise<readonly string[]> {
  return (await readdir(temporary)).filter((name) => name.startsWith('stager-'))
}

/** Signal 0 asks whether anyone of the group is left. */
function isGroupAlive(leader: number): boolean {
  try {
    return process.kill(-leader, 0)
  } catch {
    return false
  }
}

test('the whole story: no failed statement, no drift, and the plain way is refused', { timeout: 240_000 }, async () => {
  const demo = startDemo('--rows', '3000', '--json')
  const [output, errors] = await Promise.all([text(demo.stdout), text(demo.stderr)])
  const code = await ended(demo)
  expect(errors).toBe('')
  const report = JSON.parse(output) as DemoReport
  for (const { stage, traffic, drift } of report.timeline) {
    expect({ stage, failures: traffic.failures, drift: drift ?? '' }).toEqual({ stage, failures: [], drift: '' })
    if (stage !== 'verify') expect(traffic.operations, stage).toBeGreaterThan(5)
  }
  expect(report.timeline.map(({ stage, applications }) => [stage, applications.join(', ')])).toEqual([
    ['before', 'old'],
    ['plan', 'old'],
    ['expand', 'old'],
    ['deploy', 'old, transition'],
    ['backfill', 'transition'],
    ['verify', 'transition'],
    ['promote', 'transition, target'],
    ['contract', 'transition, target'],
    ['after', 'target'],
  ])
  expect(report.timeline.find(({ stage }) => stage === 'backfill')?.rowsPerSecond).toBeGreaterThan(0)
  expect(report).toMatchObject({ rows: 3000, ok: true })
  expect(report.plain?.generated.refused?.error).toMatch(/contains null values/)
  expect(report.plain?.byHand.refused).toBeNull()
  expect(report.plain?.byHand.traffic.failed).toBeGreaterThan(0)
  expect(code).toBe(0)
  expect(await remains()).toEqual([])
})

test('Ctrl-C in the middle leaves no server and no application', { timeout: 120_000 }, async () => {
  const demo = startDemo('--rows', '20000', '--no-plain')
  const errors = text(demo.stderr)
  for await (const chunk of demo.stdout) if (String(chunk).includes('expand ')) break
  expect(await remains()).toHaveLength(2) // the server's folder and the demo's own
  const leader = demo.pid ?? 0
  process.kill(-leader, 'SIGINT')
  expect(await ended(demo), await errors).toBe(130)
  for (let tries = 0; isGroupAlive(leader) && tries < 50; tries++) await sleep(100)
  expect(isGroupAlive(leader)).toBe(false)
  for (let tries = 0; (await remains()).length > 0 && tries < 50; tries++) await sleep(100)
  expect(await remains()).toEqual([])
})
