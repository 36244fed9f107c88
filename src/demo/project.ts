import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ProjectSettings } from '../commands/command.ts'
import { afterSchema, beforeSchema, slugTransform } from './schemas.ts'

/** The blog's repository, in a temporary folder. */
export interface BlogProject {
  readonly directory: string
  /** For the library functions of stager's commands. */
  readonly settings: ProjectSettings
  readonly plan: {
    readonly name: string
    /** The schema that is deployed; a team would leave this to git. */
    readonly from: string
    readonly rename: readonly string[]
    readonly drop: readonly string[]
    readonly fill: readonly string[]
  }
  schema(): Promise<string>
}

/** A repository as a team has it: a schema, its first migration, and no sign of stager yet. */
export async function createBlogProject(directory: string, databaseUrl: string, initialSql: string): Promise<BlogProject> {
  const schema = join(directory, 'prisma/schema.prisma')
  const migration = join(directory, 'prisma/migrations/20250101000000_init')
  const deployed = join(directory, 'deployed.prisma')
  await mkdir(migration, { recursive: true })
  await writeFile(schema, beforeSchema)
  await writeFile(deployed, beforeSchema)
  await writeFile(join(migration, 'migration.sql'), initialSql)
  await writeFile(join(directory, 'prisma/migrations/migration_lock.toml'), 'provider = "postgresql"\n')
  await writeFile(join(directory, 'slug.ts'), slugTransform)
  await writeFile(join(directory, 'prisma.config.ts'), configFile(databaseUrl), { mode: 0o600 })
  return {
    directory,
    settings: { cwd: directory },
    plan: {
      name: 'slugs_and_writers',
      from: deployed,
      rename: ['BlogPost.author:authorName'],
      drop: ['BlogPost.importedFrom'],
      fill: ['BlogPost.slug=./slug.ts', 'BlogPost.excerpt=left("body", 140)'],
    },
    schema: () => readFile(schema, 'utf8'),
  }
}

const configFile = (databaseUrl: string): string => `export default {
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: ${JSON.stringify(databaseUrl)} },
}
`

/** A password file for psql: the password of a server that lives for minutes, and still not printed. */
export async function writePasswordFile(project: BlogProject, databaseUrl: string): Promise<string> {
  const { hostname, port, username, password } = new URL(databaseUrl)
  const path = join(project.directory, 'pgpass')
  await writeFile(path, `${hostname}:${port}:*:${username}:${decodeURIComponent(password)}\n`, { mode: 0o600 })
  return path
}

/** The developer's edit. */
export async function editSchema(project: BlogProject): Promise<void> {
  await writeFile(join(project.directory, 'prisma/schema.prisma'), afterSchema)
}
