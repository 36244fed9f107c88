import type { RunContext } from './context.ts'
import { isFailure } from './database-error.ts'
import type { Session } from './ports.ts'
import { retryDelay } from './retry.ts'

/**
 * Lends a session to `work`, and a new one when the server went away: `work` begins again, so it must read where it stood from
 * the database. `progressed` makes the count of attempts begin anew.
 */
export async function withReconnect<T>(context: RunContext, work: (session: Session, progressed: () => void) => Promise<T>): Promise<T> {
  let attempt = 0
  for (;;) {
    try {
      return await context.database.withSession((session) => work(session, () => (attempt = 0)))
    } catch (error) {
      context.signal.throwIfAborted()
      attempt += 1
      if (!isFailure(error, 'disconnected') || attempt >= context.retry.attempts) throw error
      const { attempts } = context.retry
      const delayMilliseconds = retryDelay(context.retry, attempt, context.random)
      context.onEvent({ type: 'reconnecting', reason: error.message, attempt, attempts, delayMilliseconds })
      await context.clock.sleep(delayMilliseconds, context.signal)
    }
  }
}
