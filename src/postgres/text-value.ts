import pg from 'pg'

import { Decimal, JsonNull } from '../transform/values.ts'
import { dateText, toDate } from './date-text.ts'
import { jsonOf, jsonText } from './json-text.ts'
import { UnfitValue } from './unfit-value.ts'

/**
 * Values travel as PostgreSQL's own text forms in both directions, because these lose nothing; here they become what Prisma Client
 * would give the application, and back.
 */

/** `text` is of every type that has no other form in JavaScript: TEXT and VARCHAR, enums, UUID, and what Prisma does not know. */
type Kind = 'number' | 'bigint' | 'decimal' | 'boolean' | 'date' | 'json' | 'bytes' | 'text'

const kinds: Readonly<Record<string, Kind>> = {
  SMALLINT: 'number',
  INTEGER: 'number',
  INT: 'number',
  OID: 'number',
  BIGINT: 'bigint',
  DECIMAL: 'decimal',
  NUMERIC: 'decimal',
  REAL: 'number',
  'DOUBLE PRECISION': 'number',
  BOOLEAN: 'boolean',
  TIMESTAMP: 'date',
  TIMESTAMPTZ: 'date',
  DATE: 'date',
  TIME: 'date',
  TIMETZ: 'date',
  JSON: 'json',
  JSONB: 'json',
  BYTEA: 'bytes',
}

const listSuffix = /\[\]$/

/** `TIMESTAMP(3)[]` -> `TIMESTAMP`, by type: it is asked for every value, and a plan has few types. */
const baseTypes = new Map<string, string>()

function baseType(type: string): string {
  let base = baseTypes.get(type)
  if (base === undefined) {
    base = type
      .replace(listSuffix, '')
      .replace(/\(.*\)/, '')
      .trim()
      .toUpperCase()
    baseTypes.set(type, base)
  }
  return base
}

const kindOf = (type: string): Kind => kinds[baseType(type)] ?? 'text'

/** Prisma's names of an enum's values, by the database's; see BackfillColumn. */
export type EnumNames = Readonly<Record<string, string>>

const parseList = (pg.types.getTypeParser as (oid: number) => unknown)(1009) as (text: string) => readonly (string | null)[]

/** A text form as the value that Prisma Client would return. Throws `UnfitValue` where JavaScript has none that is exactly it. */
export function decodeValue(type: string, text: string | null, names?: EnumNames): unknown {
  if (text === null) return null
  if (type.endsWith('[]')) {
    const items: readonly unknown[] = parseList(text)
    return items.map((item) => {
      if (Array.isArray(item)) throw new UnfitValue('a list of lists')
      return decodeValue(type.replace(listSuffix, ''), item as string | null, names)
    })
  }
  switch (kindOf(type)) {
    case 'number':
      return Number(text)
    case 'bigint':
      return BigInt(text)
    case 'decimal':
      return new Decimal(text)
    case 'boolean':
      return text === 'true' || text === 't'
    case 'date':
      return toDate(baseType(type), text)
    case 'json':
      return jsonOf(text) ?? JsonNull
    case 'bytes':
      return new Uint8Array(Buffer.from(text.slice(2), 'hex'))
    case 'text':
      return names?.[text] ?? text
  }
}

/** A value as PostgreSQL's text form of `type`. Throws `UnfitValue` where text would hide a mistake, such as `[object Object]`. */
export function encodeValue(type: string, value: unknown, names?: EnumNames): string | null {
  if (value === null) return null
  if (type.endsWith('[]')) {
    if (!Array.isArray(value)) throw new UnfitValue(`${describe(value)} where a list belongs`)
    return arrayText(value.map((item: unknown) => encodeValue(type.replace(listSuffix, ''), item ?? null, names)))
  }
  const kind = kindOf(type)
  if (kind === 'json') return jsonText(value)
  if (kind === 'bytes') {
    if (!(value instanceof Uint8Array)) throw new UnfitValue(describe(value))
    return `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`
  }
  if (value instanceof Date) {
    if (kind !== 'date') throw new UnfitValue('a Date')
    return dateText(baseType(type), value)
  }
  switch (typeof value) {
    case 'string':
      return names === undefined ? wellFormed(value) : labelOf(names, value)
    case 'number':
      return numberText(kind, type, value)
    case 'bigint':
      if (kind === 'number' || kind === 'bigint' || kind === 'decimal') return String(value)
      break
    case 'boolean':
      if (kind === 'boolean') return String(value)
      break
    default:
      if (isDecimal(value)) return value.toFixed()
  }
  throw new UnfitValue(describe(value))
}

const isWhole = /^(SMALLINT|INTEGER|INT|OID|BIGINT)$/

function numberText(kind: Kind, type: string, value: number): string {
  if (kind !== 'number' && kind !== 'bigint' && kind !== 'decimal') throw new UnfitValue('a number')
  if (isWhole.test(baseType(type)) && !Number.isSafeInteger(value)) {
    throw new UnfitValue(Number.isInteger(value) ? `the number ${value}, which is not exact` : `the number ${value}`)
  }
  return Object.is(value, -0) ? '-0' : String(value)
}

/** PostgreSQL's texts hold neither; the driver would replace a lone surrogate. */
const unfitCharacter = /[\0\p{Surrogate}]/u

function wellFormed(text: string): string {
  const [character] = unfitCharacter.exec(text) ?? []
  if (character === undefined) return text
  throw new UnfitValue(character === '\0' ? 'a text with a NUL character' : 'a text that is not well-formed Unicode')
}

/** The database's name of an enum's value. */
function labelOf(names: EnumNames, value: string): string {
  const label = Object.entries(names).find(([, name]) => name === value)?.[0]
  if (label === undefined) throw new UnfitValue(`"${value}", which is none of ${Object.values(names).join(', ')},`)
  return label
}

/** The application's Decimal may be another copy of the class. */
function isDecimal(value: unknown): value is { toFixed(): string } {
  return typeof value === 'object' && value !== null && typeof (value as { toFixed?: unknown }).toFixed === 'function'
}

/** A list of texts as PostgreSQL's text form of a one-dimensional array. */
export function arrayText(items: readonly (string | null)[]): string {
  if (items.length === 0) return '{}'
  // Most lists need no escape: to look at all of their texts at once costs less than half of what looking at each does.
  if (!items.includes(null) && !/["\\]/.test(items.join(''))) return `{"${items.join('","')}"}`
  return `{${items.map((text) => (text === null ? 'NULL' : `"${text.replace(/["\\]/g, '\\$&')}"`)).join(',')}}`
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (value instanceof Uint8Array) return 'bytes'
  if (typeof value === 'object') return 'an object'
  return typeof value === 'undefined' ? 'undefined' : `a ${typeof value}`
}

/** The longest text that fits a column of that type; null when there is no bound. */
export function lengthLimit(type: string): number | null {
  const length = /^(?:VARCHAR|CHARACTER VARYING|CHAR|CHARACTER|BIT|VARBIT)\s*\((\d+)\)$/i.exec(type.trim())?.[1]
  return length === undefined ? null : Number(length)
}
