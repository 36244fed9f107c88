import { describe, it } from 'vitest'
import { examples } from '../helpers/examples.ts'
import { surviveEveryDeath } from './dying-runs.ts'

describe.concurrent('a run that is killed after every step, before it is recorded', () => {
  it.for(examples)('$folder: the same command ends as if nothing had happened', surviveEveryDeath)
})
