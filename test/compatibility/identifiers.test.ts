import { describe, expect, it } from 'vitest'
import { walkStages } from '../properties/walk-stages.ts'
import { awkwardNames, identifierCase } from './identifier-schemas.ts'
import { planTexts } from './plan-texts.ts'

describe('whatever things are called, the stages run', { timeout: 240_000 }, () => {
  it.for(Object.entries(awkwardNames))('%s', async ([, names]) => {
    const change = identifierCase(names)
    expect(await walkStages(await planTexts(change), () => planTexts(change, '20260102000000'))).toBe('contracted')
  })
})
