import { describe, expect, it } from 'vitest'
import { query } from '../helpers/database.ts'
import { engineDrift, noDrift } from '../helpers/engine-drift.ts'
import { withWalkProject, type WalkProject } from './walk-project.ts'

const expand = ({ url }: WalkProject): readonly string[] => ['apply', '--stage', 'expand', '--database-url', url]

/** Each migration once, none failed, none twice. */
async function appliedOnce({ url, project }: WalkProject): Promise<void> {
  const rows = await query<{ migration_name: string; applied: bigint | number; open: bigint | number }>(
    url,
    `SELECT migration_name, count(*)::int AS applied, (count(*) FILTER (WHERE finished_at IS NULL OR rolled_back_at IS NOT NULL))::int AS open
     FROM _prisma_migrations GROUP BY migration_name ORDER BY migration_name`,
  )
  expect(rows.filter(({ applied, open }) => Number(applied) !== 1 || Number(open) !== 0)).toEqual([])
  expect(rows.length).toBeGreaterThan(2)
  expect(await engineDrift(project)).toEqual(noDrift)
}

describe('beside `prisma migrate deploy`', { timeout: 180_000 }, () => {
  it('applies nothing twice when both start at once', () =>
    withWalkProject(async (walk) => {
      const [stager, prisma] = await Promise.all([walk.stager(expand(walk)), walk.project.prisma('migrate', 'deploy')])
      // Prisma gives up its wait for the lock after ten seconds; then it has done nothing, and is run again.
      if (prisma.exitCode !== 0) expect(prisma.output).toMatch(/advisory lock|P1002|timed out/i)
      expect(stager.code, stager.output).toBe(0)
      await appliedOnce(walk)
    }))

  it('takes over where a plain deploy stopped, and the other way round', () =>
    withWalkProject(async (walk) => {
      await walk.project.deploy()
      await appliedOnce(walk)
      const told = await walk.stager(['status', '--database-url', walk.url])
      expect(told.output).toMatch(/✔ expand +done, by Prisma\n/)
      expect(told.output).toMatch(/next: stager apply --stage expand --plan \d+_walk {2}its migrations are applied/)
      const again = await walk.stager(expand(walk))
      expect(again.code, again.output).toBe(0)
      expect(again.output).toContain('Done in')
      const next = await walk.stager(['apply', '--stage', 'deploy', '--release', '1', '--database-url', walk.url])
      expect(next.code, next.output).toBe(0)
      await walk.project.deploy()
      await appliedOnce(walk)
    }))

  it('lets no plain deploy contract before the data is complete', () =>
    withWalkProject(async (walk) => {
      await walk.project.deploy()
      const promoted = await walk.stager(['promote', 'walk'])
      expect(promoted.code, promoted.output).toBe(0)
      const deployed = await walk.project.prisma('migrate', 'deploy')
      expect(deployed.exitCode).not.toBe(0)
      expect(deployed.output).toContain('stager: there are rows of Account')
      expect(await query(walk.url, `SELECT count(*)::int AS n FROM "Account" WHERE "name" IS NOT NULL`)).toEqual([{ n: 4000 }])
    }))
})
