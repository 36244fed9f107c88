import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { formatRehearsal } from '../../src/plan/format-rehearsal.ts'
import { examples } from '../helpers/examples.ts'
import { planExample, planFolderOf, rehearseExample } from '../helpers/plan-example.ts'

describe('the rehearsal of each worked example', { timeout: 120_000 }, () => {
  it.for(examples)('$folder: as committed (else: npm run examples), with nothing that is not as planned', async (example) => {
    const rehearsal = await rehearseExample(example, await planExample(example))
    expect(rehearsal).toMatchObject({ findings: [], notes: [], rows: 100 })
    expect(formatRehearsal(rehearsal)).toBe(await readFile(join(planFolderOf(example), 'rehearsal.json'), 'utf8'))
  })
})
