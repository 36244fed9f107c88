import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { StagerError, exitCode } from './errors.ts'

/** Where a project keeps its things. Paths are absolute. */
export interface Project {
  readonly root: string
  /** A file, or a folder of `.prisma` files. */
  readonly schemaPath: string
  readonly migrationsDirectory: string
  readonly stagesDirectory: string
  readonly databaseUrl: string | null
  readonly configFile: string | null
}

export interface ProjectOptions {
  readonly cwd: string
  readonly schema?: string | undefined
  readonly databaseUrl?: string | undefined
  readonly configFile?: string | undefined
}

/** What stager reads of `prisma.config.ts`. https://www.prisma.io/docs/orm/reference/prisma-config-reference */
interface PrismaConfig {
  readonly schema?: string
  readonly migrations?: { readonly path?: string }
  readonly datasource?: { readonly url?: string }
}

/** In the order in which Prisma looks for them. */
const configNames = ['prisma7.config', '.config/prisma7', 'prisma.config', '.config/prisma', '.config/prisma.config'].flatMap((name) =>
  ['js', 'ts', 'mjs', 'cjs', 'mts', 'cts'].map((extension) => `${name}.${extension}`),
)

/** Prisma's own default places first, in its order. */
const schemaNames = ['schema.prisma', 'prisma/schema.prisma', 'prisma/schema', 'prisma']

/**
 * Finds a project's schema, migrations and database. `--schema` and `--database-url` come first, then `prisma.config.ts`, then
 * Prisma's default places. Throws `schema-not-found` and `config-invalid`.
 */
export async function loadProject({ cwd, schema, databaseUrl, configFile }: ProjectOptions): Promise<Project> {
  const found =
    configFile === undefined ? configNames.map((name) => join(cwd, name)).find((path) => existsSync(path)) : resolve(cwd, configFile)
  const config = found === undefined ? {} : await readConfig(found)
  const folder = found === undefined ? cwd : dirname(found) // which paths in a config are relative to
  const root = basename(folder) === '.config' ? dirname(folder) : folder
  const configured = config.schema === undefined ? undefined : resolve(folder, config.schema)
  const schemaPath = findSchema(root, schema === undefined ? configured : resolve(cwd, schema))
  return {
    root,
    schemaPath,
    migrationsDirectory: config.migrations?.path === undefined ? migrationsBeside(schemaPath) : resolve(folder, config.migrations.path),
    stagesDirectory: join(root, 'stages'),
    databaseUrl: databaseUrl || config.datasource?.url || (await urlInSchema(schemaPath)),
    configFile: found ?? null,
  }
}

/** Prisma looks beside a schema's file, and in a schema's folder; earlier versions looked beside the folder. */
function migrationsBeside(schemaPath: string): string {
  if (statSync(schemaPath).isFile()) return join(dirname(schemaPath), 'migrations')
  const [inside, beside] = [join(schemaPath, 'migrations'), join(dirname(schemaPath), 'migrations')]
  return !existsSync(inside) && existsSync(beside) ? beside : inside
}

function findSchema(root: string, wanted: string | undefined): string {
  const candidates = wanted === undefined ? schemaNames.map((name) => join(root, name)) : [wanted]
  const path = candidates.find(holdsSchema)
  if (path !== undefined) return path
  const looked = wanted === undefined ? `${schemaNames.join(', ')} in ${root}` : wanted
  throw new StagerError('schema-not-found', `There is no Prisma schema: looked at ${looked}.`, {
    exitCode: exitCode.usage,
    hint: 'Run stager in the folder of your project, or name the schema: --schema path/to/schema.prisma',
  })
}

const holdsSchema = (path: string): boolean =>
  existsSync(path) &&
  (statSync(path).isFile() || readdirSync(path, { recursive: true, encoding: 'utf8' }).some((name) => name.endsWith('.prisma')))

/**
 * What `import ... from 'prisma/config'` finds in a config file. Prisma's own module takes half a second to load, and its `env()`
 * throws where a variable is not set, though a plan needs no database.
 */
const configModule = { defineConfig: (config: unknown) => config, env: (name: string) => process.env[name] }

async function readConfig(path: string): Promise<PrismaConfig> {
  const invalid = (reason: string, cause?: unknown): StagerError =>
    new StagerError('config-invalid', `${path} cannot be used: ${reason}.`, {
      exitCode: exitCode.usage,
      hint: 'Correct it, or name another with --config.',
      cause,
    })
  if (!existsSync(path)) throw invalid('it does not exist')
  try {
    const { createJiti } = await import('jiti')
    const config = await createJiti(import.meta.url, {
      interopDefault: true,
      moduleCache: false,
      virtualModules: { 'prisma/config': configModule },
    }).import(path, { default: true })
    if (typeof config !== 'object' || config === null) throw new Error('it has no default export')
    return config
  } catch (error) {
    throw invalid((error instanceof Error ? error.message : String(error)).split('\n')[0]?.replace(/\.$/, '') ?? '', error)
  }
}

/** Schemas for Prisma 5 and 6 hold the url themselves. */
async function urlInSchema(schemaPath: string): Promise<string | null> {
  const { legacyUrl, schemaFilesIn } = await import('./prisma/load.ts')
  return legacyUrl(schemaFilesIn(schemaPath))
}
