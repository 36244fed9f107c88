import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

import type { Project } from '../../config.ts'
import { foldersAt, mergeBase } from '../../prisma/git-history.ts'
import { loadPrismaSchema, type LoadedSchema } from '../../prisma/load.ts'

/** What the change is compared with. */
export interface Base {
  readonly schema: LoadedSchema
  /** Names of its migrations and of its plans' folders. */
  readonly migrations: ReadonlySet<string>
  readonly plans: ReadonlySet<string>
  /** The commit at which the checked out branch left the base; null without git, or where that is not known. */
  readonly fork: string | null
}

const isPath = (cwd: string, from: string): boolean => from.endsWith('.prisma') || existsSync(resolve(cwd, from))

/** Reads the base from git, or from the folder of a schema. Throws what `loadPrismaSchema` throws. */
export async function readBase({ schemaPath, migrationsDirectory, stagesDirectory }: Project, from: string, cwd: string): Promise<Base> {
  const schema = await loadPrismaSchema({ from, schemaPath, cwd })
  if (isPath(cwd, from)) {
    const path = resolve(cwd, from)
    const folder = existsSync(path) && statSync(path).isDirectory() ? path : dirname(path)
    const [migrations, plans] = [foldersIn(join(folder, 'migrations')), foldersIn(join(folder, '../stages'))]
    return { schema, migrations: new Set(migrations), plans: new Set(plans), fork: null }
  }
  return {
    schema,
    migrations: new Set(await foldersAt(from, migrationsDirectory)),
    plans: new Set(await foldersAt(from, stagesDirectory)),
    fork: await mergeBase(from, dirname(schemaPath)),
  }
}

const foldersIn = (path: string): readonly string[] =>
  existsSync(path)
    ? readdirSync(path, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
    : []
