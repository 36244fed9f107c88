import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import { StagerError, exitCode } from '../errors.ts'
import type { SchemaFile } from './document.ts'
import { engineAdapter } from './engine-adapter.ts'
import { prepareForEngine } from './prepare.ts'
import { hideQuotes, restoreQuotes } from './quoted-names.ts'
import { engineConstructor, engineDiff, type SchemaEngine, type SchemaSource } from './schema-engine.ts'

/** The engine asks one question when it is made: the server's version, and whether the schema exists. No database is needed to answer. */
const offline: SqlMigrationAwareDriverAdapterFactory = {
  provider: 'postgres',
  adapterName: '@prisma/adapter-pg',
  connect: () =>
    Promise.resolve({
      provider: 'postgres',
      adapterName: '@prisma/adapter-pg',
      queryRaw: () =>
        Promise.resolve({
          columnNames: ['exists', 'version', 'numeric_version'],
          columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
          rows: [[true, 'PostgreSQL 18.0', 180000]],
        }),
      executeRaw: () => Promise.resolve(0),
      executeScript: () => Promise.resolve(),
      startTransaction: () => Promise.reject(new Error('offline')),
      getConnectionInfo: () => ({ schemaName: 'public', supportsRelationJoins: true }),
      dispose: () => Promise.resolve(),
    }),
  connectToShadowDb: () => Promise.reject(new Error('offline')),
}

let offlineEngine: Promise<SchemaEngine> | undefined

const withoutDatabase = (): Promise<SchemaEngine> =>
  (offlineEngine ??= engineConstructor().then((engine) => engine.new({}, () => undefined, bindMigrationAwareSqlAdapterFactory(offline))))

const isEmpty = (sql: string): boolean => sql.split('\n').every((line) => line.trim() === '' || line.startsWith('--'))

/** The schema as the engine can read it; see prepare.ts. */
const datamodel = (files: readonly SchemaFile[]): { readonly tag: 'schemaDatamodel'; readonly files: readonly SchemaFile[] } => {
  const prepared = prepareForEngine(files)
  if (prepared.some(({ content }) => content.trim() !== '')) return { tag: 'schemaDatamodel', files: prepared }
  throw new StagerError('schema-invalid', 'The schema is empty.', {
    exitCode: exitCode.usage,
    hint: 'Name another with --schema, --from or --to.',
  })
}

async function offlineDiff(from: readonly SchemaFile[] | null, to: readonly SchemaFile[]): Promise<string> {
  const source: SchemaSource = from === null ? { tag: 'empty' } : datamodel(hideQuotes(from))
  return restoreQuotes(await engineDiff(await withoutDatabase(), source, datamodel(hideQuotes(to))))
}

/** The DDL of a schema, as Prisma would create it in an empty database. Throws `schema-invalid`. */
export const renderDdl = (files: readonly SchemaFile[]): Promise<string> => offlineDiff(null, files)

/** Prisma's own migration from one schema to another; empty when it sees no difference. Throws `schema-invalid`. */
export async function diffDdl(before: readonly SchemaFile[], after: readonly SchemaFile[]): Promise<string> {
  const sql = await offlineDiff(before, after)
  return isEmpty(sql) ? '' : sql
}

/**
 * What Prisma would have to change in the database to make it match the schema: empty when there is no drift.
 * `connectionString` may carry Prisma's `?schema=`.
 */
export async function driftBetween(connectionString: string, files: readonly SchemaFile[]): Promise<string> {
  const url = new URL(connectionString)
  const schemaName = url.searchParams.get('schema') ?? 'public'
  url.searchParams.delete('schema')
  const to = datamodel(files)
  const Engine = await engineConstructor()
  const { adapter, dispose } = disposable(engineAdapter({ connectionString: url.href, schemaName }))
  try {
    const engine = await Engine.new(
      { datamodels: to.files.map(({ path, content }) => [path, content] as const) },
      () => undefined,
      bindMigrationAwareSqlAdapterFactory(adapter),
    )
    const sql = await engineDiff(engine, { tag: 'schemaDatasource', files: to.files, configDir: '.' }, to)
    engine.free()
    return isEmpty(sql) ? '' : sql
  } catch (error) {
    throw databaseError(error, url)
  } finally {
    await dispose()
  }
}

/** The engine does not end the connections that it opens when it is freed. */
function disposable(factory: SqlMigrationAwareDriverAdapterFactory) {
  const connections: SqlDriverAdapter[] = []
  const keep = async (connection: Promise<SqlDriverAdapter>): Promise<SqlDriverAdapter> => {
    connections.push(await connection)
    return connection
  }
  return {
    adapter: { ...factory, connect: () => keep(factory.connect()), connectToShadowDb: () => keep(factory.connectToShadowDb()) },
    dispose: async () => void (await Promise.allSettled(connections.map((connection) => connection.dispose()))),
  }
}

function databaseError(error: unknown, { host, pathname }: URL): unknown {
  if (error instanceof StagerError || !(error instanceof Error)) return error
  return new StagerError(
    'connection-refused',
    `Prisma's schema engine could not read ${host}${pathname}: ${error.message.replace(/\.$/, '')}.`,
    {
      exitCode: exitCode.database,
      hint: 'Check --database-url, and that the server accepts connections.',
      cause: error,
    },
  )
}
