import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
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

const configNames = ['prisma.config', '.config/prisma'].flatMap((name) => ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'].map((extension) => `${name}.${extension}`))
const schemaNames = ['prisma/schema.prisma', 'schema.prisma', 'prisma/schema', 'prisma']

/**
 * Finds a project's schema, migrations and database. `--schema` and `--database-url` come first, then `prisma.config.ts`, then
 * Prisma's default places. Throws `schema-not-found` and `config-invalid`.
 */
export async function loadProject({ cwd, schema, databaseUrl, configFile }: ProjectOptions): Promise<Project> {
  const found = configFile === undefined ? configNames.map((name) => join(cwd, name)).find((path) => existsSync(path)) : resolve(cwd, configFile)
  const config = found === undefined ? {} : await readConfig(found)
  const root = found === undefined ? cwd : found.includes(`${join('.config', 'prisma')}.`) ? dirname(dirname(found)) : dirname(found)
  const schemaPath = findSchema(cwd, root, schema, config.schema)
  const beside = /\.prisma$/.test(schemaPath) ? dirname(schemaPath) : resolve(schemaPath, existsSync(join(schemaPath, 'migrations')) ? '.' : '..')
  return {
    root,
    schemaPath,
    migrationsDirectory: config.migrations?.path === undefined ? join(beside, 'migrations') : resolve(root, config.migrations.path),
    stagesDirectory: join(root, 'stages'),
    databaseUrl: databaseUrl ?? config.datasource?.url ?? (await urlInSchema(schemaPath)),
    configFile: found ?? null,
  }
}

function findSchema(cwd: string, root: string, flag: string | undefined, configured: string | undefined): string {
  const wanted = flag === undefined ? (configured === undefined ? undefined : resolve(root, configured)) : resolve(cwd, flag)
  const candidates = wanted === undefined ? schemaNames.map((name) => join(root, name)) : [wanted]
  const path = candidates.find((candidate) => existsSync(candidate))
  if (path !== undefined) return path
  const looked = wanted ?? `${root} (${schemaNames.join(', ')})`
  throw new StagerError('schema-not-found', `There is no Prisma schema: looked at ${looked}.`, {
    exitCode: exitCode.usage,
    hint: 'Run stager in the folder of your project, or name the schema: --schema path/to/schema.prisma',
  })
}

async function readConfig(path: string): Promise<PrismaConfig> {
  const invalid = (reason: string, cause?: unknown): StagerError =>
    new StagerError('config-invalid', `${path} cannot be used: ${reason}.`, { exitCode: exitCode.usage, hint: 'Correct it, or name another with --config.', cause })
  if (!existsSync(path)) throw invalid('it does not exist')
  try {
    const { createJiti } = await import('jiti')
    const config = await createJiti(import.meta.url, { interopDefault: true }).import(path, { default: true })
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

/** The URL with its password hidden, for messages. */
export function redactUrl(url: string): string {
  try {
    const parsed = new URL(url)
    if (parsed.password !== '') parsed.password = '***'
    for (const name of [...parsed.searchParams.keys()]) if (/password/i.test(name)) parsed.searchParams.set(name, '***')
    return parsed.href
  } catch {
    return url.replace(/:\/\/[^@/]*@/, '://***@')
  }
}

