import { setTimeout as sleep } from 'node:timers/promises'

import type { Clock } from './ports.ts'

/** The real time. */
export const systemClock: Clock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
  async sleep(milliseconds, signal) {
    signal.throwIfAborted()
    try {
      await sleep(milliseconds, undefined, { signal })
    } catch (error) {
      // timers/promises rejects with an AbortError of its own, which hides the reason.
      signal.throwIfAborted()
      throw error
    }
  },
}
