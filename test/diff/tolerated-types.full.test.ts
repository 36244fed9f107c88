import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toleratedLists, toleratedTypes } from '../../src/diff/tolerated-types.ts'
import { connect, generateClient, type DynamicClient } from '../helpers/clients.ts'
import { query, withTestDatabase } from '../helpers/database.ts'

/** A field of Prisma, the column that its schema means, and two values. */
interface Type {
  readonly field: string
  readonly native: string
  readonly sql: string
  readonly values: readonly [unknown, unknown]
}

const type = (field: string, native: string, sql: string, values: Type['values']): Type => ({ field, native, sql, values })
const [stamp, later] = [new Date('2026-03-04T00:00:00Z'), new Date('2026-03-05T00:00:00Z')]
const [time, laterTime] = [new Date('1970-01-01T05:06:07.123Z'), new Date('1970-01-01T05:06:08.456Z')]

const types: Readonly<Record<string, Type>> = {
  SMALLINT: type('Int', '@db.SmallInt', 'SMALLINT', [42, 43]),
  INTEGER: type('Int', '', 'INTEGER', [42, 43]),
  BIGINT: type('BigInt', '', 'BIGINT', [42n, 43n]),
  REAL: type('Float', '@db.Real', 'REAL', [42.5, 43.25]),
  'DOUBLE PRECISION': type('Float', '', 'DOUBLE PRECISION', [42.5, 43.25]),
  DECIMAL: type('Decimal', '@db.Decimal(20, 6)', 'DECIMAL(20,6)', ['42.5', '43.25']),
  MONEY: type('Decimal', '@db.Money', 'MONEY', ['42.5', '43.25']),
  TEXT: type('String', '', 'TEXT', ['abc', 'def']),
  VARCHAR: type('String', '@db.VarChar(60)', 'VARCHAR(60)', ['abc', 'def']),
  CHAR: type('String', '@db.Char(40)', 'CHAR(40)', ['abc', 'def']),
  CITEXT: type('String', '@db.Citext', 'CITEXT', ['abc', 'def']),
  UUID: type('String', '@db.Uuid', 'UUID', ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222']),
  INET: type('String', '@db.Inet', 'INET', ['10.0.0.1', '10.0.0.2']),
  BIT: type('String', '@db.Bit(8)', 'BIT(8)', ['10101010', '01010101']),
  VARBIT: type('String', '@db.VarBit(8)', 'VARBIT(8)', ['10101010', '01010101']),
  JSON: type('Json', '@db.Json', 'JSON', [{ n: 1 }, { n: 2 }]),
  JSONB: type('Json', '', 'JSONB', [{ n: 1 }, { n: 2 }]),
  TIMESTAMP: type('DateTime', '', 'TIMESTAMP(3)', [stamp, later]),
  TIMESTAMPTZ: type('DateTime', '@db.Timestamptz(3)', 'TIMESTAMPTZ(3)', [stamp, later]),
  DATE: type('DateTime', '@db.Date', 'DATE', [stamp, later]),
  TIME: type('DateTime', '@db.Time(3)', 'TIME(3)', [time, laterTime]),
  TIMETZ: type('DateTime', '@db.Timetz(3)', 'TIMETZ(3)', [time, laterTime]),
}

interface Pair {
  readonly name: string
  readonly client: string
  readonly column: string
  readonly list: boolean
}

const word = (name: string): string => name.replaceAll(' ', '')

const pairsOf = (groups: readonly (readonly string[])[], list: boolean): readonly Pair[] => [
  ...new Map(
    groups
      .flatMap((names) =>
        names.flatMap((client) => names.filter((column) => column !== client).map((column) => ({ client, column, list }))),
      )
      .map((pair) => [
        `${pair.client}/${pair.column}`,
        { ...pair, name: `${word(pair.client)}_over_${word(pair.column)}${list ? '_list' : ''}` },
      ]),
  ).values(),
]

const pairs = [...pairsOf(toleratedTypes, false), ...pairsOf(toleratedLists, true)]
const typeOf = (name: string): Type => types[name] ?? type('Int', '', 'INTEGER', [1, 2])

/** Values of the client's field type that the column takes as well. */
function valuesOf({ client, column }: Pair): readonly [unknown, unknown] {
  const [own, other] = [typeOf(client), typeOf(column)]
  if (own.field !== 'String') return own.values
  return other.field === 'Json'
    ? ['{"n": 1}', '{"n": 2}']
    : other.native === ''
      ? own.values
      : ['UUID', 'INET'].includes(client)
        ? own.values
        : other.values
}

/** CHAR pads; the numbers of DECIMAL are objects. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'object' && value !== null && 'toFixed' in value) return Number(value)
  if (typeof value === 'string') return /^[\d.]+$/.test(value) ? (value.split('.').length > 2 ? value : Number(value)) : value.trimEnd()
  return typeof value === 'bigint' ? Number(value) : value
}

describe('a client of either type over a column of the other', { timeout: 120_000 }, () => {
  let client: DynamicClient
  let done = (): void => undefined
  let database: Promise<void>

  beforeAll(async () => {
    const models = pairs.map(({ name, client: field, list }) => {
      const { field: of, native } = typeOf(field)
      return `model M_${name} {\n  id Int @id\n  v ${of}${list ? '[]' : '?'} ${native}\n}`
    })
    const generated = await generateClient(models.join('\n'))
    await new Promise<void>((ready, failed) => {
      database = withTestDatabase(async (url) => {
        await query(url, 'CREATE EXTENSION citext')
        await query(
          url,
          pairs
            .map(({ name, column, list }) => `CREATE TABLE "M_${name}" (id int PRIMARY KEY, v ${typeOf(column).sql}${list ? '[]' : ''})`)
            .join(';\n'),
        )
        client = connect(generated, url)
        ready()
        await new Promise<void>((end) => (done = end))
        await client.$disconnect()
      })
      database.catch(failed)
    })
  }, 240_000)

  afterAll(async () => {
    done()
    await database
  })

  it.each(pairs)('works: $name', async (pair) => {
    const table = client[`m_${pair.name}`]
    if (table === undefined) throw new Error(`No model for ${pair.name}`)
    const [a, b] = valuesOf(pair)
    const [first, second] = pair.list ? [[a, b], [b]] : [a, b]
    const v = (row: unknown): unknown => plain((row as { v: unknown } | null)?.v)

    expect(v(await table.create({ data: { id: 1, v: first } }))).toEqual(plain(first))
    expect(v(await table.findUnique({ where: { id: 1 } }))).toEqual(plain(first))
    expect(await table.findMany({ where: { v: { equals: first } } })).toHaveLength(1)
    if (pair.list && typeOf(pair.client).field !== 'Json') {
      expect(await table.findMany({ where: { v: { has: a } } })).toHaveLength(1)
      expect(v(await table.update({ where: { id: 1 }, data: { v: { push: a } } }))).toEqual(plain([a, b, a]))
    } else if (!pair.list && typeOf(pair.client).field !== 'Json') {
      expect(await table.findMany({ where: { v: { in: [a, b] } } })).toHaveLength(1)
      expect(await table.findMany({ where: { v: { not: b } } })).toHaveLength(1)
      await table.findMany({ orderBy: { v: 'desc' } })
      await table.groupBy({ by: ['v'], _count: true })
    }
    expect(v(await table.update({ where: { id: 1 }, data: { v: second } }))).toEqual(plain(second))
    const upsert = { where: { id: 2 }, create: { id: 2, v: first }, update: { v: second } }
    expect(v(await table.upsert(upsert))).toEqual(plain(first))
    expect(v(await table.upsert(upsert))).toEqual(plain(second))
    await table.createMany({ data: [{ id: 3, v: first }, { id: 4 }] })
    expect(await table.updateMany({ where: { id: 3 }, data: { v: second } })).toEqual({ count: 1 })
    expect(v(await table.delete({ where: { id: 3 } }))).toEqual(plain(second))
  })
})
