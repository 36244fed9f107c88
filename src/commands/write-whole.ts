import { randomBytes } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

import { usage } from './apply-options.ts'

/**
 * Puts a text where a collector may read it at any moment: it sees the old file or the new one. The draft's name does not end in `.prom`,
 * so that no collector takes it. Throws `usage` when there is no such folder.
 */
export async function writeWhole(path: string, text: string): Promise<void> {
  const target = resolve(path)
  requireFolder(path)
  const draft = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}`)
  try {
    await writeFile(draft, text, { mode: 0o644, flag: 'wx' })
    await rename(draft, target)
  } finally {
    await rm(draft, { force: true })
  }
}

/** For what is written only after a while. Throws `usage` when there is no folder for it. */
export function requireFolder(path: string): void {
  const target = resolve(path)
  const folder = dirname(target)
  if (!existsSync(folder)) throw usage(`There is no folder ${folder} to write ${basename(target)} to.`, `mkdir -p ${folder}`)
}
