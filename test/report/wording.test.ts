import { expect, test } from 'vitest'

import { countOf, describeBlocker, describeProgress, formatDuration } from '../../src/report/wording.ts'

test.each([
  [0, '0 ms'],
  [999, '999 ms'],
  [1000, '1.0 s'],
  [59_940, '59.9 s'],
  [59_960, '1 min'],
  [90_000, '1 min 30 s'],
  [3_600_000, '1 h'],
  [7_500_000, '2 h 5 min'],
  [90_000_000, '1 d 1 h'],
])('%d ms is %s', (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text)
})

test('counts agree with their nouns', () => {
  expect([countOf(0, 'row'), countOf(1, 'row'), countOf(12345, 'row')]).toEqual(['0 rows', '1 row', '12,345 rows'])
})

test('an estimate that was too low never shows 100%', () => {
  const progress = { doneRows: 1500, estimatedRows: 1000, rowsPerSecond: 10, etaSeconds: null, pass: 1 }
  expect(describeProgress(progress)).toBe('99%, 1,500 rows, 10 rows/s')
})

test('a session of another role is named without what PostgreSQL hides of it', () => {
  const blocker = { processId: 7, applicationName: 'report', state: 'unknown', seconds: 0, query: '<insufficient privilege>' }
  expect(describeBlocker(blocker)).toBe('pid 7 (report) of another role, whose statement only a member of pg_read_all_stats may see')
})
