import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { apply, plan, promote, type PlanSettings, type StageName } from '../../src/index.ts'

const cli = fileURLToPath(new URL('../../dist/bin/stager.cjs', import.meta.url))

export interface CliResult {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

interface CliOptions {
  readonly cwd: string
  readonly env?: NodeJS.ProcessEnv
  /** Another copy of it. */
  readonly cli?: string
}

/** Runs the built command line, as a user does. */
export function runCli(args: readonly string[], options: CliOptions): Promise<CliResult> {
  if (!existsSync(cli)) throw new Error('dist is missing: npm run build')
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], ...options.env }
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [options.cli ?? cli, ...args],
      { cwd: options.cwd, env, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : 255, stdout, stderr })
      },
    )
    child.stdin?.end()
  })
}

/** A project in a temporary folder: git, a schema, migrations and a prisma.config.ts that reads DATABASE_URL. */
export interface CliProject {
  readonly directory: string
  stager(...args: string[]): Promise<CliResult>
  /** Fails unless the exit code is 0; answers with stdout. */
  ok(...args: string[]): Promise<string>
  /** The document on stdout; of NDJSON the last line. */
  json<T>(...args: string[]): Promise<T>
  read(path: string): Promise<string>
  write(path: string, text: string): Promise<void>
  list(path: string): Promise<string[]>
  /** The same commands as functions in this process: for what a test needs first and is not about. */
  readonly quickly: {
    plan(name: string, settings?: Pick<PlanSettings, 'fill' | 'drop' | 'rename'>): Promise<void>
    apply(stage: StageName): Promise<void>
    promote(): Promise<void>
  }
  /** Every file with its text, to see that a command wrote nothing. */
  snapshot(): Promise<Readonly<Record<string, string>>>
  commit(message?: string): Promise<void>
}

export const datasource = `datasource db {
  provider = "postgresql"
}
`

export const postSchema = `${datasource}
model Post {
  id    Int    @id @default(autoincrement())
  title String
}
`

export const postSql = `CREATE TABLE "Post" (
    "id" SERIAL NOT NULL,
    "title" TEXT NOT NULL,
    CONSTRAINT "Post_pkey" PRIMARY KEY ("id")
);
`

export async function withProject<T>(
  options: { readonly url?: string; readonly schema?: string; readonly sql?: string; readonly git?: boolean },
  work: (project: CliProject) => Promise<T>,
): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'stager-cli-'))
  const project = projectIn(directory, options.url)
  try {
    await project.write('prisma/schema.prisma', options.schema ?? postSchema)
    await project.write('prisma/migrations/20200101000000_init/migration.sql', options.sql ?? postSql)
    await project.write('prisma/migrations/migration_lock.toml', 'provider = "postgresql"\n')
    await project.write(
      'prisma.config.ts',
      "export default { schema: 'prisma/schema.prisma', datasource: { url: process.env['DATABASE_URL'] } }\n",
    )
    if (options.git !== false) {
      await git(directory, 'init', '-q', '-b', 'main')
      await project.commit()
    }
    return await work(project)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

function projectIn(directory: string, url: string | undefined): CliProject {
  const env = url === undefined ? {} : { DATABASE_URL: url }
  const stager = (...args: string[]): Promise<CliResult> => runCli(args, { cwd: directory, env })
  const ok = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await stager(...args)
    if (code !== 0) throw new Error(`stager ${args.join(' ')}: exit ${String(code)}\n${stdout}${stderr}`)
    return stdout
  }
  return {
    directory,
    stager,
    ok,
    json: async <T>(...args: string[]) => {
      const { stdout } = await stager(...args, '--json')
      try {
        return JSON.parse(stdout) as T
      } catch {
        return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as T
      }
    },
    read: (path) => readFile(join(directory, path), 'utf8'),
    write: async (path, text) => {
      await mkdir(dirname(join(directory, path)), { recursive: true })
      await writeFile(join(directory, path), text)
    },
    list: async (path) => (await readdir(join(directory, path)).catch((): string[] => [])).toSorted(),
    quickly: {
      plan: async (name, settings) => void (await plan({ ...settings, name, cwd: directory })),
      apply: async (stage) => void (await apply({ stage, cwd: directory, databaseUrl: url })),
      promote: async () => void (await promote({ cwd: directory })),
    },
    snapshot: () => snapshot(directory),
    commit: async (message = 'change') => {
      await git(directory, 'add', '-A')
      await git(directory, '-c', 'user.name=Test', '-c', 'user.email=test@example.com', 'commit', '-q', '--allow-empty', '-m', message)
    },
  }
}

async function snapshot(directory: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('.git'))
    .map((entry) => join(entry.parentPath, entry.name))
  return Object.fromEntries(await Promise.all(files.toSorted().map(async (path) => [path, await readFile(path, 'utf8')] as const)))
}

function git(directory: string, ...args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile('git', ['-C', directory, ...args], (error) => (error === null ? resolve() : reject(error)))
  })
}
