import { expect, test } from 'vitest'
import { createTrafficWindow, percentile } from '../../src/demo/statistics.ts'

test('percentile is the nearest rank', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1)
  expect(percentile(hundred, 0.5)).toBe(50)
  expect(percentile(hundred, 0.99)).toBe(99)
  expect(percentile([7], 0.99)).toBe(7)
  expect(percentile([], 0.5)).toBe(0)
})

test('a window is empty again when it was taken', () => {
  const window = createTrafficWindow()
  window.add({ latencies: [3, 1], longestGap: 2, failures: [] })
  window.add({ latencies: [2], longestGap: 40, failures: [{ operation: 'Post.create', message: 'no' }] })
  expect(window.take()).toEqual({
    operations: 3,
    p50: 2,
    p99: 3,
    longestStall: 40,
    failed: 1,
    failures: [{ operation: 'Post.create', message: 'no' }],
  })
  expect(window.take()).toMatchObject({ operations: 0, longestStall: 0, failed: 0, failures: [] })
})

test('failures are all counted, and kept once a text', () => {
  const window = createTrafficWindow()
  const failures = Array.from({ length: 500 }, (_, index) => ({ operation: 'Post.find', message: `no ${index % 30}` }))
  window.add({ latencies: [], longestGap: 0, failures })
  const { failed, failures: kept } = window.take()
  expect(failed).toBe(500)
  expect(kept).toHaveLength(20)
  expect(new Set(kept.map(({ message }) => message)).size).toBe(20)
})
