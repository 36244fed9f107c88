import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'

import type { Project } from '../config.ts'
import { writeMigrations } from '../plan/migrations-folder.ts'
import { serialiseDocument } from '../prisma/document.ts'
import { readDocument, readSchema, schemaFilesIn } from '../prisma/load.ts'
import { applyEdits } from '../prisma/schema-edits.ts'
import type { SchemaEdit } from '../schema/edit.ts'
import { changedSchemaFiles, replaceFile } from './write-schema.ts'

/**
 * Places new migrations and edits schema.prisma. The edited schema is read by Prisma's engine before anything is written, and what was
 * written is taken back when the rest fails.
 */
export async function writeChanges(
  project: Project,
  migrations: readonly { readonly name: string; readonly sql: string }[],
  edits: readonly SchemaEdit[],
): Promise<readonly string[]> {
  const { schemaPath, migrationsDirectory } = project
  const { files, document } = await readSchema(schemaFilesIn(schemaPath))
  const edited = applyEdits(document, edits)
  await readDocument(edited)
  const changed = changedSchemaFiles(schemaPath, files, serialiseDocument(edited))
  const folders = migrations.map(({ name }) => join(migrationsDirectory, name))
  const takeBack: (() => Promise<void>)[] = []
  try {
    for (const folder of folders.filter((path) => !existsSync(path))) takeBack.push(() => rm(folder, { recursive: true, force: true }))
    await writeMigrations(migrationsDirectory, migrations)
    for (const { path, from, to } of changed) {
      takeBack.push(() => (from === null ? rm(path, { force: true }) : replaceFile(path, from)))
      await replaceFile(path, to)
    }
  } catch (error) {
    for (const undo of takeBack.toReversed()) await undo().catch(() => undefined)
    throw error
  }
  return [...folders, ...changed.map(({ path }) => path)]
}
