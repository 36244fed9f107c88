import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { Prisma } from '../../prisma/client/client.ts'
import { withDatabase } from '../../src/postgres/connect.ts'
import { castType } from '../../src/sql/cast-type.ts'
import { decodeValue, encodeValue, UnfitValue } from '../../src/postgres/text-value.ts'
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
    expect(decodeValue('TIMESTAMP(3)', 'infinity')).toBe('infinity')
  })

  it('are what Prisma Client gives and takes', () => {
    expect(decodeValue('DECIMAL(65,30)', '123456789012345678901234567890.5')).toEqual(
      new Prisma.Decimal('123456789012345678901234567890.5'),
    )
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
