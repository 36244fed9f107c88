import { describe, it } from 'vitest'
import { examples } from '../helpers/examples.ts'
import { walkExample } from './walk-example.ts'

describe('each worked example, asked of the Prisma CLI after every stage, while the applications hardly rest', { timeout: 600_000 }, () => {
  it.for(examples)('$folder: works from before to after', (example) => walkExample(example, { byCli: 'everyStage' }))
})
