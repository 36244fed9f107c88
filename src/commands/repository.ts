import { loadProject, type Project } from '../config.ts'
import { StagerError, exitCode } from '../errors.ts'
import { readMigrations, type MigrationFile } from '../plan/migrations-folder.ts'
import { findPlan, listPlans } from '../plan/plan-folder.ts'
import type { PlanBundle } from '../plan/plan.ts'
import { readPlans } from './read-plans.ts'
import type { ProjectSettings } from './command.ts'

/** What a command finds on disk. */
export interface Repository {
  readonly project: Project
  /** Oldest first, each as it was sealed. */
  readonly bundles: readonly PlanBundle[]
  readonly migrations: readonly MigrationFile[]
}

/** The project that the settings lead to. */
export async function openProject(settings: ProjectSettings & { readonly cwd: string }): Promise<Project> {
  const { cwd, schema, databaseUrl, config } = settings
  return loadProject({ cwd, schema, databaseUrl, configFile: config })
}

/** The project with all its plans and migrations. */
export async function openRepository(settings: ProjectSettings & { readonly cwd: string }): Promise<Repository> {
  return readRepository(await openProject(settings))
}

/** The plans and migrations of a project as they are on disk now. */
export async function readRepository(project: Project): Promise<Repository> {
  const bundles = await readPlans(await listPlans(project.stagesDirectory))
  return { project, bundles, migrations: await readMigrations(project.migrationsDirectory) }
}

/** The folder's name of the plan that the user means. */
export async function planIdNamed(project: Project, name: string): Promise<string> {
  return (await findPlan(project.stagesDirectory, name)).folder
}

/** The database URL, or the three places where one can be given. */
export function requireDatabaseUrl(project: Project): string {
  if (project.databaseUrl !== null) return project.databaseUrl
  throw new StagerError('database-url-missing', 'No database URL was found.', {
    exitCode: exitCode.usage,
    hint: 'Give --database-url, or set datasource.url in prisma.config.ts (with DATABASE_URL in the environment), or url in the datasource of schema.prisma.',
  })
}
