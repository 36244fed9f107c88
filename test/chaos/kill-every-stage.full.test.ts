import { expect, it } from 'vitest'
import { rowDump, schemaDump } from '../helpers/database.ts'
import { engineDrift, noDrift } from '../helpers/engine-drift.ts'
import { withWalkProject, type WalkProject } from './walk-project.ts'

const stages: readonly (readonly string[])[] = [
  ['apply', '--stage', 'expand', '--database-url', ''],
  ['apply', '--stage', 'deploy', '--release', 'next', '--database-url', ''],
  ['apply', '--stage', 'backfill', '--batch-size', '50', '--database-url', ''],
  ['verify', '--database-url', ''],
  ['promote', 'walk'],
  ['apply', '--stage', 'contract', '--plan', 'walk', '--yes', 'walk', '--database-url', ''],
]

const withUrl = (args: readonly string[], url: string): readonly string[] => args.map((value) => (value === '' ? url : value))

/** How much later each attempt of a stage is killed: the kills fall on ever later places, until one run ends by itself. */
const later = 1.2

async function runKilled({ stager, url }: WalkProject, args: readonly string[], firstKill: number): Promise<number> {
  for (let kills = 0; ; kills += 1) {
    const { code, output } = await stager(withUrl(args, url), firstKill * later ** kills)
    if (code === 0) return kills
    expect(code, output).toBeNull()
  }
}

it('ends in the same state when every stage is killed again and again', { timeout: 300_000 }, async () => {
  const whole = await withWalkProject(async (walk) => {
    for (const args of stages) {
      const { code, output } = await walk.stager(withUrl(args, walk.url))
      expect(code, output).toBe(0)
    }
    return { structure: await schemaDump(walk.url), rows: await rowDump(walk.url) }
  })
  await withWalkProject(async (walk) => {
    let kills = 0
    // Below half a second a process has hardly connected.
    for (const args of stages) kills += await runKilled(walk, args, 500)
    expect(kills).toBeGreaterThan(3)
    expect(await schemaDump(walk.url)).toBe(whole.structure)
    expect(await rowDump(walk.url)).toBe(whole.rows)
    expect(await engineDrift(walk.project)).toEqual(noDrift)
    const { status, database, migrations } = await walk.project.drift()
    expect([status.exitCode, database.exitCode, migrations.exitCode]).toEqual([0, 0, 0])
  })
})
