import { it } from 'vitest'
import { checkEvolutions, chosenSeed } from './check-evolutions.ts'
import { planIsConsistent } from './planning-property.ts'

it('plans any change of any schema, or refuses it with a way out', { timeout: 120_000 }, () =>
  checkEvolutions(planIsConsistent, { cases: 150, seed: chosenSeed(7) }),
)
