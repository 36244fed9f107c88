import { spawn } from 'node:child_process'
import { readFile, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { schemaEngine } from './prisma-cli.ts'

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

/** Asks Prisma's engine what `PrismaProject.drift` asks the CLI, in one process and without the CLI. */
export async function engineDrift({ databaseUrl, schemaPath, migrationsPath }: DriftInput): Promise<EngineDrift> {
  const migrationsList = await readMigrations(migrationsPath)
  const filters = { externalTables: [], externalEnums: [] }
  const schema = { tag: 'schemaDatamodel', files: [{ path: schemaPath, content: await readFile(schemaPath, 'utf8') }] }
  const diff = (from: object) => ({ method: 'diff', params: { from, to: schema, script: false, exitCode: true, filters } })

  const [history, database, migrations] = (await callEngine(databaseUrl, schemaPath, [
    { method: 'diagnoseMigrationHistory', params: { migrationsList, optInToShadowDatabase: false, filters } },
    diff({ ...schema, tag: 'schemaDatasource', configDir: dirname(schemaPath) }),
    diff({ tag: 'migrations', ...migrationsList }),
  ])) as [Diagnosis, Diff, Diff]

  return {
    history: [
      ...(history.history ? [JSON.stringify(history.history)] : []),
      ...history.failedMigrationNames.map((name) => `failed: ${name}`),
      ...history.editedMigrationNames.map((name) => `edited: ${name}`),
    ],
    database: database.exitCode === 0 ? '' : (database.stdout ?? 'different'),
    migrations: migrations.exitCode === 0 ? '' : (migrations.stdout ?? 'different'),
  }
}

interface Diagnosis {
  readonly history: object | null
  readonly failedMigrationNames: readonly string[]
  readonly editedMigrationNames: readonly string[]
}

interface Diff {
  readonly exitCode: number
  readonly stdout: string | null
}

interface Request {
  readonly method: string
  readonly params: object
}

type Response =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: { readonly data: { readonly message: string } } }
  | { readonly id: 'print' }

/** What `prisma migrate deploy` does, asked of Prisma's engine without the CLI. */
export async function engineDeploy({ databaseUrl, schemaPath, migrationsPath }: DriftInput): Promise<void> {
  const params = { migrationsList: await readMigrations(migrationsPath), filters: { externalTables: [], externalEnums: [] } }
  await callEngine(databaseUrl, schemaPath, [{ method: 'applyMigrations', params }])
}

/** The engine answers one request at a time. */
async function callEngine(databaseUrl: string, schemaPath: string, requests: readonly Request[]): Promise<readonly unknown[]> {
  const datasource = JSON.stringify({ url: databaseUrl })
  const engine = spawn(process.execPath, [schemaEngine, '--datasource', datasource, '--datamodels', schemaPath], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  try {
    const results: unknown[] = []
    const send = () => {
      const request = requests[results.length]
      if (request) engine.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: results.length, ...request, params: [request.params] })}\n`)
    }
    send()
    for await (const line of createInterface({ input: engine.stdout })) {
      const response = JSON.parse(line) as Response
      if ('error' in response) throw new Error(`Prisma's engine: ${response.error.data.message}`)
      if (!('result' in response)) continue
      results.push(response.result)
      if (results.length === requests.length) return results
      send()
    }
    throw new Error(`Prisma's engine stopped after ${results.length} of ${requests.length} answers.`)
  } finally {
    engine.stdin.end()
  }
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
