import type { RunContext } from '../context.ts'
import type { Session } from '../ports.ts'

/**
 * Keeps the application from losing against a batch. PostgreSQL looks for a deadlock when a session has waited for `deadlock_timeout`, and the session
 * that looks and finds one is cancelled. An application may wait for a row from a batch's first lock on: so the statement that takes the rows' locks, with all
 * of its waits, has to be over sooner than that. A lock timeout alone is not enough, since it counts from the beginning of each wait.
 * https://www.postgresql.org/docs/current/runtime-config-locks.html
 */
export interface GiveWay {
  /** How long the statement that takes the locks may take. */
  readonly lockingMilliseconds: number
  /** First in a batch's transaction: bounds the statement that takes the rows' locks. */
  whileLocking(transaction: Session): Promise<void>
  /** For what follows when all rows are locked: it may take its time, but no longer wait. */
  whileHolding(transaction: Session): Promise<void>
}

/** Time that is left for the cancellation of a statement to arrive on a busy server. */
const share = 0.8
/** Where the server looks for deadlocks sooner than this, batches could not be written at all. */
const leastMilliseconds = 200
/** Other rows than the batch's own: those that its foreign keys and triggers need. */
const holdingLockMilliseconds = 50

export async function openGiveWay(
  {
    catalog,
    rows,
    lockMilliseconds,
    statementMilliseconds,
  }: Pick<RunContext, 'catalog' | 'rows' | 'lockMilliseconds' | 'statementMilliseconds'>,
  session: Session,
): Promise<GiveWay> {
  const patience = Math.max(leastMilliseconds, Math.floor((await catalog.deadlockMilliseconds(session)) * share))
  const lockingMilliseconds = Math.min(statementMilliseconds, patience)
  return {
    lockingMilliseconds,
    whileLocking: (transaction) =>
      rows.begin(transaction, {
        lockMilliseconds: Math.min(lockMilliseconds, lockingMilliseconds),
        statementMilliseconds: lockingMilliseconds,
      }),
    whileHolding: (transaction) =>
      catalog.setLocalTimeouts(transaction, {
        lockMilliseconds: Math.min(lockMilliseconds, holdingLockMilliseconds),
        statementMilliseconds,
      }),
  }
}
