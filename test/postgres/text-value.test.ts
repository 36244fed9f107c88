import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { Prisma } from '../../prisma/client/client.ts'
import { withDatabase } from '../../src/postgres/connect.ts'
import { castType } from '../../src/sql/cast-type.ts'
import { decodeValue, encodeValue } from '../../src/postgres/text-value.ts'
import { UnfitValue } from '../../src/postgres/unfit-value.ts'
import { JsonNull } from '../../src/transform/values.ts'
import { withTestDatabase } from '../helpers/database.ts'

/** PostgreSQL has no lone surrogates. */
const isWellFormed = (value: string): boolean => !/\p{Surrogate}/u.test(value)

const text = fc.string({ unit: 'binary' }).filter((value) => !value.includes('\0') && isWellFormed(value))
const nullable = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null })

/** Values that an application writes, for each type. */
const values: readonly (readonly [string, fc.Arbitrary<unknown>])[] = [
  ['INTEGER', fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })],
  ['BIGINT', fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })],
  ['DOUBLE PRECISION', fc.double()],
  ['BOOLEAN', fc.boolean()],
  ['TEXT', text],
  ['VARCHAR(30)', fc.string({ maxLength: 10 }).filter((value) => !value.includes('\0'))],
  ['TIMESTAMP(3)', fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })],
  ['TIMESTAMPTZ(6)', fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })],
  [
    'JSONB',
    fc
      .jsonValue()
      .filter(
        (value) =>
          value !== null &&
          !JSON.stringify(value).includes('\\u0000') &&
          !JSON.stringify(value).includes('-0') &&
          isWellFormed(JSON.stringify(value)),
      ),
  ],
  ['BYTEA', fc.uint8Array()],
  ['TEXT[]', fc.array(nullable(text))],
  ['INTEGER[]', fc.array(nullable(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })))],
  ['BIGINT[]', fc.array(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }))],
  ['BYTEA[]', fc.array(fc.uint8Array())],
  ['"Mood"', fc.constantFrom('so so', 'a"b', 'ok')],
  ['"Mood"[]', fc.array(fc.constantFrom('so so', 'a"b', 'ok'))],
]

