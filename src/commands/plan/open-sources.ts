import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

import type { Project } from '../../config.ts'
import { noAnswers } from '../../diff/parse-answers.ts'
import type { Answers } from '../../diff/question.ts'
import { StagerError } from '../../errors.ts'
import { readMigrations } from '../../plan/migrations-folder.ts'
import type { Plan } from '../../plan/plan.ts'
import type { SchemaFile } from '../../prisma/document.ts'
import { loadPrismaSchema, type LoadedSchema } from '../../prisma/load.ts'
import type { ParsedPlanSettings } from '../plan.ts'
import { openProject } from '../repository.ts'
import { continueChain } from './continue-chain.ts'
import { rebaseSources } from './rebase-plan.ts'
import { withOldJoinTables } from './old-join-tables.ts'

/** The two schemas of a plan, and where it would be written. */
export interface Sources {
  readonly before: LoadedSchema
  readonly after: LoadedSchema
  /** The schema's files as they are on disk now. */
  readonly files: readonly SchemaFile[]
  /** Answers that are there before a flag is read: those of the plan that is continued or made again. */
  readonly given: Answers
  /** Where the text of a transform is, by the file that an answer names; elsewhere it is that file. */
  readonly transforms: ReadonlyMap<string, string>
  /** What `--strategy` says when it is not given. */
  readonly strategy: 'map' | 'chain'
  /** The plan that the new one takes the place of, and its folders. */
  readonly replaces: { readonly plan: Plan; readonly folders: readonly string[] } | null
  /** Null when the plan is only shown: a dry run, or `--to` another schema than the project's. */
  readonly project: Project | null
}

/** Two files are enough to show a plan: then there need be no project, no git and no database. */
export async function openSources(settings: ParsedPlanSettings): Promise<Sources> {
  const { cwd, from, to, dryRun } = settings
  if (settings.rebase !== undefined) return rebaseSources(settings, settings.rebase)
  if (settings.continue !== undefined) return continueChain(settings, settings.continue)
  const offline = from !== undefined && to !== undefined && (existsSync(resolve(cwd, from)) || from.endsWith('.prisma'))
  const project = await openProject(settings).catch((error: unknown) => {
    if (offline && error instanceof StagerError) return null
    throw error
  })
  const schemaPath = project?.schemaPath ?? resolve(cwd, to ?? '.')
  const isOwn = to === undefined || resolve(cwd, to) === project?.schemaPath
  const writes = dryRun !== true && isOwn
  const before = await loadPrismaSchema({ from: from ?? 'HEAD', schemaPath, cwd })
  const after = await loadPrismaSchema({ from: to ?? schemaPath, schemaPath, cwd })
  return {
    before: isOwn && project !== null ? await asMigrated(before, project) : before,
    after,
    files: after.files,
    given: noAnswers,
    transforms: new Map(),
    strategy: 'map',
    replaces: null,
    project: writes ? project : null,
  }
}

/** What the schema cannot say of the database, its migrations may; where there are none yet, another step says so. */
async function asMigrated(loaded: LoadedSchema, { migrationsDirectory }: Project): Promise<LoadedSchema> {
  if (!existsSync(migrationsDirectory)) return loaded
  return { ...loaded, schema: withOldJoinTables(loaded.schema, await readMigrations(migrationsDirectory)) }
}
