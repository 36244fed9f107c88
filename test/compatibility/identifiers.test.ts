import { describe, expect, it } from 'vitest'
import { withWalkDatabase } from '../properties/walk-database.ts'
import { walkStages } from '../properties/walk-stages.ts'
import { awkwardNames, identifierCase } from './identifier-schemas.ts'
import { planTexts } from './plan-texts.ts'

describe('whatever things are called, the stages run', { timeout: 240_000 }, () => {
  it.for(Object.entries(awkwardNames))('%s', async ([, names]) => {
    const change = identifierCase(names)
    const planned = await planTexts(change)
    const ending = await withWalkDatabase((lend) => walkStages(lend, planned, () => planTexts(change, '20260102000000')))
    expect(ending).toBe('contracted')
  })
})
