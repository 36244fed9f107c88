import { describe, it } from 'vitest'
import { examples } from '../helpers/examples.ts'
import { surviveEveryDeath } from './dying-runs.ts'

/** One of each way in which a stage is built; the full suite has all examples. */
const chosen: ReadonlySet<string> = new Set([
  '05-required-column-by-typescript',
  '11-rename-column',
  '12-rename-table',
  '14-type-swap',
  '16-int-to-bigint-key',
  '20-new-unique',
  '22-new-foreign-key',
  '24-enum-value',
  '29-join-table-rename',
  '31-split-column',
])

describe.concurrent('a run that is killed after every step, before it is recorded', { timeout: 240_000 }, () => {
  it.for(examples.filter(({ folder }) => chosen.has(folder)))(
    '$folder: the same command ends as if nothing had happened',
    surviveEveryDeath,
  )
})
