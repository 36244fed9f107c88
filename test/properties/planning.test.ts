import { it } from 'vitest'
import { checkEvolutions } from './check-evolutions.ts'
import { planIsConsistent } from './planning-property.ts'

it('plans any change of any schema, or refuses it with a way out', { timeout: 120_000 }, () =>
  checkEvolutions(planIsConsistent, { cases: 150, seed: 7 }),
)
