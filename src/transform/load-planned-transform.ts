import { join } from 'node:path'

import type { TypeScriptBackfill } from '../plan/plan.ts'
import { rowAddress } from '../schema/row-key.ts'
import { invalid, loadTransform, type Transform } from './load-transform.ts'

/** The transform of a plan's backfill. It may read less than the plan fetches, never more: the trigger watches what was planned. */
export async function loadPlannedTransform(planDirectory: string, backfill: TypeScriptBackfill): Promise<Transform> {
  const path = join(planDirectory, backfill.file)
  const transform = await loadTransform(path)
  const planned = [
    ...backfill.read.map(({ field }) => field),
    ...backfill.key.map(({ name }) => name).filter((name) => name !== rowAddress),
  ]
  const extra = transform.read.find((field) => !planned.includes(field))
  if (extra === undefined) return transform
  throw invalid(path, `reads ${extra}, but the plan was made for ${planned.join(', ')}; plan the change again to read another field`)
}
