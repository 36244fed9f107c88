import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import { StagerError, exitCode } from '../errors.ts'
import type { SchemaFile } from './document.ts'
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

/** The engine says so in a comment. */
export const isEmptyScript = (sql: string): boolean => sql.split('\n').every((line) => line.trim() === '' || line.startsWith('--'))

/** The schema as the engine can read it; see prepare.ts. */
export const datamodel = (files: readonly SchemaFile[]): { readonly tag: 'schemaDatamodel'; readonly files: readonly SchemaFile[] } => {
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
  return isEmptyScript(sql) ? '' : sql
}
