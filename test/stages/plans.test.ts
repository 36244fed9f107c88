import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseRehearsal } from '../../src/plan/format-rehearsal.ts'
import { planTexts } from '../../src/plan/plan-files.ts'
import { plan } from '../../src/commands/plan.ts'
import { renderDdl } from '../../src/prisma/engine.ts'
import { examples, examplesWithoutPlan } from '../helpers/examples.ts'
import { planExample, planFolderOf } from '../helpers/plan-example.ts'

const filesIn = (directory: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted()
      .map((path) => [path.slice(directory.length + 1), readFileSync(path, 'utf8')]),
  )

describe('the plans of the worked examples', () => {
  // What a rehearsal measures is compared in rehearse/examples.full.test.ts: it takes seconds each.
  it.for(examples)('$folder is what stager makes today, byte for byte (else: npm run examples)', async (example) => {
    const committed = filesIn(planFolderOf(example))
    const rehearsal = parseRehearsal(committed['rehearsal.json'] ?? '')
    const bundle = await planExample(example)
    expect(rehearsal).toMatchObject({ seal: bundle.plan.seal, findings: [], notes: [] })
    const made = planTexts({ ...bundle, rehearsal: rehearsal ?? undefined })
    expect(committed).toEqual(Object.fromEntries([...made].toSorted(([left], [right]) => (left < right ? -1 : 1))))
  })
})

describe('the examples without a plan', () => {
  it.for(examplesWithoutPlan)('$folder changes no database, and stager says why', async ({ directory, before, after, unseen }) => {
    const result = await plan({ cwd: directory, from: 'before.prisma', to: 'after.prisma' })
    expect(result).toMatchObject({ bundle: null, unseen, id: null, directory: null, written: [] })
    const [left, right] = await Promise.all([before, after].map((content) => renderDdl([{ path: 'schema.prisma', content }])))
    expect(left?.split('\n').toSorted()).toEqual(right?.replace("'ADMIN', 'MEMBER'", "'MEMBER', 'ADMIN'").split('\n').toSorted())
  })
})
