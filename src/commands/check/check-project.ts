import { isFailing, type Finding } from '../../check/finding.ts'
import { lintSql } from '../../check/lint-sql.ts'
import { findConflicts } from '../../check/plans/plan-conflict.ts'
import { findOldPlans } from '../../check/plans/plan-old.ts'
import type { Project } from '../../config.ts'
import { readMigrations, type MigrationFile } from '../../plan/migrations-folder.ts'
import type { PlanBundle } from '../../plan/plan.ts'
import { ownerOf } from '../../run/migration-owner.ts'
import type { CheckResult, ParsedCheckSettings } from '../check.ts'
import { openProject } from '../repository.ts'
import { readBase } from './base.ts'
import type { rehearsalFindings } from './rehearsal-findings.ts'
import { dueContracts } from './due-contracts.ts'
import { readPlanFacts } from './plan-facts.ts'
import { shownPath } from './shown-path.ts'
import { schemaFindings } from './schema-findings.ts'

/** Reads the change, and gathers what every rule finds in it. */
export async function checkProject(settings: ParsedCheckSettings): Promise<CheckResult> {
  const project = await openProject(settings)
  const base = await readBase(project, settings.from, settings.cwd)
  const migrations = await readMigrations(project.migrationsDirectory)
  const { facts, findings: broken } = await readPlanFacts(project, migrations, base)
  const bundles = facts.map(({ bundle }) => bundle)
  const own = migrations.filter((migration) => ownerOf(migration, bundles) === null)
  const fresh = own.filter(({ name }) => !base.migrations.has(name))
  const findings = [
    ...broken,
    ...findConflicts(facts),
    ...findOldPlans(facts, settings.maxAge, settings.now),
    ...(await dueContracts(settings, facts)),
    ...(await schemaFindings({ project, base, facts, migrations, fresh })),
    ...(settings.rehearse === true ? await rehearse(facts, project, migrations) : []),
    ...lint(project, settings.all === true ? own : fresh, settings, base.schema.schema),
  ]
  return {
    findings: findings.toSorted(byPlace),
    plans: facts.filter(({ isNew }) => isNew).map(({ bundle }): PlanBundle => bundle),
    linted: (settings.all === true ? own : fresh).map(({ name }) => name),
  }
}

/** Loaded only where there is a plan to run. */
async function rehearse(...[facts, project, migrations]: Parameters<typeof rehearsalFindings>): Promise<readonly Finding[]> {
  if (!facts.some(({ isNew }) => isNew)) return []
  const { rehearsalFindings: run } = await import('./rehearsal-findings.ts')
  return run(facts, project, migrations)
}

/** With `--all` each migration is a change of its own: what it creates is in use when the next one runs. */
function lint(
  { root }: Project,
  migrations: readonly MigrationFile[],
  { all, postgresVersion }: ParsedCheckSettings,
  schema: Parameters<typeof lintSql>[1]['base'],
): readonly Finding[] {
  const files = migrations.map(({ path, sql }) => ({ path: shownPath(root, path), sql }))
  if (all === true) return files.flatMap((file) => lintSql([file], { postgresVersion }))
  return lintSql(files, { postgresVersion, base: schema ?? null })
}

/** By file and line; of one statement what fails comes first. */
function byPlace(left: Finding, right: Finding): number {
  if (left.file !== right.file) return left.file < right.file ? -1 : 1
  if (left.line !== right.line) return left.line - right.line
  return Number(isFailing(right)) - Number(isFailing(left))
}
