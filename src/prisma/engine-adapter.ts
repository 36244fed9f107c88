import { randomBytes } from 'node:crypto'
import { ColumnTypeEnum, DriverAdapterError } from '@prisma/driver-adapter-utils'
import type {
  ColumnType,
  MappedError,
  SqlDriverAdapter,
  SqlMigrationAwareDriverAdapterFactory,
  SqlQuery,
  SqlResultSet,
} from '@prisma/driver-adapter-utils'
import pg from 'pg'

export interface EngineAdapterOptions extends pg.ClientConfig {
  /** The schema that unqualified names mean; `public` unless the URL's `?schema=` says otherwise. */
  readonly schemaName?: string
}

/**
 * The driver adapter that Prisma's WASM schema engine speaks through: one `pg.Client` a connection.
 *
 * `@prisma/adapter-pg` must not be used for this. Its `executeScript` splits at every `;` (which breaks functions and `DO`), it runs on a
 * pool (so the engine's advisory lock outlives its connection), and its shadow database can be the real one.
 */
export function engineAdapter({ schemaName = 'public', ...connection }: EngineAdapterOptions): SqlMigrationAwareDriverAdapterFactory {
  return {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg', // the engine accepts Prisma's own names only
    connect: () => connect(connection, schemaName),
    connectToShadowDb: () => connectToShadow(connection, schemaName),
  }
}

async function connect(connection: pg.ClientConfig, schemaName: string, onDispose?: () => Promise<void>): Promise<SqlDriverAdapter> {
  const client = new pg.Client({ ...connection, application_name: 'stager' })
  client.on('error', () => undefined) // a lost connection is reported by the next query
  await guard(() => client.connect())
  return overClient(client, schemaName, async () => {
    await client.end()
    await onDispose?.()
  })
}

/** A connection that is open, and stays so unless `dispose` ends it. */
export function overClient(client: pg.Client, schemaName: string, dispose: () => Promise<void>): SqlDriverAdapter {
  return {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    queryRaw: ({ sql, args }: SqlQuery) => guard(() => query(client, sql, args)),
    executeRaw: ({ sql, args }: SqlQuery) => guard(async () => (await client.query(sql, args.length > 0 ? args : undefined)).rowCount ?? 0),
    executeScript: (script) => guard(async () => void (await client.query(script))), // the simple protocol; must resolve to undefined
    startTransaction: () => Promise.reject(new Error('The schema engine opens no transactions through its adapter.')),
    getConnectionInfo: () => ({ schemaName, supportsRelationJoins: true }),
    dispose,
  }
}

/** An empty database on the same server, dropped when the engine disposes of the connection. */
async function connectToShadow({ connectionString = '' }: pg.ClientConfig, schemaName: string): Promise<SqlDriverAdapter> {
  const name = `prisma_shadow_${randomBytes(6).toString('hex')}`
  const admin = new pg.Client({ connectionString, application_name: 'stager' })
  admin.on('error', () => undefined)
  const drop = async () => {
    await admin.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`)
    await admin.end()
  }

  try {
    await guard(async () => {
      await admin.connect()
      await admin.query(`CREATE DATABASE "${name}"`)
    })
  } catch (error) {
    await admin.end()
    throw error
  }
  try {
    return await connect({ connectionString: withDatabase(connectionString, name) }, schemaName, drop)
  } catch (error) {
    await drop()
    throw error
  }
}

/** `pg` lets the URL's database win over the `database` option, so the URL itself is changed. */
function withDatabase(connectionString: string, database: string): string {
  const url = new URL(connectionString)
  url.pathname = `/${database}`
  return url.href
}

async function query(client: pg.Client, sql: string, args: unknown[]): Promise<SqlResultSet> {
  const result = await client.query<unknown[]>({ text: sql, values: args, rowMode: 'array', types: { getTypeParser: valueParser } })
  return {
    columnNames: result.fields.map((field) => field.name),
    columnTypes: result.fields.map((field) => columnTypes[field.dataTypeID] ?? ColumnTypeEnum.Text),
    rows: result.rows,
  }
}

/** pg_catalog's types by oid. The engine reads catalogs only; whatever else appears is text. */
const columnTypes: Readonly<Record<number, ColumnType>> = {
  16: ColumnTypeEnum.Boolean,
  18: ColumnTypeEnum.Character,
  20: ColumnTypeEnum.Int64,
  21: ColumnTypeEnum.Int32,
  23: ColumnTypeEnum.Int32,
  26: ColumnTypeEnum.Int64,
  28: ColumnTypeEnum.Int64,
  114: ColumnTypeEnum.Json,
  700: ColumnTypeEnum.Float,
  701: ColumnTypeEnum.Double,
  1000: ColumnTypeEnum.BooleanArray,
  1002: ColumnTypeEnum.CharacterArray,
  1003: ColumnTypeEnum.TextArray, // name[]
  1005: ColumnTypeEnum.Int32Array,
  1007: ColumnTypeEnum.Int32Array,
  1009: ColumnTypeEnum.TextArray,
  1015: ColumnTypeEnum.TextArray,
  1016: ColumnTypeEnum.Int64Array,
  1114: ColumnTypeEnum.DateTime,
  1184: ColumnTypeEnum.DateTime,
  1700: ColumnTypeEnum.Numeric,
  2278: ColumnTypeEnum.Int32, // void
}

const textArray: number = 1009

function valueParser(oid: number): (text: string) => unknown {
  if (oid === 16) return (text) => text === 't'
  if (oid === 21 || oid === 23) return Number
  if (oid === 1114 || oid === 1184) return (text) => text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')
  if (oid === 1002 || oid === 1003) return pg.types.getTypeParser(textArray) // pg knows no "char"[] and no name[]
  if (oid >= 1000 && oid <= 1016) return pg.types.getTypeParser(oid)
  return (text) => text
}

async function guard<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw new DriverAdapterError(describe(error))
  }
}

/** The engine turns these into its own codes: P1000, P1001, P1003, and the server's words for the rest. */
function describe(error: unknown): MappedError & { originalCode?: string; originalMessage?: string } {
  const { code, message } = error as { code?: string; message: string }
  const original = { originalMessage: message, ...(code === undefined ? {} : { originalCode: code }) }

  if (error instanceof pg.DatabaseError) {
    const quoted = message.match(/"([^"]*)"/)?.[1]
    if (code === '3D000') return { ...original, kind: 'DatabaseDoesNotExist', ...(quoted === undefined ? {} : { db: quoted }) }
    if (code === '28P01') return { ...original, kind: 'AuthenticationFailed', ...(quoted === undefined ? {} : { user: quoted }) }
    const { severity, detail, column, hint } = error
    return { ...original, kind: 'postgres', code: code ?? 'XX000', severity: severity ?? 'ERROR', message, detail, column, hint }
  }
  const { address, port } = error as { address?: string; port?: number }
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'ETIMEDOUT' || code === 'ECONNRESET') {
    return {
      ...original,
      kind: 'DatabaseNotReachable',
      ...(address === undefined ? {} : { host: address }),
      ...(port === undefined ? {} : { port }),
    }
  }
  return {
    ...original,
    kind: 'postgres',
    code: code ?? 'XX000',
    severity: 'ERROR',
    message,
    detail: undefined,
    column: undefined,
    hint: undefined,
  }
}
