import { describe, it } from 'vitest'

import { checkExactlyOnce, otherKeys } from './exactly-once.ts'

describe('every row is computed exactly once while the application writes', () => {
  it.each(otherKeys)('by the key: $name', checkExactlyOnce)
})
