/** What a type is about, as far as conversions care. */
export type TypeFamily =
  | 'integer'
  | 'decimal'
  | 'money'
  | 'float'
  | 'boolean'
  | 'text'
  | 'uuid'
  | 'inet'
  | 'xml'
  | 'bits'
  | 'timestamp'
  | 'timestamptz'
  | 'date'
  | 'time'
  | 'timetz'
  | 'json'
  | 'bytes'
  | 'enum'
  /** `Unsupported("...")`: a type that Prisma Client does not know. */
  | 'other'

/** A column's type, taken apart. */
export interface ColumnType {
  /** As it is written, without `[]`. */
  readonly sql: string
  /** Without limits: `VARCHAR`. */
  readonly name: string
  /** Length, precision, or precision and scale; empty where the type has none. */
  readonly limits: readonly number[]
  readonly list: boolean
  readonly family: TypeFamily
}

const families: Readonly<Record<string, TypeFamily>> = {
  SMALLINT: 'integer',
  INTEGER: 'integer',
  BIGINT: 'integer',
  OID: 'integer',
  DECIMAL: 'decimal',
  MONEY: 'money',
  REAL: 'float',
  'DOUBLE PRECISION': 'float',
  BOOLEAN: 'boolean',
  TEXT: 'text',
  VARCHAR: 'text',
  CHAR: 'text',
  CITEXT: 'text',
  UUID: 'uuid',
  INET: 'inet',
  XML: 'xml',
  BIT: 'bits',
  VARBIT: 'bits',
  TIMESTAMP: 'timestamp',
  TIMESTAMPTZ: 'timestamptz',
  DATE: 'date',
  TIME: 'time',
  TIMETZ: 'timetz',
  JSON: 'json',
  JSONB: 'json',
  BYTEA: 'bytes',
}

/** Reads a type as Prisma's DDL writes it: `VARCHAR(20)`, `DECIMAL(65,30)[]`, `"Role"`. */
export function parseColumnType(type: string): ColumnType {
  const list = type.endsWith('[]')
  const sql = list ? type.slice(0, -2) : type
  const [, name = sql, limits] = /^([A-Z]+(?: PRECISION)?)(?:\((\d+(?:,\s*\d+)?)\))?$/.exec(sql) ?? []
  return {
    sql,
    name,
    limits: limits === undefined ? [] : limits.split(',').map(Number),
    list,
    family: sql.startsWith('"') || sql.includes('."') ? 'enum' : (families[name] ?? 'other'),
  }
}
