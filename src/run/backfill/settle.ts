import type { Backfill } from '../../plan/plan.ts'
import type { RunContext } from '../context.ts'
import type { KeyRange } from '../backfill-ports.ts'
import { isFailure } from '../database-error.ts'
import type { Session } from '../ports.ts'
import { setTimeouts } from './set-timeouts.ts'

/** Told of each batch after its commit. Resolves when the next one may begin; never rejects. */
export type Settle = (done: KeyRange) => Promise<void>

/**
 * Lends what settles the batches of a walk on a second connection: while a batch is written, the one before is tidied up. What is
 * not settled costs a later reader time and nothing else, so a walk goes on without: where there is no second connection, or it is lost.
 */
export async function withSettle<T>(
  context: RunContext,
  session: Session,
  backfill: Backfill,
  work: (settle: Settle) => Promise<T>,
): Promise<T> {
  const { database, settleRows } = context
  if (!(await settleRows.isInOrder(session, backfill))) return work(() => Promise.resolve())
  let began = false
  try {
    return await database.withSession(async (aside) => {
      await setTimeouts(context, aside, 'writes')
      began = true
      return settleOn(context, aside, backfill, work)
    })
  } catch (error) {
    if (began) throw error
    return work(() => Promise.resolve())
  }
}

async function settleOn<T>(
  { settleRows }: RunContext,
  aside: Session,
  backfill: Backfill,
  work: (settle: Settle) => Promise<T>,
): Promise<T> {
  let usable: Promise<boolean> = Promise.resolve(true)
  try {
    return await work(async (done) => {
      // Never more than one batch behind.
      if (!(await usable)) return
      usable = settleRows.settle(aside, backfill, done).then(
        () => true,
        (error: unknown) => isFailure(error, 'retry'),
      )
    })
  } finally {
    await usable
  }
}
