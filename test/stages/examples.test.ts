import { describe, it } from 'vitest'
import { examples } from '../helpers/examples.ts'
import { walkExample } from './walk-example.ts'

/** The full suite asks the Prisma CLI about all of them, after every stage; here its engine answers, in process. */
const askedByCli: ReadonlySet<string> = new Set(['05-required-column', '12-rename-table'])

/** Leaves stager most of two processors; in the full suite the applications hardly rest. */
const thinkMilliseconds = 25

// The whole walk, twice: about ten seconds each on an idle machine.
describe.concurrent('each worked example', { timeout: 240_000 }, () => {
  it.for(examples)('$folder: works from before to after', (example) =>
    walkExample(example, { thinkMilliseconds, ...(askedByCli.has(example.folder) ? { byCli: 'atTheEnd' } : {}) }),
  )
})
