import { it } from 'vitest'
import { checkStages } from './stages-property.ts'

it('runs any change that it plans: no drift, nothing lost, and back again', { timeout: 600_000 }, () =>
  checkStages({ cases: 200, seed: 11, lanes: 2 }),
)
