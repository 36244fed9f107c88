import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { parsePlan } from '../../plan/format.ts'
import type { Plan } from '../../plan/plan.ts'
import { fileHash, sealOf } from '../../plan/seal.ts'
import type { SealedFile } from '../seal.ts'

/** A plan as it is on disk, sealed or not, and which of its files are no longer what was sealed. */
export async function readSealState(directory: string): Promise<{ readonly plan: Plan; readonly changed: readonly SealedFile[] }> {
  const path = join(directory, 'plan.json')
  const plan = parsePlan(await readFile(path, 'utf8'), path)
  const changed: SealedFile[] = sealOf(plan) === plan.seal ? [] : [{ path: 'plan.json', change: 'edited' }]
  for (const [file, hash] of Object.entries(plan.files)) {
    const text = await readFile(join(directory, file), 'utf8').catch(() => null)
    if (text === null) changed.push({ path: file, change: 'removed' })
    else if (fileHash(text) !== hash) changed.push({ path: file, change: 'edited' })
  }
  return { plan, changed }
}
