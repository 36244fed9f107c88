import fc from 'fast-check'
import { expect, test } from 'vitest'

import { afterChunk, afterFailedChunk, firstPages } from '../../../src/run/verify/chunk-size.ts'

test('a chunk becomes what takes a second, at most twice as large as the last one', () => {
  expect(afterChunk(firstPages, 100)).toBe(firstPages * 2)
  expect(afterChunk(10_000, 2_000)).toBe(5_000)
  fc.assert(
    fc.property(fc.integer({ min: 64, max: 131_072 }), fc.integer({ min: 0, max: 100_000 }), (pages, milliseconds) => {
      const next = afterChunk(pages, milliseconds)
      expect(next).toBeGreaterThanOrEqual(64)
      expect(next).toBeLessThanOrEqual(Math.min(131_072, pages * 2))
    }),
  )
})

test('one that failed is tried smaller, until it is as small as it gets', () => {
  let pages: number | null = firstPages
  const sizes: number[] = []
  while (pages !== null) {
    sizes.push(pages)
    pages = afterFailedChunk(pages)
  }
  expect(sizes).toEqual([2_048, 512, 128, 64])
})
