import fc from 'fast-check'
import { expect, it } from 'vitest'

import { isolateRows } from '../../../src/run/backfill/isolate-rows.ts'
import type { Attempt, BatchRange } from '../../../src/run/backfill/run-batch.ts'
import type { StagerError } from '../../../src/errors.ts'
import { DatabaseError } from '../../../src/run/database-error.ts'

const refused = new DatabaseError('row', '23514', 'refused')

/** A table with the keys 1 to n, in memory: what was tried, what was written, and in which order the cursor moved. */
function tableOf(rows: number, bad: ReadonlySet<number>, vanished: ReadonlySet<number> = new Set()) {
  const written: number[] = []
  const cursor: number[] = []
  let attempts = 0
  const keysOf = (after: number, to: number): number[] =>
    Array.from({ length: to - after }, (_, at) => after + at + 1).filter((key) => !vanished.has(key))
  const bounds = ({ range }: BatchRange): [number, number] => [Number(range.after?.[0] ?? 0), Number(range.to[0])]
  const done = (part: BatchRange, count: number, failed: Attempt['failed']): Attempt => {
    const [after, to] = bounds(part)
    expect(after).toBe(cursor.at(-1) ?? 0)
    cursor.push(to)
    return { ...part, written: count, milliseconds: 1, failed }
  }
  return {
    written,
    cursor,
    attempts: () => attempts,
    whole: { range: { after: null, to: [String(rows)] }, rows } satisfies BatchRange,
    isolation: (most: number) => ({
      most,
      attempt: async (part: BatchRange) => {
        attempts += 1
        const keys = keysOf(...bounds(part))
        if (keys.some((key) => bad.has(key))) throw refused
        written.push(...keys)
        return done(part, keys.length, [])
      },
      firstKeys: async ({ after, to }: BatchRange['range'], count: number) => {
        const keys = keysOf(Number(after?.[0] ?? 0), Number(to[0])).slice(0, count)
        const last = keys.at(-1)
        return last === undefined ? null : { range: { after, to: [String(last)] }, rows: keys.length }
      },
      setAside: async (part: BatchRange, error: StagerError) => done(part, 0, [{ key: part.range.to, error }]),
    }),
  }
}

const tables = fc
  .integer({ min: 1, max: 300 })
  .chain((rows) =>
    fc.record({ rows: fc.constant(rows), bad: fc.uniqueArray(fc.integer({ min: 1, max: rows }), { minLength: 1, maxLength: 8 }) }),
  )

it('finds exactly the rows that fail, and does every other one once, in the order of the key', () =>
  fc.assert(
    fc.asyncProperty(tables, async ({ rows, bad }) => {
      const table = tableOf(rows, new Set(bad))
      const { failed, range, rows: visited, written } = await isolateRows(table.whole, refused, table.isolation(100))
      const sorted = bad.toSorted((a, b) => a - b)
      expect(failed.map(({ key }) => Number(key[0]))).toEqual(sorted)
      expect(table.written).toEqual(Array.from({ length: rows }, (_, at) => at + 1).filter((key) => !bad.includes(key)))
      expect({ to: range.to, visited, written }).toEqual({ to: [String(rows)], visited: rows, written: rows - bad.length })
      expect(table.attempts()).toBeLessThanOrEqual(bad.length * 2 * Math.ceil(Math.log2(rows + 1)) + 2)
    }),
  ))

it('stops behind the last row that it was to look for', async () => {
  const table = tableOf(64, new Set([3, 9, 10, 50]))
  const { failed, range } = await isolateRows(table.whole, refused, table.isolation(3))
  expect(failed).toHaveLength(3)
  expect(range.to).toEqual(['10'])
  expect(table.cursor.at(-1)).toBe(10)
})

it('moves the cursor when the rows were deleted meanwhile, and gives up on a range that cannot be divided', async () => {
  const empty = tableOf(8, new Set([3]), new Set([1, 2, 3, 4, 5, 6, 7, 8]))
  expect(await isolateRows(empty.whole, refused, empty.isolation(10))).toMatchObject({ range: { to: ['8'] }, written: 0, failed: [] })
  const whole = tableOf(8, new Set([3]))
  const undivided = { ...whole.isolation(10), firstKeys: () => Promise.resolve(whole.whole) }
  await expect(isolateRows(whole.whole, refused, undivided)).rejects.toBe(refused)
  expect(whole.written).toEqual([])
})
