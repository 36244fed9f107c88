import { it } from 'vitest'
import { checkEvolutions } from './check-evolutions.ts'
import { stagesRun } from './stages-property.ts'

it('runs any change that it plans: no drift, nothing lost, and back again', { timeout: 600_000 }, () =>
  checkEvolutions(stagesRun, { cases: 50, seed: 11 }),
)
