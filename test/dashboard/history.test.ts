import { expect, test } from 'vitest'

import { createHistory } from '../../src/dashboard/history.ts'
import type { Sample } from '../../src/dashboard/sample.ts'

const sample = (at: number, waitingSessions = 0): Sample => ({
  at,
  backfills: { 'p fill': { visitedRows: at * 10, estimatedRows: 10_000, batchRows: 50 } },
  load: { lagMilliseconds: null, waitingSessions, activeSessions: 1 },
})

test('as many samples as are allowed are kept as they are', () => {
  const history = createHistory(8)
  const all = Array.from({ length: 7 }, (_, at) => sample(at))
  all.forEach((one) => history.add(one))
  expect(history.samples()).toEqual(all)
})

test('of any number few are kept: in order, the last one too, and with every peak', () => {
  const history = createHistory(16)
  for (let at = 0; at < 10_000; at += 1) {
    history.add(sample(at, at === 4_321 ? 7 : 0))
    const kept = history.samples()
    expect(kept.length).toBeLessThanOrEqual(16)
    expect(kept.at(-1)?.at).toBe(at)
    expect(kept.at(-1)?.backfills['p fill']?.visitedRows).toBe(at * 10)
  }
  const kept = history.samples()
  expect(kept.length).toBeGreaterThan(6)
  expect(kept.map(({ at }) => at)).toEqual(kept.map(({ at }) => at).toSorted((one, other) => one - other))
  expect(Math.max(...kept.map(({ load }) => load.waitingSessions ?? 0))).toBe(7)
})
