import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import { StagerError, exitCode } from '../errors.ts'
import type { SchemaFile } from './document.ts'
import { engineAdapter } from './engine-adapter.ts'
import { hideQuotes, restoreQuotes } from './quoted-names.ts'
import { prepareForEngine } from './prepare.ts'

type SchemaSource =
  | { readonly tag: 'empty' }
  | { readonly tag: 'schemaDatamodel'; readonly files: readonly SchemaFile[] }
  | { readonly tag: 'schemaDatasource'; readonly files: readonly SchemaFile[]; readonly configDir: string }

interface SchemaEngine {
  diff(parameters: {
    readonly from: SchemaSource
    readonly to: SchemaSource
    readonly script: boolean
    readonly shadowDatabaseUrl: null
    readonly exitCode: null
    readonly filters: { readonly externalTables: readonly string[]; readonly externalEnums: readonly string[] }
  }): Promise<{ readonly stdout: string | null }>
  free(): void
}

type EngineConstructor = {
  new: (
    options: { readonly datamodels?: readonly (readonly [string, string])[] },
    log: () => void,
    adapter: unknown,
  ) => Promise<SchemaEngine>
}

/** What is used of the global WebAssembly, which neither ES2023 nor Node 20's types describe. */
interface WebAssemblyGlobal {
  instantiate(
    bytes: Uint8Array,
    imports: Record<string, unknown>,
  ): Promise<{ readonly instance: { readonly exports: Record<string, unknown> } }>
}

const webAssembly = (globalThis as unknown as { readonly WebAssembly: WebAssemblyGlobal }).WebAssembly

/** Where the engine leaves the message of a panic; without it a panic would end the process. */
const panics = { message: '', set_message: (message: string) => void (panics.message = message) }

let constructor: Promise<EngineConstructor> | undefined

/** Prisma's own schema engine, compiled once a process. The package's entry expects a bundler, so its parts are put together here. */
const engineConstructor = (): Promise<EngineConstructor> =>
  (constructor ??= (async () => {
    const bindings = (await import('@prisma/schema-engine-wasm/schema_engine_bg')) as unknown as {
      SchemaEngine: EngineConstructor
      __wbg_set_wasm: (exports: Record<string, unknown>) => void
    }
    const path = createRequire(import.meta.url)
      .resolve('@prisma/schema-engine-wasm')
      .replace(/schema_engine\.js$/, 'schema_engine_bg.wasm')
    const { instance } = await webAssembly.instantiate(readFileSync(path), { './schema_engine_bg.js': bindings })
    Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: panics })
    bindings.__wbg_set_wasm(instance.exports)
    ;(instance.exports['__wbindgen_start'] as () => void)()
    return bindings.SchemaEngine
  })())

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

async function diff(engine: SchemaEngine, from: SchemaSource, to: SchemaSource): Promise<string> {
  try {
    const { stdout } = await engine.diff({
      from,
      to,
      script: true,
      shadowDatabaseUrl: null,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    })
    return stdout ?? ''
  } catch (error) {
    throw schemaError(error)
  }
}

const ansi = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g')

/** P1012 is Prisma's "this schema is not valid", with file and line in its message; some reasons come without a code. */
function schemaError(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  if (error.name === 'RuntimeError')
    return new Error(`Prisma's schema engine stopped: ${panics.message || error.message}`, { cause: error })
  const code = (error as { code?: unknown }).code
  if (code !== undefined && code !== 'P1012') return error
  const text = error.message
    .replaceAll(ansi, '')
    .replace(/\n\s+0: schema_engine[\s\S]*$/, '')
    .trim()
  return new StagerError('schema-invalid', `Prisma rejects the schema:\n${text}`, {
    exitCode: exitCode.usage,
    hint: 'Correct the schema, then run the command again.',
    cause: error,
  })
}

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
  return restoreQuotes(await diff(await withoutDatabase(), source, datamodel(hideQuotes(to))))
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
  const engine = await Engine.new(
    { datamodels: to.files.map(({ path, content }) => [path, content] as const) },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(engineAdapter({ connectionString: url.href, schemaName })),
  )
  try {
    const sql = await diff(engine, { tag: 'schemaDatasource', files: to.files, configDir: '.' }, to)
    return isEmpty(sql) ? '' : sql
  } finally {
    engine.free()
  }
}
