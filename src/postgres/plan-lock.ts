import { createHash } from 'node:crypto'

import { StagerError, exitCode } from '../errors.ts'
import type { Clock, PlanLock } from '../run/ports.ts'
import { tryLock, unlock } from './advisory-lock.ts'
import { advisoryLockHolder, type AdvisoryKey } from './blockers.ts'
import { describeHolder } from './describe-holder.ts'

/** The first half of every plan's key: "stag" in ASCII. */
const namespace = 0x73746167

/**
 * Lets one process at a time run the backfills of a plan; a second copy is refused with the first one's name, after some patience: a killed
 * run's backend lives on until its statement ends, and keeps the lock for so long.
 */
export function createPlanLock(clock: Clock, patienceMilliseconds: number): PlanLock {
  return {
    holder: (session, planId) => advisoryLockHolder(session, keyOf(planId)),

    async withLock(session, planId, { signal }, work) {
      const key = keyOf(planId)
      const begin = clock.monotonic()
      while (!(await tryLock(session, key))) {
        const holder = await advisoryLockHolder(session, key)
        if (clock.monotonic() - begin >= patienceMilliseconds) {
          throw new StagerError('backfill-running', `The backfills of ${planId} are already being run by ${describeHolder(holder)}.`, {
            exitCode: exitCode.conflict,
            hint: 'Watch it with: stager status --watch',
            data: { holder },
          })
        }
        await clock.sleep(200, signal)
      }
      try {
        return await work()
      } finally {
        await unlock(session, key).catch(() => undefined)
      }
    },
  }
}

/** pg_locks shows both halves unsigned. */
function keyOf(planId: string): AdvisoryKey {
  return { classId: namespace, objectId: createHash('sha256').update(planId).digest().readUInt32BE(0), kind: 2 }
}
