import type { Backfill } from '../../plan/plan.ts'
import type { RunContext } from '../context.ts'
import type { KeyRange } from '../backfill-ports.ts'
import { isFailure } from '../database-error.ts'
import type { Session } from '../ports.ts'
import { headStartMilliseconds } from './aside.ts'

/** Told of each batch after its commit. Resolves when the next one may begin; never rejects. */
export type Settle = (done: KeyRange) => Promise<void>

/**
 * Settles the batches of a walk on a second connection: while a batch is written, the one before is tidied up. What is not settled costs a later
 * reader time and nothing else.
 */
export async function withSettle<T>(
  { clock, settleRows, signal }: RunContext,
  aside: Session | null,
  backfill: Backfill,
  work: (settle: Settle) => Promise<T>,
): Promise<T> {
  if (aside === null) return work(() => Promise.resolve())
  let usable: Promise<boolean> = Promise.resolve(true)
  try {
    return await work(async (done) => {
      // Never more than one batch behind.
      if (!(await usable)) return
      usable = clock
        .sleep(headStartMilliseconds, signal)
        .then(() => settleRows.settle(aside, backfill, done))
        .then(
          () => true,
          (error: unknown) => isFailure(error, 'retry'),
        )
    })
  } finally {
    await usable
  }
}
