import type { Enum } from '../../schema/model.ts'
import { literal } from '../../sql/ident.ts'
import type { Random } from './random.ts'

/** A type as Prisma writes it in DDL, taken apart. */
export interface ParsedType {
  readonly name: string
  readonly limits: readonly number[]
  readonly list: boolean
}

export function parseType(type: string): ParsedType {
  const list = type.endsWith('[]')
  const [, name = '', limits] = /^(.*?)(?:\(([\d, ]+)\))?$/s.exec(list ? type.slice(0, -2) : type) ?? []
  return { name, limits: limits === undefined ? [] : limits.split(',').map(Number), list }
}

/** `distinct`: a number that no other row of the column has, where the value must be unique; null where any value will do. */
interface Wanted {
  readonly random: Random
  readonly distinct: number | null
  readonly limits: readonly number[]
}

const words = ['', 'plain', 'Two Words', "it's", 'back\\slash', 'żółć 漢字', '42', '"quoted"', 'a,b;c', 'tail '] as const

const digits = (count: number, number: number): string => number.toString(36).padStart(Math.min(count, 4), '0')

function text({ random, distinct, limits }: Wanted): string {
  const length = limits[0] ?? 40
  const word = random.pick(words) ?? ''
  const value = distinct === null ? word : length < 8 ? digits(length, distinct) : `${String(distinct)} ${word}`.trim()
  return [...value].slice(0, length).join('')
}

function decimal({ random, distinct, limits }: Wanted): string {
  const [precision = 12, scale = limits.length === 0 ? 4 : 0] = limits
  const whole = 10 ** Math.max(Math.min(precision - scale, 9), 0)
  const integer = (distinct ?? random.below(whole)) % Math.max(whole, 1)
  const fraction = Array.from({ length: scale }, () => String(random.below(10))).join('')
  return `${distinct === null && random.chance(0.3) ? '-' : ''}${String(integer)}${scale === 0 ? '' : `.${fraction}`}`
}

const integer =
  (maximum: number) =>
  ({ random, distinct }: Wanted): string =>
    String(distinct ?? random.below(maximum) - (random.chance(0.2) ? maximum : 0))

const bits = ({ random, distinct, limits }: Wanted, fixed: boolean): string => {
  const length = limits[0] ?? (fixed ? 1 : 16)
  if (distinct !== null) return distinct.toString(2).padStart(length, '0').slice(-length)
  return Array.from({ length: fixed ? length : 1 + random.below(length) }, () => String(random.below(2))).join('')
}

/** Whole milliseconds, so that every precision but 0 keeps them; a step of a day keeps dates distinct. */
function instant({ random, distinct }: Wanted): Date {
  const start = Date.UTC(2021, 0, 1)
  return new Date(distinct === null ? start + random.below(1_000_000_000) * 100 : start + distinct * 86_400_000)
}

const day = (wanted: Wanted): string => instant(wanted).toISOString().slice(0, 10)
const time = ({ random, distinct }: Wanted): string => new Date((distinct ?? random.below(86_400)) * 1000).toISOString().slice(11, 19)

const json = ({ random, distinct }: Wanted): string =>
  JSON.stringify(
    random.pick([
      {},
      [],
      { a: distinct ?? random.below(100), b: ["it's", null, true], c: { d: 'ü\\"' } },
      'a string',
      random.below(100) / 4,
      null,
    ]),
  )

function uuid({ random, distinct }: Wanted): string {
  const hex = distinct === null ? random.hex(32) : `${distinct.toString(16).padStart(8, '0')}${random.hex(24)}`
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** The text form of a value, by type name. */
const kinds: Readonly<Record<string, (wanted: Wanted) => string>> = {
  TEXT: text,
  VARCHAR: text,
  CITEXT: text,
  CHAR: (wanted) => text({ ...wanted, limits: [wanted.limits[0] ?? 1] }),
  SMALLINT: integer(30_000),
  INTEGER: integer(1_000_000),
  BIGINT: integer(4_000_000_000),
  OID: ({ random, distinct }) => String(distinct ?? random.below(1_000_000)),
  DECIMAL: decimal,
  MONEY: (wanted) => decimal({ ...wanted, limits: [8, 2] }),
  REAL: ({ random, distinct }) => String(distinct ?? (random.below(100_000) - 20_000) / 8),
  'DOUBLE PRECISION': ({ random, distinct }) => String(distinct ?? (random.below(100_000_000) - 20_000) / 64),
  BOOLEAN: ({ random, distinct }) => String(distinct === null ? random.chance(0.5) : distinct % 2 === 1),
  TIMESTAMP: (wanted) => instant(wanted).toISOString().replace('Z', ''),
  TIMESTAMPTZ: (wanted) => instant(wanted).toISOString(),
  DATE: day,
  TIME: time,
  TIMETZ: (wanted) => `${time(wanted)}+00`,
  JSON: json,
  JSONB: json,
  BYTEA: ({ random, distinct }) => `\\x${distinct === null ? random.hex(2 * random.below(9)) : distinct.toString(16).padStart(8, '0')}`,
  UUID: uuid,
  BIT: (wanted) => bits(wanted, true),
  VARBIT: (wanted) => bits(wanted, false),
  INET: ({ random, distinct }) => {
    const number = distinct ?? random.below(60_000)
    return `10.1.${String((number >> 8) & 255)}.${String(number & 255)}`
  },
  XML: ({ distinct, random }) => `<a b="${String(distinct ?? random.below(100))}">text</a>`,
  VECTOR: ({ random, limits }) => `[${Array.from({ length: limits[0] ?? 3 }, () => String(random.below(100) / 8)).join(',')}]`,
  INTERVAL: ({ random, distinct }) => `${String(distinct ?? random.below(1000))} minutes`,
}

const enumOf = (enums: readonly Enum[], name: string): Enum | undefined =>
  enums.find((one) => name === `"${one.name}"` || (one.schema !== null && name === `"${one.schema}"."${one.name}"`))

/** How many different values the column can hold, where that is fewer than rows may want. */
export function varietyOf(type: string, enums: readonly Enum[]): number {
  const { name, limits, list } = parseType(type)
  if (list) return Infinity
  if (name === 'BOOLEAN') return 2
  if (name === 'BIT') return 2 ** (limits[0] ?? 1)
  return enumOf(enums, name)?.values.length ?? Infinity
}

/** A value as SQL; null for a type that is not known. */
export function sqlValue(type: string, enums: readonly Enum[], random: Random, distinct: number | null): string | null {
  const { name, limits, list } = parseType(type)
  const found = enumOf(enums, name)
  const scalar = (unique: number | null): string | null => {
    if (found !== undefined) return (unique === null ? random.pick(found.values) : found.values[unique % found.values.length]) ?? null
    return kinds[name.toUpperCase()]?.({ random, distinct: unique, limits }) ?? null
  }
  if (!list) {
    const value = scalar(distinct)
    return value === null ? null : literal(value)
  }
  const items = Array.from({ length: distinct === null ? random.below(4) : 1 }, () => scalar(distinct))
  if (items.includes(null)) return null
  return `ARRAY[${items.map((item) => literal(item ?? '')).join(', ')}]::${type}`
}
