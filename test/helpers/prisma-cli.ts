import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const cli = createRequire(import.meta.url).resolve('prisma/build/index.js')
export const schemaEngine = fileURLToPath(new URL('schema-engine.mjs', import.meta.url))

export interface PrismaResult {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
  /** Both, for a failing assertion's message. */
  readonly output: string
}

/** Runs the real Prisma CLI in a folder. Never throws for its exit code, never downloads an engine. */
export function prisma(directory: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<PrismaResult> {
  return new Promise((resolve, reject) => {
    const options = { cwd: directory, env: { ...process.env, ...offline, ...env }, maxBuffer: 64 * 1024 * 1024 }
    const child = execFile(process.execPath, [cli, ...args], options, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number') reject(error)
      else resolve({ exitCode: child.exitCode ?? 1, stdout, stderr, output: stdout + stderr })
    })
    child.stdin?.end()
  })
}

const offline = {
  PRISMA_SCHEMA_ENGINE_BINARY: schemaEngine,
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
  CHECKPOINT_DISABLE: '1',
  NO_COLOR: '1',
  CI: '1',
}

/** A folder as a team's repository has it: prisma.config.ts, prisma/schema.prisma and prisma/migrations. */
export interface PrismaProject {
  readonly directory: string
  readonly databaseUrl: string
  readonly schemaPath: string
  readonly migrationsPath: string
  writeSchema(text: string): Promise<void>
  /** Writes prisma/migrations/<name>/migration.sql. */
  writeMigration(name: string, sql: string): Promise<void>
  /** The CLI in this folder. */
  prisma(...args: readonly string[]): Promise<PrismaResult>
  /** `prisma migrate deploy`; throws with its output when it fails. */
  deploy(): Promise<void>
  /** Drift in the eyes of Prisma's own commands: three processes, two seconds. `engineDrift` asks the same engine in this process. */
  drift(): Promise<Drift>
}

export interface Drift {
  /** `migrate status`: 0 when the folder and `_prisma_migrations` agree. */
  readonly status: PrismaResult
  /** `migrate diff --from-config-datasource --to-schema --exit-code`: 0 when database and schema agree, 2 when not. */
  readonly database: PrismaResult
  /** `migrate diff --from-migrations --to-schema --exit-code`: the same for the folder replayed on an empty database. */
  readonly migrations: PrismaResult
  readonly clean: boolean
}

export interface PrismaProjectOptions {
  readonly databaseUrl: string
  readonly schema: string
  /** SQL by migration name. */
  readonly migrations?: Readonly<Record<string, string>>
}

export async function withPrismaProject<T>(options: PrismaProjectOptions, work: (project: PrismaProject) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'stager-project-'))
  try {
    return await work(await createProject(directory, options))
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

async function createProject(directory: string, { databaseUrl, schema, migrations = {} }: PrismaProjectOptions): Promise<PrismaProject> {
  const schemaPath = join(directory, 'prisma/schema.prisma')
  const migrationsPath = join(directory, 'prisma/migrations')
  const run = (...args: readonly string[]) => prisma(directory, args)
  const project: PrismaProject = {
    directory,
    databaseUrl,
    schemaPath,
    migrationsPath,
    writeSchema: (text) => writeFile(schemaPath, text),
    writeMigration: async (name, sql) => {
      await mkdir(join(migrationsPath, name), { recursive: true })
      await writeFile(join(migrationsPath, name, 'migration.sql'), sql)
    },
    prisma: run,
    deploy: async () => {
      const result = await run('migrate', 'deploy')
      if (result.exitCode !== 0) throw new Error(`prisma migrate deploy failed:\n${result.output}`)
    },
    drift: async () => {
      const target = ['--to-schema', schemaPath, '--exit-code']
      const [status, database, replayed] = await Promise.all([
        run('migrate', 'status'),
        run('migrate', 'diff', '--from-config-datasource', ...target),
        run('migrate', 'diff', '--from-migrations', migrationsPath, ...target),
      ])
      return { status, database, migrations: replayed, clean: [status, database, replayed].every(({ exitCode }) => exitCode === 0) }
    },
  }

  await mkdir(migrationsPath, { recursive: true })
  await writeFile(join(migrationsPath, 'migration_lock.toml'), 'provider = "postgresql"\n')
  await writeFile(join(directory, 'prisma.config.ts'), configFile(databaseUrl))
  await project.writeSchema(schema)
  for (const [name, sql] of Object.entries(migrations)) await project.writeMigration(name, sql)
  return project
}

/** No import of 'prisma/config': the folder has no node_modules. */
const configFile = (databaseUrl: string) => `export default {
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: ${JSON.stringify(databaseUrl)} },
}
`
