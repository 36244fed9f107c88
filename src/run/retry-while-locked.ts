import { StagerError, exitCode } from '../errors.ts'
import type { RunContext } from './context.ts'
import type { Blocker } from './events.ts'
import { isFailure, type DatabaseError } from './database-error.ts'
import type { Session } from './ports.ts'
import { retryDelay } from './retry.ts'

const never = new AbortController().signal

/**
 * How long a statement runs before it is worth a second connection to look at it. A batch takes 200 ms as it is, and would pay for a connection
 * each time; a step is short unless it waits, and the look has to come before its lock timeout (500 ms) on a busy machine too.
 */
const graceMilliseconds = { batch: 350, step: 100 }

export interface RetryOptions {
  /** Begins a sentence: `The step create the index on "User"`. */
  readonly what: string
  /** Cancel the statement when the run is interrupted; otherwise it is waited for. */
  readonly cancel: boolean
  /** What it holds is given back where others have waited long for it; a batch has its own way (give-way.ts), and an index need not be built twice. */
  readonly givesWay?: boolean
  /** Told of each failure that is tried again. */
  readonly onRetry?: () => void
}

/**
 * Runs `work` on the session until it has got its locks, a bounded number of times, with a pause after each failure in which
 * traffic passes. Names who was in the way.
 */
export async function retryWhileLocked<T>(
  context: RunContext,
  session: Session,
  { what, cancel, givesWay = false, onRetry }: RetryOptions,
  work: () => Promise<T>,
): Promise<T> {
  const { clock, retry, signal, onEvent } = context
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted()
    let blockers: readonly Blocker[] = []
    const begin = clock.monotonic()
    try {
      return await context.blockers.observe(
        session,
        {
          givesWay,
          ...(cancel
            ? { signal, graceMilliseconds: graceMilliseconds.step }
            : { signal: never, graceMilliseconds: graceMilliseconds.batch }),
        },
        (seen) => (blockers = seen),
        work,
      )
    } catch (error) {
      signal.throwIfAborted()
      if (!isFailure(error, 'retry')) throw error
      if (attempt >= retry.attempts) throw gaveUp(what, attempt, blockers, error)
      const delayMilliseconds = retryDelay(retry, attempt, context.random)
      const waitedMilliseconds = Math.round(clock.monotonic() - begin)
      onEvent({ type: 'lockRetry', what, attempt, attempts: retry.attempts, delayMilliseconds, waitedMilliseconds, blockers })
      onRetry?.()
      await clock.sleep(delayMilliseconds, signal)
    }
  }
}

function gaveUp(what: string, attempts: number, blockers: readonly Blocker[], error: DatabaseError): StagerError {
  const [first] = blockers
  const times = attempts === 1 ? 'one attempt' : `${attempts} attempts`
  return new StagerError('lock-timeout', `${what} failed in ${times}${inTheWay(blockers)}: ${error.message}`, {
    exitCode: exitCode.database,
    hint:
      first === undefined
        ? 'Run the same command again when the database is less busy.'
        : `Wait until that session is done, or end it with SELECT pg_terminate_backend(${first.processId}), then run the same command again.`,
    data: { blockers },
    cause: error,
  })
}

function inTheWay(blockers: readonly Blocker[]): string {
  if (blockers.length === 0) return ''
  const names = blockers.map(
    ({ processId, applicationName, state, seconds, query }) =>
      `pid ${processId} (${applicationName || 'no application name'}, ${state} for ${Math.round(seconds)} s): ${query}`,
  )
  return `; in the way was ${names.join('; and ')}`
}
