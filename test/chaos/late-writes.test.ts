import { expect, it } from 'vitest'
import { query } from '../helpers/database.ts'
import { withWalkProject } from './walk-project.ts'

it('contract fills rows that became pending after the verification, instead of waiting for traffic to pause', { timeout: 120_000 }, () =>
  withWalkProject(async ({ stager, url }) => {
    const ok = async (...args: string[]): Promise<void> => {
      const { code, output } = await stager([...args, '--database-url', url])
      expect(code, output).toBe(0)
    }
    await ok('apply', '--stage', 'expand')
    await ok('apply', '--stage', 'deploy', '--release', 'next')
    await ok('apply', '--stage', 'backfill')
    await ok('verify')
    await ok('promote', 'walk')
    // The new application changes what the transform reads, and does not give its result.
    await query(url, 'UPDATE "Account" SET "price" = "price" + 1 WHERE id <= 10')
    expect(await query(url, 'SELECT count(*)::int AS pending FROM "Account" WHERE "cents" IS NULL')).toEqual([{ pending: 10 }])
    await ok('apply', '--stage', 'contract', '--plan', 'walk', '--yes', 'walk')
    expect(await query(url, 'SELECT count(*)::int AS wrong FROM "Account" WHERE "cents" IS DISTINCT FROM "price" * 100')).toEqual([
      { wrong: 0 },
    ])
  }),
)
