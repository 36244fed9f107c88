import { describe, it } from 'vitest'

import { checkExactlyOnce, someKeys } from './exactly-once.ts'

describe('every row is computed exactly once while the application writes', () => {
  it.each(someKeys)('by the key: $name', checkExactlyOnce)
})
