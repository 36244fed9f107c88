import { StagerError, exitCode } from '../errors.ts'
import type { Clock, MigrationLock, Session } from '../run/ports.ts'
import { advisoryLockHolder, type AdvisoryKey } from './blockers.ts'
import { describeHolder } from './describe-holder.ts'

/** The key of Prisma Migrate itself, so that `prisma migrate deploy` and stager never run at once. */
const prismaLock: AdvisoryKey = { classId: 0, objectId: 72_707_369, kind: 1 }

/**
 * Prisma's own lock, on the session, for as long as `work` takes. It is asked for in a loop: a session that waits inside of
 * pg_advisory_lock holds a snapshot, and CREATE INDEX CONCURRENTLY of the holder would wait for that snapshot.
 */
export function createMigrationLock(clock: Clock, random: () => number, patienceMilliseconds: number): MigrationLock {
  return {
    async withLock(session, { signal, onEvent }, work) {
      const begin = clock.monotonic()
      for (let attempt = 1; !(await tryLock(session)); attempt += 1) {
        const holder = await advisoryLockHolder(session, prismaLock)
        const waited = clock.monotonic() - begin
        if (waited >= patienceMilliseconds) {
          throw new StagerError(
            'migration-locked',
            `Another migration is running on this database: ${describeHolder(holder)}; gave up after ${Math.round(waited / 1000)} s.`,
            { exitCode: exitCode.conflict, hint: 'Wait until it is done, then run the same command again.', data: { holder } },
          )
        }
        onEvent({ type: 'waitingForMigrationLock', holder, attempt })
        // Jitter: two deployments that wait for the same holder do not ask in step.
        await clock.sleep(Math.min(patienceMilliseconds - waited, 250 + 500 * random()), signal)
      }
      try {
        return await work()
      } finally {
        // A lost session has lost its lock already.
        await session.query(`SELECT pg_advisory_unlock(${prismaLock.objectId})`).catch(() => undefined)
      }
    },
  }
}

async function tryLock(session: Session): Promise<boolean> {
  const [row] = await session.query<{ locked: boolean }>(`SELECT pg_try_advisory_lock(${prismaLock.objectId}) AS locked`)
  return row?.locked === true
}
