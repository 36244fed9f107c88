import { it } from 'vitest'
import { checkStages } from './stages-property.ts'

it('runs any change that it plans: no drift, nothing lost, and back again', { timeout: 3_600_000 }, () =>
  checkStages({ cases: 2000, seed: 20_260_102, lanes: 3 }),
)
