import { expect, test } from 'vitest'

import type { DatabaseEvidence, Growth, OldStatement } from '../../src/evidence/evidence.ts'
import { createGrowthMemory } from '../../src/evidence/remember-growth.ts'
import { seenEvidence } from '../../src/run/status/seen-evidence.ts'

const minute = (minutes: number): Date => new Date(Date.UTC(2026, 10, 21, 12, minutes))

test('looks of one process narrow down when a count grew last, and leave it there when it does not grow', () => {
  const { sharpen } = createGrowthMemory()
  /** As it is recalled: since what is on record, until now. */
  const recalled = (total: number, at: Date): Growth => ({ total, sinceDeploy: total - 1, lastGrowth: { after: minute(0), until: at } })
  const looks = [2, 2, 3, 3].map((total, index) => sharpen('writes Post', recalled(total, minute(index + 1)), minute(index + 1)))
  expect(looks.map(({ lastGrowth }) => [lastGrowth?.after, lastGrowth?.until])).toEqual([
    [minute(0), minute(1)],
    [minute(0), minute(1)],
    [minute(2), minute(3)],
    [minute(2), minute(3)],
  ])
  expect(looks.map(({ sinceDeploy }) => sinceDeploy)).toEqual([1, 1, 2, 2])
  expect(sharpen('writes User', recalled(9, minute(5)), minute(5)).lastGrowth).toEqual({ after: minute(0), until: minute(5) })
})

test('thousands of statements are told in numbers, with those that are called most', () => {
  const statements = Array.from({ length: 2_000 }, (_, index): OldStatement => ({
    id: String(index),
    query: `SELECT  "author"\n FROM "Post" -- ${'x'.repeat(1_000)}`,
    names: ['Post.author'],
    access: 'read',
    total: 1_000 + index,
    sinceDeploy: index % 500,
    lastGrowth: index === 7 ? { after: minute(3), until: minute(4) } : { after: minute(1), until: minute(2) },
  }))
  const unknown = { state: 'unknown', reason: 'no trigger of the plan can tell who writes' } as const
  const client = { processId: 1, applicationName: 'web stager:3f9a0c1b2d4e', user: 'app', fingerprint: '3f9a0c1b2d4e', schema: null }
  const clients = { state: 'looked', old: Array(30).fill(client), unknown: [client], current: 2, unstamped: 0 } as const
  const evidence: DatabaseEvidence = { statements: { state: 'looked', statements, hidden: 1 }, writes: unknown, clients, objections: [] }
  const seen = seenEvidence(evidence, minute(9))
  expect(seen).toMatchObject({
    statements: { statements: 2_000, hidden: 1, total: 3_999_000, sinceDeploy: 499_000, lastGrowth: { until: minute(4) } },
    writes: unknown,
    clients: { old: 30, unknown: 1, current: 2 },
  })
  if (seen.statements.state === 'unknown' || seen.clients.state === 'unknown') throw new Error('it was looked at')
  expect(seen.statements.list.map(({ sinceDeploy }) => sinceDeploy).slice(0, 5)).toEqual([499, 499, 499, 499, 498])
  expect(JSON.stringify(seen).length).toBeLessThan(20_000)
  expect(seen.statements.list[0]?.query).toMatch(/^SELECT "author" FROM "Post" -- x+$/)
})
