import { it } from 'vitest'
import { checkEvolutions, chosenSeed } from './check-evolutions.ts'
import { planIsConsistent } from './planning-property.ts'

it('plans any change of any schema, or refuses it with a way out', { timeout: 1_200_000 }, () =>
  checkEvolutions(planIsConsistent, { cases: 2500, seed: chosenSeed(20_260_101) }),
)
