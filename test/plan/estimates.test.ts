import { describe, expect, it } from 'vitest'
import { estimates } from '../../src/plan/estimates.ts'
import { parsePlan, formatPlan } from '../../src/plan/format.ts'
import { renderHuman } from '../../src/plan/render-human.ts'
import { renderMarkdown } from '../../src/plan/render-markdown.ts'
import { sampleBundle, sampleStep } from './sample-plan.ts'

const table = { schema: null, name: 'User' }
const validate = sampleStep('contract', 'validate', { scans: true, locks: [{ mode: 'SHARE UPDATE EXCLUSIVE', table }] })
const withSize = (rows: number, bytes: number) =>
  sampleBundle({ sizes: [{ table, rows, bytes }], contract: { verifications: [], steps: [validate] } })

describe('how long a plan takes', () => {
  it.for([
    [
      40_000,
      5_000_000,
      ['backfill: fill slug of User: some 40,000 rows, under a second', 'contract: validate of User: reads 5.0 MB, under a second'],
    ],
    [
      4_000_000,
      1_200_000_000,
      ['backfill: fill slug of User: some 4,000,000 rows, about 80 s', 'contract: validate of User: reads 1.2 GB, about 12 s'],
    ],
    [
      2_000_000_000,
      900_000_000_000,
      ['backfill: fill slug of User: some 2,000,000,000 rows, about 12 h', 'contract: validate of User: reads 900 GB, about 3 h'],
    ],
  ] as const)('is said of each backfill and scan: %i rows', ([rows, bytes, lines]) => {
    expect(estimates(withSize(rows, bytes).plan)).toEqual(lines)
  })

  it('is in both renderings with its rates, and kept in plan.json', () => {
    const bundle = withSize(4_000_000, 1_200_000_000)
    for (const text of [renderMarkdown(bundle), renderHuman(bundle)]) expect(text).toMatch(/50,000 rows a second by SQL[\s\S]*about 80 s/)
    expect(parsePlan(formatPlan(bundle.plan)).sizes).toEqual(bundle.plan.sizes)
  })

  it('is not guessed where no database was asked', () => {
    expect(estimates(sampleBundle().plan)).toEqual([])
    expect(renderMarkdown(sampleBundle())).not.toContain('How long')
  })
})
