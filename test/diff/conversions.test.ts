import { describe, expect, it } from 'vitest'
import { conversionOf } from '../../src/diff/conversions.ts'
import { typeStrategy } from '../../src/diff/type-strategy.ts'
import type { Column } from '../../src/schema/model.ts'
import { query, withTestDatabase } from '../helpers/database.ts'

const column = (name: string, type: string): Column => ({ name, field: name, type, nullable: true, default: null, clientDefault: null })

/** Each type with values at its edges. */
const values: Readonly<Record<string, readonly string[]>> = {
  SMALLINT: ['0', '-32768', '32767'],
  INTEGER: ['0', '1', '-2147483648', '2147483647'],
  BIGINT: ['0', '-9223372036854775808', '9223372036854775807', '9007199254740993'],
  OID: ['0', '4294967295'],
  'DECIMAL(65,30)': ['0', '0.000000000000000000000000000001', `-${'9'.repeat(35)}.5`, 'NaN', '12.5'],
  'DECIMAL(4,2)': ['0', '99.99', '-99.99', '1.50', 'NaN'],
  MONEY: ['0', '-1.25', '92233720368547758.07'],
  REAL: ['0', '0.1', '1.5', '3e38', '1e-40', 'NaN', 'Infinity', '-Infinity'],
  'DOUBLE PRECISION': ['0', '0.1', '0.30000000000000004', '1.7e308', '5e-324', 'NaN', 'Infinity', '-Infinity', '1e20'],
  BOOLEAN: ['true', 'false'],
  TEXT: [
    '',
    'abc',
    ' 12 ',
    '007',
    '1e5',
    '99999999999999999999',
    'NaN',
    '2026-01-02T03:04:05Z',
    `${'x'.repeat(500)}`,
    '{"a": [1]}',
    'true',
  ],
  'VARCHAR(4)': ['', 'abc', '12', '-1.5', 'äöüß', 'yes'],
  'CHAR(6)': ['', 'abc', 'abcdef', '12'],
  UUID: ['11111111-1111-4111-8111-111111111111'],
  INET: ['10.0.0.1', '::1/64'],
  'BIT(4)': ['1010'],
  'VARBIT(8)': ['10101010', '1', ''],
  'TIMESTAMP(3)': ['2026-01-02 03:04:05.678', '0001-01-01', '9999-12-31 23:59:59.999', 'infinity'],
  'TIMESTAMP(6)': ['2026-01-02 03:04:05.678901', '-infinity'],
  'TIMESTAMPTZ(3)': ['2026-01-02 03:04:05.678+02', '0001-01-01 00:00+00', 'infinity'],
  DATE: ['2026-01-02', '0001-01-01', '9999-12-31', 'infinity'],
  'TIME(3)': ['03:04:05.678', '00:00'],
  'TIMETZ(3)': ['03:04:05.678+02', '23:59:59.999-12'],
  JSON: ['{"a": [1, 2]}', '1', '"text"', 'null', '1.5', 'true'],
  JSONB: ['{"a": [1, 2]}', '1', '"text"', 'null', '[]'],
  BYTEA: [String.raw`\x00ff`, ''],
}

const types = [
  ...Object.keys(values),
  'INTEGER[]',
  'BIGINT[]',
  'TEXT[]',
  'VARCHAR(4)[]',
  'TIMESTAMP(3)[]',
  'TIMESTAMPTZ(3)[]',
  'DECIMAL(4,2)[]',
]

const valuesOf = (type: string): readonly string[] =>
  type.endsWith('[]')
    ? ['{}', `{${(values[type.slice(0, -2)] ?? []).map((value) => JSON.stringify(value)).join(',')}}`]
    : (values[type] ?? [])

const literal = (value: string): string => `'${value.replaceAll("'", "''")}'`

const pairs = types.flatMap((from) =>
  types.flatMap((to) => {
    const conversion = from === to ? null : conversionOf(column('a', from), column('b', to))
    return conversion === null ? [] : [{ from, to, conversion }]
  }),
)

