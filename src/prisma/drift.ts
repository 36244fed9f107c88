import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import { StagerError, exitCode } from '../errors.ts'
import type { SchemaFile } from './document.ts'
import { engineAdapter, type EngineAdapterOptions } from './engine-adapter.ts'
import { datamodel, isEmptyScript } from './engine.ts'
import { engineConstructor, engineDiff } from './schema-engine.ts'

/**
 * What Prisma would have to change in the database to make it match the schema: empty when there is no drift.
 * `connectionString` may carry Prisma's `?schema=`.
 */
export async function driftBetween(connectionString: string, files: readonly SchemaFile[]): Promise<string> {
  const url = new URL(connectionString)
  const schemaName = url.searchParams.get('schema') ?? 'public'
  url.searchParams.delete('schema')
  try {
    return await driftOver({ connectionString: url.href, schemaName }, files)
  } catch (error) {
    throw databaseError(error, url)
  }
}

/** The same, wherever the driver connects to. */
export async function driftOver(connection: EngineAdapterOptions, files: readonly SchemaFile[]): Promise<string> {
  const { adapter, dispose } = disposable(engineAdapter(connection))
  try {
    return await driftThrough(adapter, files)
  } finally {
    await dispose()
  }
}

/** The same over connections that the adapter opens; ending them is the caller's. */
export async function driftThrough(adapter: SqlMigrationAwareDriverAdapterFactory, files: readonly SchemaFile[]): Promise<string> {
  const to = datamodel(files)
  const Engine = await engineConstructor()
  const engine = await Engine.new(
    { datamodels: to.files.map(({ path, content }) => [path, content] as const) },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(adapter),
  )
  try {
    const sql = await engineDiff(engine, { tag: 'schemaDatasource', files: to.files, configDir: '.' }, to)
    return isEmptyScript(sql) ? '' : sql
  } finally {
    engine.free()
  }
}

/** The engine does not end the connections that it opens when it is freed. */
export function disposable(factory: SqlMigrationAwareDriverAdapterFactory) {
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
