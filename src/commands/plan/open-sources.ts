import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

import type { Project } from '../../config.ts'
import { StagerError } from '../../errors.ts'
import { loadPrismaSchema, type LoadedSchema } from '../../prisma/load.ts'
import type { ParsedPlanSettings } from '../plan.ts'
import { openProject } from '../repository.ts'

/** The two schemas of a plan, and where it would be written. */
export interface Sources {
  readonly before: LoadedSchema
  readonly after: LoadedSchema
  /** Null when the plan is only shown: a dry run, or `--to` another schema than the project's. */
  readonly project: Project | null
}

/** Two files are enough to show a plan: then there need be no project, no git and no database. */
export async function openSources(settings: ParsedPlanSettings): Promise<Sources> {
  const { cwd, from, to, dryRun } = settings
  const offline = from !== undefined && to !== undefined && (existsSync(resolve(cwd, from)) || from.endsWith('.prisma'))
  const project = await openProject(settings).catch((error: unknown) => {
    if (offline && error instanceof StagerError) return null
    throw error
  })
  const schemaPath = project?.schemaPath ?? resolve(cwd, to ?? '.')
  const writes = dryRun !== true && (to === undefined || resolve(cwd, to) === project?.schemaPath)
  return {
    before: await loadPrismaSchema({ from: from ?? 'HEAD', schemaPath, cwd }),
    after: await loadPrismaSchema({ from: to ?? schemaPath, schemaPath, cwd }),
    project: writes ? project : null,
  }
}
