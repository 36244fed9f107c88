import { loadProject } from '../../config.ts'
import { StagerError } from '../../errors.ts'
import type { ProjectSettings } from '../command.ts'
import type { InitResult } from '../init.ts'

/** What stager finds; a project that is not there yet is no reason to write no workflows. */
export async function describeProject(
  settings: ProjectSettings & { readonly cwd: string },
): Promise<Pick<InitResult, 'project' | 'problem'>> {
  try {
    const { schemaPath, migrationsDirectory, stagesDirectory, databaseUrl } = await loadProject({
      cwd: settings.cwd,
      schema: settings.schema,
      databaseUrl: settings.databaseUrl,
      configFile: settings.config,
    })
    return {
      project: { schema: schemaPath, migrations: migrationsDirectory, stages: stagesDirectory, databaseUrl: databaseUrl !== null },
      problem: null,
    }
  } catch (error) {
    if (!(error instanceof StagerError)) throw error
    return { project: null, problem: error }
  }
}
