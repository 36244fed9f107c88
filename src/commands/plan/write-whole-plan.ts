import { existsSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

import type { Project } from '../../config.ts'
import { writeMigrations } from '../../plan/migrations-folder.ts'
import { planFolder } from '../../plan/plan-folder.ts'
import type { PlanBundle } from '../../plan/plan.ts'
import { serialiseDocument, type Document, type SchemaFile } from '../../prisma/document.ts'
import { changedSchemaFiles, replaceFile } from '../write-schema.ts'

/**
 * Writes the plan's folder, its expand migrations and the transition schema, and removes the folders whose place they take. When one of
 * them fails the others are taken back, so that nothing is half there.
 */
export async function writeWholePlan(
  project: Project,
  bundle: PlanBundle,
  schema: { readonly from: readonly SchemaFile[]; readonly to: Document },
  replaced: readonly string[] = [],
): Promise<{ readonly directory: string; readonly written: readonly string[] }> {
  const { plan, texts } = bundle
  const { writePlan } = await import('../../plan/plan-files.ts')
  const directory = join(project.stagesDirectory, planFolder(plan))
  const migrations = plan.expand.steps.map(({ migration, file }) => ({
    name: `${plan.timestamp}_${migration}`,
    sql: texts.get(file) ?? '',
  }))
  const folders = migrations.map(({ name }) => join(project.migrationsDirectory, name))
  const files = changedSchemaFiles(project.schemaPath, schema.from, serialiseDocument(schema.to))
  const takeBack: (() => Promise<void>)[] = []
  const away = replaced.map((path) => ({ path, aside: join(dirname(path), `.${basename(path)}.${randomUUID()}`) }))
  try {
    for (const { path, aside } of away) {
      await rename(path, aside)
      takeBack.push(() => rename(aside, path))
    }
    await writePlan(directory, bundle)
    takeBack.push(() => rm(directory, { recursive: true, force: true }))
    for (const folder of folders.filter((path) => !existsSync(path))) takeBack.push(() => rm(folder, { recursive: true, force: true }))
    await writeMigrations(project.migrationsDirectory, migrations)
    for (const { path, from, to } of files) {
      takeBack.push(() => (from === null ? rm(path, { force: true }) : replaceFile(path, from)))
      await replaceFile(path, to)
    }
  } catch (error) {
    for (const undo of takeBack.toReversed()) await undo().catch(() => undefined)
    throw error
  }
  for (const { aside } of away) await rm(aside, { recursive: true, force: true })
  return { directory, written: [directory, ...folders, ...files.map(({ path }) => path)] }
}
