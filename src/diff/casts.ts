import type { ColumnType, TypeFamily } from './column-type.ts'

/** How SQL makes a value of another type. A value that the other type has no place for becomes NULL; a cast that raises an error instead `canFail`. */
export interface Cast {
  readonly sql: (value: string) => string
  readonly canFail: boolean
  /** Something of a value may be gone afterwards, which the way back would show: digits, the time of day. */
  readonly mayLose: boolean
}

type MakeCast = (from: ColumnType, to: ColumnType) => Cast

const always = (sql: (value: string) => string): Cast => ({ sql, canFail: false, mayLose: false })
const lossy = (sql: (value: string) => string): Cast => ({ sql, canFail: false, mayLose: true })
const failing = (sql: (value: string) => string): Cast => ({ sql, canFail: true, mayLose: false })

const plain: MakeCast = (_, to) => always((value) => `${value}::${to.sql}`)
const plainLossy: MakeCast = (_, to) => lossy((value) => `${value}::${to.sql}`)
const plainFailing: MakeCast = (_, to) => failing((value) => `${value}::${to.sql}`)

/** Values of the other type, or NULL: an error would reach the application that writes. */
const where = (condition: string, value: string): string => `CASE WHEN ${condition} THEN ${value} END`

const ranges: Readonly<Record<string, readonly [string, string]>> = {
  SMALLINT: ['-32768', '32767'],
  INTEGER: ['-2147483648', '2147483647'],
  BIGINT: ['-9223372036854775808', '9223372036854775807'],
  OID: ['0', '4294967295'],
}
const rangeOf = ({ name }: ColumnType): readonly [string, string] => ranges[name] ?? ['0', '0']

const covers = (wide: ColumnType, narrow: ColumnType): boolean => {
  const [[low, high], [from, to]] = [rangeOf(wide), rangeOf(narrow)]
  return BigInt(low) <= BigInt(from) && BigInt(high) >= BigInt(to)
}

const inRange = (value: string, to: ColumnType): string => `${value} BETWEEN ${rangeOf(to).join(' AND ')}`

/** `oid` is a number by way of `bigint` only. */
const numberOf = (value: string, { name }: ColumnType): string => (name === 'OID' ? `${value}::BIGINT` : value)
const asInteger = (value: string, { name, sql }: ColumnType): string => (name === 'OID' ? `${value}::BIGINT::OID` : `${value}::${sql}`)

/** With as many digits behind the point as the server's currency has, `money` is a `bigint`. */
const toMoney = (value: string, { sql }: ColumnType): string => where(`abs(${value}) < 9e15`, `${value}::${sql}`)

/** As many digits as the type has; rounding may add one. */
const inPrecision = (value: string, { limits: [precision, scale = 0] }: ColumnType): string | null =>
  precision === undefined ? null : `abs(round(${value}, ${String(scale)})) < 1e${String(precision - scale)}`

const toDecimal = (value: string, to: ColumnType): string => {
  const fits = inPrecision(value, to)
  return fits === null ? `${value}::${to.sql}` : where(fits, `${value}::${to.sql}`)
}

const decimalHolds = (from: ColumnType, { limits: [precision = 1000, scale = 1000] }: ColumnType): boolean => {
  if (from.family === 'integer') return true
  const [digits = 1000, decimals = 0] = from.limits
  return digits - decimals <= precision - scale && decimals <= scale
}

/** The shortest text that reads as the same number: the cast to `numeric` itself would cut at 15 digits. */
const digitsOf = (value: string): string => `${value}::TEXT::NUMERIC`

const toText: MakeCast = (_, to) => {
  const [length] = to.limits
  if (to.name === 'CHAR') {
    // Trailing blanks are nothing to CHAR.
    return lossy((value) => where(`length(rtrim(${value}::TEXT)) <= ${String(length ?? 1)}`, `${value}::TEXT::${to.sql}`))
  }
  return always((value) =>
    length === undefined ? `${value}::${to.sql}` : where(`length(${value}::TEXT) <= ${String(length)}`, `${value}::${to.sql}`),
  )
}

const isoText =
  (format: string): MakeCast =>
  (_, to) =>
    lossy((value) => `to_char(${value}, '${format}')::${to.sql}`)

const wholeNumber = `'^[+-]?[0-9]{1,40}$'`
const anyNumber = `'^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]{1,3})?$'`
const withZone = `':[0-9]{2}([.][0-9]+)? ?([zZ]|[+-][0-9]{2}(:?[0-9]{2})?)$'`

/** What Prisma writes into `timestamp` is UTC, whatever the time zone of the session. */
const utc = (value: string): string => `${value} AT TIME ZONE 'UTC'`

const instant = (value: string): string =>
  `CASE WHEN ${value} ~ ${withZone} THEN ${value}::TIMESTAMPTZ ELSE ${utc(`${value}::TIMESTAMP`)} END`

const precisionNarrows = (from: ColumnType, to: ColumnType): boolean => (to.limits[0] ?? 6) < (from.limits[0] ?? 6)
const stamped =
  (sql: (value: string) => string): MakeCast =>
  (from, to) => ({ sql: (value) => `${sql(value)}::${to.sql}`, canFail: false, mayLose: precisionNarrows(from, to) })

/**
 * The defaults between two families. A pair that is not here has no value that everybody would expect: an answer gives the expression.
 * https://www.postgresql.org/docs/current/sql-createcast.html, https://www.postgresql.org/docs/current/functions-datetime.html#FUNCTIONS-DATETIME-ZONECONVERT
 */
