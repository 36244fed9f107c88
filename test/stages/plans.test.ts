import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { planTexts } from '../../src/plan/plan-files.ts'
import { plan } from '../../src/commands/plan.ts'
import { renderDdl } from '../../src/prisma/engine.ts'
import { examples, examplesWithoutPlan } from '../helpers/examples.ts'
import { planExample } from '../helpers/plan-example.ts'

const filesIn = (directory: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted()
      .map((path) => [path.slice(directory.length + 1), readFileSync(path, 'utf8')]),
  )

describe('the plans of the worked examples', () => {
  it.for(examples)('$folder is what stager makes today, byte for byte (else: npm run examples)', async (example) => {
    const made = Object.fromEntries([...planTexts(await planExample(example))].toSorted(([left], [right]) => (left < right ? -1 : 1)))
    expect(filesIn(join(example.directory, 'plan'))).toEqual(made)
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
