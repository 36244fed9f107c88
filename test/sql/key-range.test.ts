import { expect, it } from 'vitest'
import { splitAtKeyRange } from '../../src/sql/key-range.ts'

it('finds the placeholder, and nothing that only reads like it', () => {
  expect(splitAtKeyRange('UPDATE t SET a = 1')).toEqual(['UPDATE t SET a = 1'])
  expect(splitAtKeyRange('WHERE :key_range AND x')).toEqual(['WHERE ', ' AND x'])
  expect(splitAtKeyRange('WHERE :key_range OR :key_range')).toEqual(['WHERE ', ' OR ', ''])
  expect(splitAtKeyRange('WHERE :key_ranges')).toEqual(['WHERE :key_ranges'])
  for (const text of [
    '":key_range"',
    '"a"" :key_range"',
    `' :key_range '`,
    `'it''s :key_range'`,
    `E'\\' :key_range'`,
    '-- :key_range\n',
    `/* ' :key_range */`,
    '$x$ :key_range $x$',
    '$$ :key_range $$',
  ])
    expect(splitAtKeyRange(`SET a = ${text} WHERE :key_range`), text).toEqual([`SET a = ${text} WHERE `, ''])
})
