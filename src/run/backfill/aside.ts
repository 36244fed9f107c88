import type { RunContext } from '../context.ts'
import type { Session } from '../ports.ts'
import { setTimeouts } from './set-timeouts.ts'

/** On two processors what goes on beside would hold up the next batch's first statements, which are over sooner. */
export const headStartMilliseconds = 10

/**
 * Lends a second connection for what goes on beside a walk; null where it is not `wanted` or there is none. What is done on it only saves time, so a
 * walk goes on without.
 */
export async function withAside<T>(context: RunContext, wanted: boolean, work: (aside: Session | null) => Promise<T>): Promise<T> {
  if (!wanted) return work(null)
  let began = false
  try {
    return await context.database.withSession(async (aside) => {
      await setTimeouts(context, aside, 'writes')
      began = true
      return work(aside)
    })
  } catch (error) {
    if (began) throw error
    return work(null)
  }
}