describe('values in text form', () => {
  it('come back from PostgreSQL as they went, of every type', () =>
    withTestDatabase((url) =>
      withDatabase(url, (database) =>
        database.withSession(async (session) => {
          await session.script(`CREATE TYPE "Mood" AS ENUM ('so so', 'a"b', 'ok'); SET TimeZone = 'Asia/Kathmandu'`)
          for (const [type, arbitrary] of values) {
            await fc.assert(
              fc.asyncProperty(nullable(arbitrary), async (value) => {
                const [row] = await session.query<{ v: string | null }>(
                  `SELECT (x::${castType(type)})::text AS v FROM unnest($1::text[]) AS u(x)`,
                  [[encodeValue(type, value)]],
                )
                const back = decodeValue(type, row?.v ?? null)
                expect(Object.is(back, -0) ? 0 : back).toEqual(Object.is(value, -0) ? 0 : value)
              }),
              { numRuns: 30 },
            )
          }
        }),
      ),
    ))

  it('keep the microseconds of a Date that a transform passes on, and those only', () => {
    const date = decodeValue('TIMESTAMP(6)', '2020-01-01 00:00:00.123456') as Date
    expect(date.toISOString()).toBe('2020-01-01T00:00:00.123Z')
    expect(encodeValue('TIMESTAMP(6)', date)).toBe('2020-01-01 00:00:00.123456')
    date.setUTCFullYear(2021)
    expect(encodeValue('TIMESTAMP(6)', date)).toBe('2021-01-01T00:00:00.123Z')
    const zoned = decodeValue('TIMESTAMPTZ(6)', '2020-01-01 02:00:00.123456+02') as Date
    expect(encodeValue('TIMESTAMP(6)', zoned)).toBe('2020-01-01T00:00:00.123456Z')
    expect(encodeValue('TIME(6)', zoned)).toBe('00:00:00.123456')
    const midnight = decodeValue('TIME(6)', '24:00:00')
    expect(encodeValue('TIME(6)', midnight)).toBe('24:00:00')
  })

  it.each([
    ['TIMESTAMP(3)', '0001-01-01 00:00:00', '0001-01-01T00:00:00.000Z'],
    ['TIMESTAMP(3)', '0001-12-31 00:00:00 BC', '0000-12-31T00:00:00.000Z'],
    ['DATE', '0044-03-15 BC', '-000043-03-15T00:00:00.000Z'],
    ['TIMESTAMPTZ(6)', '12026-01-01 00:00:00.1+00', '+012026-01-01T00:00:00.100Z'],
  ])('have any year that a Date has: %s %s', (type, text, iso) => {
    const date = decodeValue(type, text) as Date
    expect(date.toISOString()).toBe(iso)
    const rewritten = encodeValue(type, new Date(date.getTime())) ?? ''
    expect((decodeValue(type, rewritten.replace('T', ' ').replace('Z', '')) as Date).getTime()).toBe(date.getTime())
  })

  it.each([
    ['TIMESTAMP(3)', 'infinity', '"infinity", which no Date can be'],
    ['TIMESTAMPTZ(3)', '-infinity', '"-infinity", which no Date can be'],
    ['DATE', '300000-01-01', '"300000-01-01", which no Date can be'],
    ['JSONB', '{"id": 12345678901234567890}', 'the number 12345678901234567890 in its JSON, which JavaScript rounds'],
    ['JSONB', '[0.12345678901234567890]', 'the number 0.12345678901234567890 in its JSON, which JavaScript rounds'],
    ['JSON', '1e400', 'the number 1e400 in its JSON, which JavaScript rounds'],
    ['INTEGER[]', '{{1,2},{3,4}}', 'a list of lists'],
  ])('are not read where JavaScript would change them: %s %s', (type, text, message) => {
    expect(() => decodeValue(type, text)).toThrow(new UnfitValue(message))
  })

  it('keep long numbers that JavaScript does hold, and digits in texts', () => {
    const json = { a: 0.30000000000000004, b: 9007199254740991, c: '12345678901234567890 "1e5', d: 1e-7 }
    expect(decodeValue('JSONB', JSON.stringify(json))).toEqual(json)
    expect(decodeValue('JSONB', '1.00000000000000000000')).toBe(1)
  })

  it('have the names that Prisma gives to the values of an enum', () => {
    const names = { 'so so': 'SO_SO', ok: 'OK' }
    expect(decodeValue('"Mood"', 'so so', names)).toBe('SO_SO')
    expect(decodeValue('"Mood"[]', '{"so so",NULL,ok}', names)).toEqual(['SO_SO', null, 'OK'])
    expect(encodeValue('"Mood"[]', ['SO_SO', null], names)).toBe('{"so so",NULL}')
    expect(() => encodeValue('"Mood"', 'so so', names)).toThrow(new UnfitValue('"so so", which is none of SO_SO, OK,'))
  })

  it("tell JSON's null from NULL", () => {
    expect(decodeValue('JSONB', 'null')).toBe(JsonNull)
    expect(decodeValue('JSONB', null)).toBeNull()
    expect(encodeValue('JSONB', JsonNull)).toBe('null')
    expect(encodeValue('JSONB', { a: JsonNull, b: null })).toBe('{"a":null,"b":null}')
    expect(encodeValue('JSONB[]', [JsonNull, null])).toBe('{"null",NULL}')
    expect(encodeValue('JSONB', Prisma.DbNull)).toBeNull()
  })

  it('are what Prisma Client gives and takes', () => {
    const decimal = decodeValue('DECIMAL(65,30)', '123456789012345678901234567890.5')
    expect(Prisma.Decimal.isDecimal(decimal)).toBe(true)
    expect(String(new Prisma.Decimal(decimal as Prisma.Decimal).toFixed())).toBe('123456789012345678901234567890.5')
    expect(encodeValue('DECIMAL(65,30)', new Prisma.Decimal('0.1'))).toBe('0.1')
    expect(encodeValue('JSONB', Prisma.JsonNull)).toBe('null')
    expect(encodeValue('JSONB', null)).toBeNull()
    expect(encodeValue('TIME(3)', decodeValue('TIME(3)', '10:20:30'))).toBe('10:20:30')
    expect(encodeValue('TIME(3)', new Date('1970-01-01T10:20:30.5Z'))).toBe('10:20:30.500')
  })

  it.each([
    ['TEXT', { a: 1 }],
    ['TEXT', ['a']],
    ['TEXT[]', 'a'],
    ['TEXT', new Uint8Array()],
    ['TIMESTAMP(3)', new Date('x')],
    ['JSONB', () => 1],
    ['JSONB', { a: 1n }],
    ['JSONB', { a: null, b: [Number.NaN] }],
    ['TEXT', 1],
    ['TEXT', new Date(0)],
    ['TEXT', 'a\0'],
    ['TEXT', '\ud83d'],
    ['BIGINT', 2 ** 53],
    ['INTEGER', 1.5],
    ['INTEGER', true],
    ['BOOLEAN', 1],
    ['TIMESTAMP(3)', 1],
    ['BYTEA', 'text'],
  ])('refuse what has no form of %s', (type, value) => {
    expect(() => encodeValue(type, value)).toThrow(UnfitValue)
  })

  it('are not cut by a cast', () => {
    expect(['VARCHAR(5)', 'CHAR(5)', 'VARCHAR(5)[]', 'BIT(3)', 'TEXT', '"Role"[]', 'DECIMAL(10,2)'].map(castType)).toEqual([
      'VARCHAR',
      'bpchar',
      'VARCHAR[]',
      'VARBIT',
      'TEXT',
      '"Role"[]',
      'DECIMAL(10,2)',
    ])
  })
})
