import { expect, test } from 'vitest'
import type { TimelineEntry } from '../../src/demo/timeline.ts'
import { formatMilliseconds, isUnharmed, timelineHead, timelineLine } from '../../src/demo/timeline.ts'

const entry: TimelineEntry = {
  stage: 'backfill',
  what: '200,000 rows',
  milliseconds: 3456,
  rowsPerSecond: 57_870.4,
  lockWait: 12,
  applications: ['transition', 'target'],
  traffic: { operations: 900, p50: 0.93, p99: 8.2, longestStall: 61, failed: 0, failures: [] },
  drift: '',
}

test('a line has every number under its head', () => {
  expect(`${timelineHead()}\n${timelineLine(entry)}`).toMatchInlineSnapshot(`
    "stage     applications        seconds   rows/s  lock wait       p50       p99      stall  failed  drift
    backfill  transition, target      3.5   57,870      12 ms    0.9 ms    8.2 ms      61 ms       0   none"
  `)
  expect(timelineLine(entry).length).toBeLessThanOrEqual(timelineHead().length)
})

test('milliseconds in the unit that fits', () => {
  expect([0.84, 12.3, 999, 1400].map(formatMilliseconds)).toEqual(['0.8 ms', '12 ms', '999 ms', '1.4 s'])
})

test('unharmed: no failure, no drift; a stage that only wrote files is not asked for drift', () => {
  expect(isUnharmed([entry, { ...entry, drift: null }])).toBe(true)
  expect(isUnharmed([entry, { ...entry, drift: 'DROP COLUMN' }])).toBe(false)
  expect(isUnharmed([{ ...entry, traffic: { ...entry.traffic, failed: 1 } }])).toBe(false)
})
