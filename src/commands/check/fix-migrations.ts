import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

import { isFailing } from '../../check/finding.ts'
import { actionsOf } from '../../check/sql/prisma-made.ts'
import { StagerError } from '../../errors.ts'
import { listed } from '../../diff/names.ts'
import { readMigrations, type MigrationFile } from '../../plan/migrations-folder.ts'
import { serialiseDocument, type Document } from '../../prisma/document.ts'
import { diffDdl } from '../../prisma/engine.ts'
import { schemaFilesIn } from '../../prisma/load.ts'
import { ownerOf } from '../../run/migration-owner.ts'
import { isSqlRule } from '../../check/rule-ids.ts'
import type { FixResult, FixSettings, ParsedCheckSettings } from '../check.ts'
import { _plan } from '../plan.ts'
import { openProject } from '../repository.ts'
import { readBase } from './base.ts'
import { checkProject } from './check-project.ts'
import { readPlanFacts } from './plan-facts.ts'
import { expectedSchema } from './schema-findings.ts'
import { shownPath } from './shown-path.ts'

/**
 * Takes the new migrations that Prisma wrote and that are unsafe out of the folder, and stages the same change of the schema instead. All or
 * nothing. Throws `fix-hand-written`, `fix-applied`, `fix-unconfirmed`, and what planning throws.
 */
export async function fixMigrations(settings: ParsedCheckSettings & FixSettings): Promise<FixResult> {
  const { findings } = await checkProject(settings)
  const project = await openProject(settings)
  const base = await readBase(project, settings.from, settings.cwd)
  const migrations = await readMigrations(project.migrationsDirectory)
  const { facts } = await readPlanFacts(project, migrations, base)
  const bundles = facts.map(({ bundle }) => bundle)
  const fresh = migrations.filter((migration) => !base.migrations.has(migration.name) && ownerOf(migration, bundles) === null)
  const isUnsafe = ({ path }: MigrationFile): boolean =>
    findings.some((finding) => isFailing(finding) && isSqlRule(finding.rule) && finding.file === shownPath(project.root, path))
  if (!fresh.some(isUnsafe)) return { removed: [], plan: null }

  const change = { project, base, facts, migrations, fresh }
  const before = await expectedSchema(change)
  if (before === null) throw cannot('a plan of this change is stale', 'Make it again first: stager plan --rebase')
  const ddl = new Set(actionsOf(await diffDdl(serialiseDocument(before), schemaFilesIn(project.schemaPath))))
  const removed = fresh.filter(({ sql }) => actionsOf(sql).some((action) => ddl.has(action)))
  refuseHandWritten(fresh, removed, isUnsafe, ddl)
  await refuseApplied(settings, removed)
  const names = removed.map(({ name }) => name)
  if (settings.yes !== true && (await settings.confirm?.(names)) !== true) {
    throw new StagerError('fix-unconfirmed', `${listed(names)} would be removed from the migrations, and nobody confirmed it.`, {
      hint: 'stager check --fix --yes',
    })
  }
  const plan = await withSchemaFiles(before, (from) =>
    _plan({ ...settings, from, now: () => settings.now, replacedFolders: removed.map(({ path }) => dirname(path)) }),
  )
  return { removed: plan.directory === null ? [] : names, plan }
}

/** Only what Prisma can write again is removed: anything else in the file would be lost. */
function refuseHandWritten(
  fresh: readonly MigrationFile[],
  removed: readonly MigrationFile[],
  isUnsafe: (migration: MigrationFile) => boolean,
  ddl: ReadonlySet<string>,
): void {
  const mixed = fresh.find((migration) => {
    return (removed.includes(migration) || isUnsafe(migration)) && !actionsOf(migration.sql).every((action) => ddl.has(action))
  })
  if (mixed !== undefined) {
    throw cannot(
      `${mixed.name} has SQL that Prisma did not write for this change of the schema`,
      'Move that SQL to a migration of its own, after the plan; or correct the migration as its findings say.',
    )
  }
  const first = removed[0]?.name ?? ''
  const later = fresh.find((migration) => !removed.includes(migration) && migration.name > first)
  if (later !== undefined) {
    throw cannot(
      `${later.name} comes after ${first} and may need what it does`,
      'Move it away, run the command again, and put it back after the plan.',
    )
  }
}

const cannot = (why: string, hint: string): StagerError =>
  new StagerError('fix-hand-written', `No plan can be made of it: ${why}.`, { hint })

/** Only a database that was named for it is asked. */
async function refuseApplied(settings: ParsedCheckSettings, removed: readonly MigrationFile[]): Promise<void> {
  if (settings.databaseUrl === undefined) return
  const { projectStatus } = await import('../status/project-status.ts')
  const { cwd, schema, databaseUrl, config } = settings
  const { pendingMigrations } = await projectStatus({ cwd, schema, databaseUrl, config })
  const applied = removed.find(({ name }) => !pendingMigrations.includes(name))
  if (applied === undefined) return
  throw new StagerError('fix-applied', `The migration ${applied.name} is applied on this database, so it stays.`, {
    hint: 'What it did is done: correct what is left with a new plan.',
  })
}

/** The schema that the plan begins with, as files that `--from` can name. */
async function withSchemaFiles<T>(document: Document, work: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'stager-base-'))
  try {
    const files = serialiseDocument(document)
    for (const { path, content } of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), content)
    }
    const [only] = files
    return await work(files.length === 1 && only !== undefined ? join(folder, only.path) : folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
