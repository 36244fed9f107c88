import { randomUUID } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'
import { statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

import type { SchemaFile } from '../prisma/document.ts'

/** Where a file of the schema is on disk. */
export function schemaFilePath(schemaPath: string, file: SchemaFile): string {
  return statSync(schemaPath).isDirectory() ? join(schemaPath, file.path) : schemaPath
}

/** Files whose text differs, with their paths. */
export function changedSchemaFiles(
  schemaPath: string,
  from: readonly SchemaFile[],
  to: readonly SchemaFile[],
): readonly { readonly path: string; readonly from: string | null; readonly to: string }[] {
  return to.flatMap((file) => {
    const before = from.find(({ path }) => path === file.path)
    return before?.content === file.content
      ? []
      : [{ path: schemaFilePath(schemaPath, file), from: before?.content ?? null, to: file.content }]
  })
}

/** A reader sees the old text or the new one, never half of it. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}`)
  try {
    await writeFile(temporary, text)
    await rename(temporary, path)
  } finally {
    await rm(temporary, { force: true })
  }
}
