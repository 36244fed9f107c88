import { readFile, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import { disposable } from '../../src/prisma/drift.ts'
import { engineAdapter } from '../../src/prisma/engine-adapter.ts'
import { engineConstructor } from '../../src/prisma/schema-engine.ts'

export interface DriftInput {
  readonly databaseUrl: string
  readonly schemaPath: string
  readonly migrationsPath: string
}

/** Empty where everything agrees; the texts are Prisma's. */
export interface EngineDrift {
  /** What `prisma migrate status` would complain about. */
  readonly history: readonly string[]
  /** How the database differs from the schema. */
  readonly database: string
  /** How the migrations, replayed on an empty database, differ from the schema. */
  readonly migrations: string
}

export const noDrift: EngineDrift = { history: [], database: '', migrations: '' }

/** Asks Prisma's engine what `PrismaProject.drift` asks the CLI, in this process and without the CLI. */
export async function engineDrift({ databaseUrl, schemaPath, migrationsPath }: DriftInput): Promise<EngineDrift> {
  const migrationsList = await readMigrations(migrationsPath)
  const schema = { tag: 'schemaDatamodel', files: [{ path: schemaPath, content: await readFile(schemaPath, 'utf8') }] } as const
  return withEngine({ databaseUrl, schemaPath }, async (engine) => {
    const differs = async (from: object): Promise<string> => {
      const { exitCode, stdout } = await engine.diff({ from, to: schema, script: false, shadowDatabaseUrl: null, exitCode: true, filters })
      return exitCode === 0 ? '' : (stdout ?? 'different')
    }
    const { history, failedMigrationNames, editedMigrationNames } = await engine.diagnoseMigrationHistory({
      migrationsList,
      optInToShadowDatabase: false,
      filters,
    })
    return {
      history: [
        ...(history ? [JSON.stringify(history)] : []),
        ...failedMigrationNames.map((name) => `failed: ${name}`),
        ...editedMigrationNames.map((name) => `edited: ${name}`),
      ],
      database: await differs({ ...schema, tag: 'schemaDatasource', configDir: dirname(schemaPath) }),
      migrations: await differs({ tag: 'migrations', ...migrationsList }),
    }
  })
}

/** What `prisma migrate deploy` does, asked of Prisma's engine without the CLI. */
export async function engineDeploy({ databaseUrl, schemaPath, migrationsPath }: DriftInput): Promise<void> {
  const migrationsList = await readMigrations(migrationsPath)
  await withEngine({ databaseUrl, schemaPath }, (engine) => engine.applyMigrations({ migrationsList, filters }))
}

const filters = { externalTables: [], externalEnums: [] }

/** What is used here of Prisma's engine beside what stager itself uses. */
interface MigrationEngine {
  diff(input: object): Promise<{ readonly exitCode: number; readonly stdout: string | null }>
  diagnoseMigrationHistory(input: object): Promise<Diagnosis>
  applyMigrations(input: object): Promise<unknown>
  free(): void
}

async function withEngine<T>(
  { databaseUrl, schemaPath }: Pick<DriftInput, 'databaseUrl' | 'schemaPath'>,
  work: (engine: MigrationEngine) => Promise<T>,
): Promise<T> {
  const Engine = await engineConstructor()
  const { adapter, dispose } = disposable(engineAdapter({ connectionString: databaseUrl }))
  try {
    const engine = (await Engine.new(
      { datamodels: [[schemaPath, await readFile(schemaPath, 'utf8')]] },
      () => undefined,
      bindMigrationAwareSqlAdapterFactory(adapter),
    )) as unknown as MigrationEngine
    const result = await work(engine)
    engine.free()
    return result
  } finally {
    await dispose()
  }
}

interface Diagnosis {
  readonly history: object | null
  readonly failedMigrationNames: readonly string[]
  readonly editedMigrationNames: readonly string[]
}

async function readMigrations(baseDir: string): Promise<object> {
  const folders = (await readdir(baseDir, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map(({ name }) => name)
  const migrationDirectories = folders.toSorted().map(async (path) => ({
    path,
    migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: await readFile(join(baseDir, path, 'migration.sql'), 'utf8') } },
  }))
  return {
    baseDir,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(migrationDirectories),
  }
}
