import { UnfitValue } from './unfit-value.ts'

/** What a Date was read from: a Date knows milliseconds, PostgreSQL microseconds. */
interface Source {
  /** `TIMESTAMP`, `TIMETZ`, ...: the type of `text`. */
  readonly type: string
  readonly text: string
  /** The digits after the milliseconds. */
  readonly micros: string
  /** Of the Date when it was read. */
  readonly time: number
}

const sources = new WeakMap<Date, Source>()

// Offsets before 1920 may have seconds, years more than four digits.
const timestampForm =
  /^(\d{4,6})(-\d\d-\d\d)(?: (\d\d:\d\d:\d\d)(?:(\.\d{1,3})(\d{0,3}))?(?:([+-])(\d\d)(?::(\d\d))?(?::(\d\d))?)?)?( BC)?$/

/** A text form of `type` as the Date that Prisma Client would return. */
export function toDate(type: string, text: string): Date {
  const [form, year = '', day, time = '00:00:00', fraction = '', micros = '', sign, hours = '0', minutes = '0', seconds = '0', era] =
    timestampForm.exec(type.startsWith('TIME') && !type.startsWith('TIMESTAMP') ? `1970-01-01 ${text}` : text) ?? []
  const offset = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000 * (sign === '-' ? -1 : 1)
  const date = new Date(Date.parse(`${isoYear(year, era !== undefined)}${day}T${time}${fraction}Z`) - offset)
  if (form === undefined || Number.isNaN(date.getTime())) throw new UnfitValue(`"${text}", which no Date can be`)
  sources.set(date, { type, text, micros, time: date.getTime() })
  return date
}

/** 1 BC is ISO's year 0. https://tc39.es/ecma262/#sec-expanded-years */
function isoYear(year: string, beforeChrist: boolean): string {
  if (!beforeChrist && year.length === 4) return year
  const number = beforeChrist ? 1 - Number(year) : Number(year)
  return `${number < 0 ? '-' : '+'}${String(Math.abs(number)).padStart(6, '0')}`
}

/** As a text form of `type`: a Date that was read and not changed is written to the microsecond. */
export function dateText(type: string, date: Date): string {
  if (Number.isNaN(date.getTime())) throw new UnfitValue('an invalid Date')
  const source = sources.get(date)
  const unchanged = source !== undefined && source.time === date.getTime() ? source : null
  if (unchanged?.type === type) return unchanged.text
  const year = date.getUTCFullYear()
  // `-01-01T00:00:00.000Z`, behind four digits of a year or a sign and six.
  const rest = `${date.toISOString().slice(year >= 0 && year <= 9999 ? 4 : 7, -1)}${unchanged?.micros ?? ''}`
  if (type.startsWith('TIME') && !type.startsWith('TIMESTAMP')) return `${rest.slice(7)}${type === 'TIMETZ' ? 'Z' : ''}`
  return year > 0 ? `${String(year).padStart(4, '0')}${rest}Z` : `${String(1 - year).padStart(4, '0')}${rest}Z BC`
}
