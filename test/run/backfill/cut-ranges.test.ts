import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooseCuts, cutAt } from '../../../src/run/backfill/cut-ranges.ts'

/** Keys in order, as an index would give them. */
const keysUpTo = (count: number): readonly (readonly string[])[] => Array.from({ length: count }, (_, at) => [String(at + 1)])
const place = (key: readonly string[] | undefined): number => Number(key?.[0])

describe('cutting a walk into ranges', () => {
  it('chooses keys in order, one fewer than parts, as far apart as each other', () => {
    fc.assert(
      fc.property(fc.nat(2_000), fc.integer({ min: 1, max: 100 }), (count, parts) => {
        const cuts = chooseCuts(keysUpTo(count), parts).map(place)
        expect(cuts).toHaveLength(Math.min(count, parts - 1))
        const sizes = [...cuts, count + 1].map((end, at) => end - (at === 0 ? 0 : (cuts[at - 1] ?? 0)))
        expect(Math.min(...sizes)).toBeGreaterThanOrEqual(1)
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('takes parts that are no whole number, and none', () => {
    expect(chooseCuts(keysUpTo(10), 2.9)).toHaveLength(1)
    expect(chooseCuts(keysUpTo(10), 0.2)).toEqual([])
    expect(chooseCuts([], 8)).toEqual([])
  })

  it('covers every key once, whatever it is cut at', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 499 })), fc.option(fc.constant(0)), (places, begin) => {
        const cuts = places.toSorted((one, other) => one - other).map((at) => [String(at)])
        const whole = { after: begin === null ? null : [String(begin)], to: ['500'] }
        const ranges = cutAt(whole, cuts)
        expect(ranges[0]?.after).toEqual(whole.after)
        expect(ranges.at(-1)?.to).toEqual(whole.to)
        for (let key = 1; key <= 500; key += 1) {
          const holders = ranges.filter(({ after, to }) => (after === null || place(after) < key) && key <= place(to))
          expect(holders).toHaveLength(1)
        }
      }),
      { numRuns: 30 },
    )
  })
})
