import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  adaptiveBatches,
  afterBatch,
  afterFailure,
  batchLimits,
  firstSizing,
  type BatchSizing,
} from '../../../src/run/backfill/adaptive-batches.ts'

const { sql: limits } = batchLimits

const sizing = fc.record({
  rows: fc.integer({ min: limits.fewestRows, max: limits.mostRows }),
  recent: fc.array(fc.double({ min: 0.000_1, max: 100, noNaN: true }), { maxLength: 10 }),
})
const batch = fc.record({ rows: fc.integer({ min: 1, max: limits.mostRows }), milliseconds: fc.double({ min: 0, max: 1e6, noNaN: true }) })

/** The sizes of a run whose rows cost what `cost` says, a batch at a time. */
function run(batches: number, cost: (batch: number) => number, start: BatchSizing = firstSizing(limits)): readonly BatchSizing[] {
  const sizes = [start]
  for (let at = 0; at < batches; at += 1) {
    const now = sizes.at(-1) ?? start
    sizes.push(afterBatch(limits, now, { rows: now.rows, milliseconds: now.rows * cost(at) }))
  }
  return sizes
}

describe('the size of batches', () => {
  it('stays within its bounds, whatever batches take', () => {
    fc.assert(
      fc.property(sizing, batch, (before, done) => {
        const { rows } = afterBatch(limits, before, done)
        expect(Number.isInteger(rows)).toBe(true)
        expect(rows).toBeGreaterThanOrEqual(limits.fewestRows)
        expect(rows).toBeLessThanOrEqual(limits.mostRows)
      }),
    )
  })

  it('grows by half at most', () => {
    fc.assert(
      fc.property(sizing, batch, (before, done) => {
        expect(afterBatch(limits, before, done).rows).toBeLessThanOrEqual(Math.max(before.rows * 1.5, limits.fewestRows))
      }),
    )
  })

  it('shrinks at once when a batch took far too long', () => {
    fc.assert(
      fc.property(sizing, fc.double({ min: 3.1, max: 1000, noNaN: true }), (before, times) => {
        const milliseconds = limits.targetMilliseconds * times
        const { rows } = afterBatch(limits, before, { rows: before.rows, milliseconds })
        expect(rows).toBeLessThanOrEqual(Math.max(before.rows / times + 1, limits.fewestRows))
      }),
    )
  })

  it('settles where a batch takes the target, or at a bound', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.000_1, max: 10, noNaN: true }), (cost) => {
        const fits = Math.min(limits.mostRows, Math.max(limits.fewestRows, limits.targetMilliseconds / cost))
        const last = run(40, () => cost).at(-1)?.rows ?? 0
        expect(Math.abs(last - fits)).toBeLessThanOrEqual(1 + fits * 0.01)
      }),
    )
  })

  it('never gets larger when the same batches took longer', () => {
    fc.assert(
      fc.property(sizing, batch, fc.double({ min: 1, max: 10, noNaN: true }), (before, done, times) => {
        const slower = { ...done, milliseconds: done.milliseconds * times }
        expect(afterBatch(limits, before, slower).rows).toBeLessThanOrEqual(afterBatch(limits, before, done).rows)
      }),
    )
  })

  it('heeds what the batches before it cost, also where it was far over the target itself', () => {
    const before = { rows: 51, recent: [limits.targetMilliseconds / 51 + 0.001] }
    expect(afterBatch(limits, before, { rows: 154, milliseconds: limits.targetMilliseconds * 3.01 }).rows).toBe(50)
  })

  it('follows a table that gets slow within a batch, and one that gets fast again within seconds', () => {
    const fast = run(30, () => 0.01).at(-1) ?? firstSizing(limits)
    const [, slow] = run(1, () => 1, fast)
    expect((slow?.rows ?? 0) * 1).toBeLessThanOrEqual(limits.targetMilliseconds)
    expect(run(30, () => 0.01, slow).at(-1)?.rows).toBeGreaterThan(fast.rows * 0.9)
  })

  it('tolerates one slow batch in ten, and not two', () => {
    const cost = (slow: readonly number[]) => (batch: number) => (slow.includes(batch % 10) ? 0.025 : 0.01)
    expect(run(30, cost([3])).at(-1)?.rows).toBe(limits.targetMilliseconds / 0.01)
    expect(run(30, cost([3, 7])).at(-1)?.rows).toBe(limits.targetMilliseconds / 0.025)
  })

  it('is not misled by the few rows at the end of a table', () => {
    const before = run(20, () => 0.05).at(-1) ?? firstSizing(limits)
    expect(afterBatch(limits, before, { rows: 3, milliseconds: 40 })).toEqual(before)
  })

  it('is halved when a batch lost against a lock', () => {
    expect(afterFailure(limits, { rows: 8_000, recent: [] }).rows).toBe(4_000)
    expect(afterFailure(limits, { rows: limits.fewestRows, recent: [] }).rows).toBe(limits.fewestRows)
    const policy = adaptiveBatches(limits)
    const first = policy.next()
    policy.failed()
    expect(policy.next()).toBe(first / 2)
  })
})
