import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { defaultRetryPolicy, retryDelay } from '../../src/run/retry.ts'

const policies = fc.record({
  attempts: fc.integer({ min: 1, max: 100 }),
  baseMilliseconds: fc.integer({ min: 1, max: 5_000 }),
  capMilliseconds: fc.integer({ min: 1, max: 60_000 }),
})
const random = fc.double({ min: 0, max: 0.999999, noNaN: true })

describe('retryDelay', () => {
  it('never exceeds the cap, and never falls below half of what is due', () => {
    fc.assert(
      fc.property(policies, fc.integer({ min: 1, max: 10_000 }), random, (policy, attempt, chance) => {
        const due = Math.min(policy.capMilliseconds, policy.baseMilliseconds * 2 ** (attempt - 1))
        const delay = retryDelay(policy, attempt, () => chance)
        expect(delay).toBeLessThanOrEqual(policy.capMilliseconds)
        expect(delay).toBeGreaterThanOrEqual(Math.floor(due / 2))
        expect(delay).toBeLessThanOrEqual(Math.ceil(due))
      }),
    )
  })

  it('grows with the attempts for one and the same chance', () => {
    fc.assert(
      fc.property(policies, fc.integer({ min: 1, max: 100 }), random, (policy, attempt, chance) => {
        expect(retryDelay(policy, attempt + 1, () => chance)).toBeGreaterThanOrEqual(retryDelay(policy, attempt, () => chance))
      }),
    )
  })

  it('is different for two runs that collided', () => {
    expect(retryDelay(defaultRetryPolicy, 3, () => 0.1)).not.toBe(retryDelay(defaultRetryPolicy, 3, () => 0.9))
  })

  it('waits for minutes in all, and at most ten seconds at a time', () => {
    const delays = Array.from({ length: defaultRetryPolicy.attempts - 1 }, (_, at) => retryDelay(defaultRetryPolicy, at + 1, () => 0.5))
    expect(Math.max(...delays)).toBeLessThanOrEqual(10_000)
    const minutes = delays.reduce((sum, delay) => sum + delay, 0) / 60_000
    expect(minutes).toBeGreaterThan(2)
    expect(minutes).toBeLessThan(5)
  })
})
