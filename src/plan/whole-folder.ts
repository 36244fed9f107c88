import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** A folder is written in milliseconds: what is older was left by a process that was killed. */
const leftAfterMs = 60_000

/** `.20261121093000_add_slug.0b1f...`: a folder of stager before it has its name. */
const unfinished = /^\.\d{14}_.+\.[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

/**
 * Makes a folder that appears whole or not at all: it is written in the folder `beside`, on the same file system, and gets its name and place
 * when it is done. What a killed process left there goes with the next one. Throws what `write` and rename(2) throw.
 */
export async function makeWholeFolder(directory: string, beside: string, write: (temporary: string) => Promise<void>): Promise<void> {
  await mkdir(beside, { recursive: true })
  await removeUnfinished(beside)
  const temporary = join(beside, `.${basename(directory)}.${randomUUID()}`)
  try {
    await mkdir(temporary)
    await write(temporary)
    await mkdir(dirname(directory), { recursive: true })
    await rename(temporary, directory)
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}

/** Removes what killed processes left in a folder. */
async function removeUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!unfinished.test(name)) continue
    const path = join(folder, name)
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }))
    if (Date.now() - mtimeMs > leftAfterMs) await rm(path, { recursive: true, force: true })
  }
}