describe('a default conversion', () => {
  it('runs over every value of its type, and raises errors only where it says so', { timeout: 240_000 }, () =>
    withTestDatabase(async (url) => {
      const failed: string[] = []
      const rows = (type: string): string =>
        `(SELECT v::${type} AS a FROM (VALUES ${[...valuesOf(type).map(literal), 'NULL'].map((value) => `(${value})`).join(', ')}) AS s(v)) AS t`
      // What can fail is only proved to be SQL, over no row.
      const statements = pairs.map(({ from, to, conversion }) => ({
        name: `${from} -> ${to}`,
        sql:
          `CREATE TEMP TABLE x (b ${to}); ` +
          `INSERT INTO x SELECT ${conversion.up} FROM ${rows(from)}${conversion.upCanFail ? ' WHERE false' : ''}; ` +
          `${conversion.down === null ? '' : `SELECT (${conversion.down})::${from} FROM x${conversion.downCanFail ? ' WHERE false' : ''};`} DROP TABLE x`,
      }))
      for (const { name, sql } of statements) {
        await query(url, sql).catch((error: unknown) => failed.push(`${name}: ${error instanceof Error ? error.message : ''}`))
      }
      expect(failed).toEqual([])
      expect(statements.length).toBeGreaterThan(150)
    }),
  )

  it('loses nothing without saying so where clients of both types tolerate it', { timeout: 240_000 }, () =>
    withTestDatabase(async (url) => {
      const swaps = pairs.filter(({ from, to }) => typeStrategy(column('a', from), column('b', to)) !== 'move')
      const failed: string[] = []
      for (const { from, to, conversion } of swaps) {
        if (conversion.mayLose) expect(conversion.down, `${from} -> ${to}`).not.toBeNull()
        if (conversion.mayLose || conversion.down === null || conversion.upCanFail || conversion.downCanFail) continue
        const [found] = await query<{ lost: string | null }>(
          url,
          `SELECT string_agg(a::text, ', ') AS lost FROM (SELECT a, (${conversion.up})::${to} AS b FROM
             (SELECT v::${from} AS a FROM (VALUES ${valuesOf(from)
               .map((value) => `(${literal(value)})`)
               .join(', ')}) AS s(v)) AS r) AS t
           WHERE b IS NOT NULL AND (${conversion.down})::text IS DISTINCT FROM a::text AND (${conversion.down}) IS DISTINCT FROM a`,
        )
        if (found?.lost !== null) failed.push(`${from} -> ${to}: ${found?.lost ?? ''}`)
      }
      expect(failed).toEqual([])
    }),
  )

  it.for([
    ['TIMESTAMP(3)', 'INTEGER'],
    ['BYTEA', 'TEXT'],
    ['UUID', 'INTEGER'],
    ['BOOLEAN', 'TIMESTAMP(3)'],
  ])('is asked for where there is none that everybody would expect: %s to %s', ([from = '', to = '']) => {
    expect(conversionOf(column('a', from), column('b', to))).toBeNull()
  })

  it.for([
    ['TEXT', 'TIMESTAMP(3)', '2026-01-02T03:04:05+02:00', '2026-01-02 01:04:05'],
    ['TEXT', 'TIMESTAMP(3)', '2026-01-02 03:04:05', '2026-01-02 03:04:05'],
    ['TEXT', 'TIMESTAMPTZ(3)', '2026-01-02', '2026-01-02 00:00:00+00'],
    ['TIMESTAMP(3)', 'TIMESTAMPTZ(3)', '2026-01-02 03:04:05', '2026-01-02 03:04:05+00'],
    ['TIMESTAMPTZ(3)', 'DATE', '2026-01-02 23:00:00-05', '2026-01-03'],
    ['TIMESTAMP(3)', 'TEXT', '2026-01-02 03:04:05.6', '2026-01-02T03:04:05.600Z'],
    ['TEXT', 'INTEGER', '12', '12'],
    ['TEXT', 'INTEGER', '12x', null],
    ['TEXT', 'INTEGER[]', '12', '{12}'],
    ['INTEGER[]', 'TEXT', '{1,2}', '1'],
    ['TIMESTAMP(3)[]', 'TIMESTAMPTZ(3)[]', '{"2026-01-02 03:04:05",NULL}', '{"2026-01-02 03:04:05+00",NULL}'],
    ['TEXT', '"Colour"', 'red', 'red'],
    ['"Colour"', 'TEXT', 'red', 'red'],
  ])('makes of %s as %s: %s', ([from = '', to = '', value, expected]) =>
    withTestDatabase(async (url) => {
      const conversion = conversionOf(column('a', from ?? ''), column('b', to ?? ''))
      await query(url, `CREATE TYPE "Colour" AS ENUM ('red')`)
      const [row] = await query(
        `${url}?options=-c%20TimeZone=UTC`,
        `SELECT (${conversion?.up ?? ''})::text AS b FROM (SELECT ${literal(value ?? '')}::${from ?? ''} AS a) AS t`,
      )
      expect(row).toEqual({ b: expected })
    }),
  )
})
