import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { rehearsePlan } from '../../src/rehearse/rehearse-plan.ts'
import { examples } from '../helpers/examples.ts'
import { planExample } from '../helpers/plan-example.ts'

describe('the rehearsal of each worked example', { timeout: 120_000 }, () => {
  it.for(examples)('$folder: no lock is worse than declared, nothing is rewritten, no drift', async (example) => {
    const rehearsal = await rehearsePlan(await planExample(example), { directory: join(example.directory, 'plan'), migrations: [] })
    expect(rehearsal).toMatchObject({ findings: [], notes: [], rows: 100 })
  })
})
