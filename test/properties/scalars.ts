/** A type of a field as it is written, and what may be said about it. */
export interface Scalar {
  /** `String`, `Int`. */
  readonly type: string
  /** `@db.VarChar(20)`, or nothing. */
  readonly native: string
  /** Values for `@default(...)`, as Prisma writes them. */
  readonly literals: readonly string[]
  /** Other defaults that are the same for every row of a statement. */
  readonly stable: readonly string[]
  readonly volatile: readonly string[]
  readonly client: readonly string[]
  /** A value as SQL. */
  readonly sql: string
  /** May be part of a key, an index or a unique. */
  readonly indexed: boolean
  readonly sequence: boolean
}

const scalar = (type: string, native: string, sql: string, literals: readonly string[], rest: Partial<Scalar> = {}): Scalar => ({
  type,
  native,
  sql,
  literals,
  stable: [],
  volatile: [],
  client: [],
  indexed: true,
  sequence: false,
  ...rest,
})

const texts = ['"member"', '"it\'s"', '""', '"a \\"quoted\\" \\\\ 100%"', '"$stager$ :key_range"']
const ids = ['cuid()', 'uuid()', 'nanoid()', 'uuid(7)', 'ulid()']
const now = { stable: ['now()'] } as const

/** Every scalar of Prisma with most of the native types of PostgreSQL. */
export const scalars: Readonly<Record<string, Scalar>> = {
  text: scalar('String', '', `'filled'`, texts, { client: ids, volatile: ['dbgenerated("gen_random_uuid()")'] }),
  integer: scalar('Int', '', '7', ['0', '-1', '42'], { sequence: true, volatile: ['dbgenerated("floor(random() * 1000)")'] }),
  boolean: scalar('Boolean', '', 'false', ['true', 'false']),
  timestamp: scalar('DateTime', '', `'2020-02-03'`, ['"2020-01-01T00:00:00.000Z"'], {
    ...now,
    volatile: ['dbgenerated("clock_timestamp()")'],
  }),
  varchar20: scalar('String', '@db.VarChar(20)', `'short'`, ['"draft"', '""']),
  varchar64: scalar('String', '@db.VarChar(64)', `'longer'`, ['"draft"']),
  decimal: scalar('Decimal', '', '1.5', ['0', '9.99']),
  double: scalar('Float', '', '0.5', ['0', '1.25']),
  jsonb: scalar('Json', '', `'{}'`, ['"{}"', '"[1,2]"'], { indexed: false }),
  bigint: scalar('BigInt', '', '8', ['0', '9007199254740993'], { sequence: true }),
  smallint: scalar('Int', '@db.SmallInt', '9', ['1'], { sequence: true }),
  uuid: scalar('String', '@db.Uuid', `'00000000-0000-4000-8000-00000000000f'`, ['"00000000-0000-4000-8000-000000000001"'], {
    volatile: ['dbgenerated("gen_random_uuid()")'],
    client: ['uuid()', 'uuid(7)'],
  }),
  char8: scalar('String', '@db.Char(8)', `'char'`, ['"abc"']),
  bit4: scalar('String', '@db.Bit(4)', `B'1010'`, ['"0101"']),
  varbit8: scalar('String', '@db.VarBit(8)', `B'11'`, ['"01"']),
  inet: scalar('String', '@db.Inet', `'10.0.0.1'`, ['"127.0.0.1"']),
  xml: scalar('String', '@db.Xml', `'<a/>'`, [], { indexed: false }),
  oid: scalar('Int', '@db.Oid', '11', ['5']),
  decimal10: scalar('Decimal', '@db.Decimal(10, 2)', '2.25', ['0', '1.25']),
  decimal12: scalar('Decimal', '@db.Decimal(12, 2)', '2.25', ['0']),
  money: scalar('Decimal', '@db.Money', '3.5', ['1']),
  real: scalar('Float', '@db.Real', '0.25', ['1.5']),
  timestamptz: scalar('DateTime', '@db.Timestamptz(3)', `'2020-02-03Z'`, [], now),
  timestamp6: scalar('DateTime', '@db.Timestamp(6)', `'2020-02-03'`, [], now),
  date: scalar('DateTime', '@db.Date', `'2020-02-03'`, ['"2020-01-01T00:00:00Z"'], now),
  time: scalar('DateTime', '@db.Time(3)', `'12:30'`, [], now),
  timetz: scalar('DateTime', '@db.Timetz(6)', `'12:30Z'`, [], now),
  json: scalar('Json', '@db.Json', `'[]'`, ['"{\\"a\\": \\"it\'s\\"}"'], { indexed: false }),
  bytea: scalar('Bytes', '', `'\\x01'::bytea`, []),
}
