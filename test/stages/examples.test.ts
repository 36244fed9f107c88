import { describe, it } from 'vitest'
import { examples } from '../helpers/examples.ts'
import { walkExample } from './walk-example.ts'

/** One of each family of steps. The full suite asks the Prisma CLI about all of them, after every stage; here its engine answers, in process. */
const askedByCli: ReadonlySet<string> = new Set([
  '05-required-column',
  '11-rename-column',
  '12-rename-table',
  '16-int-to-bigint-key',
  '25-enum-values',
])

// The whole walk, twice: about ten seconds each on an idle machine.
describe.concurrent('each worked example', { timeout: 240_000 }, () => {
  it.for(examples)('$folder: works from before to after', (example) =>
    walkExample(example, askedByCli.has(example.folder) ? undefined : 'never'),
  )
})
