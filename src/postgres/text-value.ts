import pg from 'pg'

import { Prisma } from '../../prisma/client/client.ts'

/**
 * Values travel as PostgreSQL's own text forms in both directions, because these lose nothing; here they become what Prisma Client
 * would give the application, and back.
 */

type Kind = 'number' | 'bigint' | 'decimal' | 'boolean' | 'timestamp' | 'time' | 'json' | 'bytes' | 'text'

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
  TIMESTAMP: 'timestamp',
  TIMESTAMPTZ: 'timestamp',
  DATE: 'timestamp',
  TIME: 'time',
  TIMETZ: 'time',
  JSON: 'json',
  JSONB: 'json',
  BYTEA: 'bytes',
}

const listSuffix = /\[\]$/

const kindOf = (type: string): Kind =>
  kinds[
    type
      .replace(listSuffix, '')
      .replace(/\(.*\)/, '')
      .trim()
      .toUpperCase()
  ] ?? 'text'

const parseList = (pg.types.getTypeParser as (oid: number) => unknown)(1009) as (text: string) => readonly (string | null)[]

/** What a Date was read from: a Date knows milliseconds, PostgreSQL microseconds. */
const dateTexts = new WeakMap<Date, { readonly text: string; readonly time: number }>()

/** A text form as the value that Prisma Client would return. */
export function decodeValue(type: string, text: string | null): unknown {
  if (text === null) return null
  if (listSuffix.test(type)) return parseList(text).map((item) => decodeValue(type.replace(listSuffix, ''), item))
  switch (kindOf(type)) {
    case 'number':
      return Number(text)
    case 'bigint':
      return BigInt(text)
    case 'decimal':
      return new Prisma.Decimal(text)
    case 'boolean':
      return text === 'true' || text === 't'
    case 'timestamp':
      return toDate(text, text)
    case 'time':
      return toDate(text, `1970-01-01 ${text}`)
    case 'json':
      return JSON.parse(text) as unknown
    case 'bytes':
      return new Uint8Array(Buffer.from(text.slice(2), 'hex'))
    case 'text':
      return text
  }
}

const timestampForm = /^(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d:\d\d(?:\.\d{1,3})?)\d*(?:([+-])(\d\d)(?::(\d\d))?(?::(\d\d))?)?)?$/

/** A text that Date cannot hold (`infinity`, a year before Christ) stays a text. Offsets before 1920 may have seconds. */
function toDate(text: string, timestamp: string): Date | string {
  const [form, day, time = '00:00:00', sign, hours = '0', minutes = '0', seconds = '0'] = timestampForm.exec(timestamp) ?? []
  if (form === undefined) return text
  const offset = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000 * (sign === '-' ? -1 : 1)
  const date = new Date(Date.parse(`${day}T${time}Z`) - offset)
  dateTexts.set(date, { text, time: date.getTime() })
  return date
}

/** Says what is wrong with a value, in words that follow "returned". */
export class UnfitValue extends Error {}

/** A value as PostgreSQL's text form of `type`. Throws `UnfitValue` where text would hide a mistake, such as `[object Object]`. */
export function encodeValue(type: string, value: unknown): string | null {
  if (value === null) return null
  if (listSuffix.test(type)) {
    if (!Array.isArray(value)) throw new UnfitValue(`${describe(value)} where a list belongs`)
    return arrayText(value.map((item: unknown) => encodeValue(type.replace(listSuffix, ''), item ?? null)))
  }
  const kind = kindOf(type)
  if (kind === 'json') return encodeJson(value)
  if (value instanceof Date) return encodeDate(kind, value)
  if (value instanceof Uint8Array) {
    if (kind !== 'bytes') throw new UnfitValue('bytes')
    return `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`
  }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return String(value)
  if (isDecimal(value)) return value.toFixed()
  throw new UnfitValue(describe(value))
}

/** Prisma's `JsonNull` is JSON's null; a plain null is SQL's. */
function encodeJson(value: unknown): string {
  if (String((value as { _getName?: () => string })._getName?.()) === 'JsonNull') return 'null'
  const text = JSON.stringify(value) as string | undefined
  if (text === undefined) throw new UnfitValue(describe(value))
  return text
}

function encodeDate(kind: Kind, date: Date): string {
  if (Number.isNaN(date.getTime())) throw new UnfitValue('an invalid Date')
  const source = dateTexts.get(date)
  if (source !== undefined && source.time === date.getTime()) return source.text
  const text = date.toISOString()
  return kind === 'time' ? text.slice(11, 23) : text
}

/** The application's Decimal may be another copy of the class. */
function isDecimal(value: unknown): value is { toFixed(): string } {
  return typeof value === 'object' && value !== null && typeof (value as { toFixed?: unknown }).toFixed === 'function'
}

/** A list of texts as PostgreSQL's text form of a one-dimensional array. */
export function arrayText(items: readonly (string | null)[]): string {
  return `{${items.map((text) => (text === null ? 'NULL' : `"${text.replace(/["\\]/g, '\\$&')}"`)).join(',')}}`
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'an object'
  return typeof value === 'undefined' ? 'undefined' : `a ${typeof value}`
}

/** The longest text that fits a column of that type; null when there is no bound. */
export function lengthLimit(type: string): number | null {
  const length = /^(?:VARCHAR|CHARACTER VARYING|CHAR|CHARACTER|BIT|VARBIT)\s*\((\d+)\)$/i.exec(type.trim())?.[1]
  return length === undefined ? null : Number(length)
}