export const casts: { readonly [From in TypeFamily]?: { readonly [To in TypeFamily]?: MakeCast } } = {
  integer: {
    integer: (from, to) =>
      always((value) => {
        const number = asInteger(numberOf(value, from), to)
        return covers(to, from) ? number : where(inRange(numberOf(value, from), to), number)
      }),
    decimal: (from, to) => always((value) => toDecimal(`${numberOf(value, from)}::NUMERIC`, to)),
    float: (from, to) => lossy((value) => `${numberOf(value, from)}::${to.sql}`),
    boolean: (from) => lossy((value) => `${numberOf(value, from)} <> 0`),
    text: toText,
    json: (from, to) => always((value) => `to_jsonb(${numberOf(value, from)})::${to.sql}`),
    money: (from, to) => always((value) => toMoney(`${numberOf(value, from)}::NUMERIC`, to)),
  },
  decimal: {
    integer: (_, to) => lossy((value) => where(inRange(`round(${value})`, to), asInteger(value, to))),
    decimal: (from, to) => ({ ...always((value) => toDecimal(value, to)), mayLose: !decimalHolds(from, to) }),
    float: plainLossy,
    text: toText,
    money: (_, to) => lossy((value) => toMoney(value, to)),
    json: (_, to) => always((value) => `to_jsonb(${value})::${to.sql}`),
  },
  money: {
    decimal: (_, to) => lossy((value) => toDecimal(`${value}::NUMERIC`, to)),
    float: (_, to) => lossy((value) => `${value}::NUMERIC::${to.sql}`),
  },
  float: {
    integer: (_, to) => lossy((value) => where(inRange(`round(${digitsOf(value)})`, to), asInteger(`round(${digitsOf(value)})`, to))),
    decimal: (_, to) => lossy((value) => toDecimal(digitsOf(value), to)),
    // A double beyond the range of REAL raises an error.
    float: (from, to) =>
      to.name === 'REAL' ? { ...plainFailing(from, to), mayLose: true } : always((value) => `${value}::TEXT::${to.sql}`),
    text: toText,
    money: (_, to) => lossy((value) => toMoney(digitsOf(value), to)),
  },
  boolean: {
    integer: (_, to) => always((value) => `${value}::INTEGER::${to.sql}`),
    text: toText,
    json: (_, to) => always((value) => `to_jsonb(${value})::${to.sql}`),
  },
  text: {
    integer: (_, to) =>
      lossy((value) => where(`${value} ~ ${wholeNumber}`, where(inRange(`${value}::NUMERIC`, to), asInteger(`${value}::NUMERIC`, to)))),
    decimal: (_, to) => always((value) => where(`${value} ~ ${anyNumber}`, toDecimal(`${value}::NUMERIC`, to))),
    float: plainFailing,
    boolean: plainFailing,
    text: toText,
    uuid: plainFailing,
    inet: plainFailing,
    xml: plainFailing,
    json: plainFailing,
    enum: (_, to) => failing((value) => `${value}::TEXT::${to.sql}`),
    timestamp: (_, to) => failing((value) => `(${utc(`(${instant(value)})`)})::${to.sql}`),
    timestamptz: (_, to) => failing((value) => `(${instant(value)})::${to.sql}`),
    date: plainFailing,
    time: plainFailing,
  },
  uuid: { text: toText, uuid: plain },
  inet: { text: toText, inet: plain },
  xml: { text: toText, xml: plain },
  bits: {
    bits: (_, to) => lossy((value) => where(`length(${value}) <= ${String(to.limits[0] ?? 1)}`, `${value}::${to.sql}`)),
    text: toText,
  },
  timestamp: {
    timestamp: stamped((value) => value),
    timestamptz: stamped((value) => `(${utc(value)})`),
    date: plainLossy,
    time: plainLossy,
    text: isoText('YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
  },
  timestamptz: {
    timestamptz: stamped((value) => value),
    timestamp: stamped((value) => `(${utc(value)})`),
    date: () => lossy((value) => `(${utc(value)})::DATE`),
    time: (_, to) => lossy((value) => `(${utc(value)})::${to.sql}`),
    text: (from, to) => lossy((value) => isoText('YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')(from, to).sql(`(${utc(value)})`)),
  },
  date: {
    date: plain,
    timestamp: plain,
    timestamptz: (_, to) => always((value) => `(${utc(`${value}::TIMESTAMP`)})::${to.sql}`),
    text: toText,
  },
  time: {
    time: stamped((value) => value),
    timetz: stamped((value) => `(${value}::TEXT || '+00')`),
    text: toText,
  },
  timetz: {
    timetz: stamped((value) => value),
    time: (_, to) => lossy((value) => `(${utc(value)})::${to.sql}`),
    text: toText,
  },
  json: {
    json: plainFailing,
    text: toText,
    integer: (_, to) => failing((value) => `(${value} #>> '{}')::${to.sql}`),
    decimal: (_, to) => failing((value) => `(${value} #>> '{}')::${to.sql}`),
    boolean: () => failing((value) => `(${value} #>> '{}')::BOOLEAN`),
  },
  bytes: { bytes: plain },
  enum: {
    enum: (_, to) => failing((value) => `${value}::TEXT::${to.sql}`),
    text: toText,
  },
  other: { other: plainFailing },
}
