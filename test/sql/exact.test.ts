import { describe, expect, it } from 'vitest'
import { distinct } from '../../src/sql/exact.ts'
import { query, withTestDatabase } from '../helpers/database.ts'

/** Values that `=` calls equal, or cannot compare, although whoever reads them sees that they are not the same. */
const unlike: Readonly<Record<string, readonly [string, string]>> = {
  CITEXT: ['Ada', 'ada'],
  'CITEXT[]': ['{Ada}', '{ada}'],
  JSON: ['{"a":1}', '{"a":2}'],
  JSONB: ['{"a":1.0}', '{"a":1.00}'],
  'JSONB[]': ['{1.0}', '{1.00}'],
  DECIMAL: ['1.0', '1.00'],
  INTERVAL: ['1 day', '24 hours'],
  XML: ['<a/>', '<b/>'],
  BOX: ['(0,0),(2,2)', '(0,0),(4,1)'],
  mail: ['Ada', 'ada'],
}

const texts = ['TEXT', 'VARCHAR(9)', 'CHAR(9)', 'TEXT[]']

const alike: Readonly<Record<string, readonly [string, string]>> = {
  INTEGER: ['1', '01'],
  'DECIMAL(5,2)': ['1.0', '1.00'],
  'DOUBLE PRECISION': ['1', '1.0'],
  'TIMESTAMPTZ(3)': ['2026-01-01 00:00Z', '2026-01-01 01:00+01'],
  JSONB: ['{"b":1,"a":1}', '{"a":1, "b":1}'],
  'CHAR(9)': ['a', 'a  '],
  '"Mood"': ['good', 'good'],
}

const seed = `CREATE EXTENSION citext;
  CREATE DOMAIN mail AS citext;
  CREATE TYPE "Mood" AS ENUM ('good');
  CREATE COLLATION careless (provider = icu, locale = 'und-u-ks-level2', deterministic = false)`

describe('distinct', () => {
  it('is true for what a reader can tell apart, and for nothing else, NULL included', () =>
    withTestDatabase(async (url) => {
      await query(url, seed)
      const of = async (type: string, [left, right]: readonly [string, string], collate = ''): Promise<readonly unknown[]> => {
        await query(url, `CREATE TABLE t (a ${type} ${collate}, b ${type} ${collate}); INSERT INTO t VALUES ('${left}', '${right}')`)
        const compare = (one: string, other: string): string => distinct(type, `t.${one}`, `t.${other}`)
        const [row] = await query<Record<string, boolean>>(
          url,
          `SELECT ${compare('a', 'b')} AS differ, ${compare('a', 'a')} AS same, ${distinct(type, 'NULL', 't.a')} AS "null" FROM t`,
        )
        await query(url, 'DROP TABLE t')
        return [type, row?.['differ'], row?.['same'], row?.['null']]
      }
      for (const [type, values] of Object.entries(unlike)) expect(await of(type, values)).toEqual([type, true, false, true])
      for (const [type, values] of Object.entries(alike)) expect(await of(type, values)).toEqual([type, false, false, true])
      for (const type of texts) {
        const values = type.endsWith('[]') ? (['{Ada}', '{ada}'] as const) : (['Ada', 'ada'] as const)
        expect(await of(type, values, 'COLLATE careless')).toEqual([type, true, false, true])
      }
    }))
})
