import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { BlockerWatch, WatchOptions } from '../run/blocker-ports.ts'
import type { Blocker } from '../run/events.ts'
import type { Database, Session } from '../run/ports.ts'

const pollMilliseconds = 100

const blockerColumns = `
  a.pid AS "processId",
  coalesce(a.application_name, '') AS "applicationName",
  coalesce(a.state, 'unknown') AS state,
  coalesce(extract(epoch FROM clock_timestamp() - coalesce(a.xact_start, a.query_start, a.backend_start)), 0)::float8 AS seconds,
  left(regexp_replace(coalesce(a.query, ''), '\\s+', ' ', 'g'), 120) AS query`

/** Who blocks a backend right now. pg_blocking_pids also names those who only wait in front of it in the queue. */
export async function blockersOf(session: Session, processId: number): Promise<readonly Blocker[]> {
  return session.query<Blocker>(
    `SELECT ${blockerColumns} FROM pg_stat_activity AS a WHERE a.pid = ANY (pg_blocking_pids($1::int)) ORDER BY a.xact_start NULLS LAST`,
    [processId],
  )
}

/**
 * Whether somebody has waited for what a backend holds for half of the time after which PostgreSQL looks for a deadlock. A transaction of several
 * statements may hold one lock for longer than it waits for any: where it and an application want each other's, the one that looks first loses.
 * https://www.postgresql.org/docs/current/runtime-config-locks.html#GUC-DEADLOCK-TIMEOUT
 */
async function holdsOthersUp(session: Session, processId: number): Promise<boolean> {
  const [row] = await session.query<{ long: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM pg_locks AS l WHERE NOT l.granted AND l.pid <> $1::int AND $1::int = ANY (pg_blocking_pids(l.pid))
       AND l.waitstart < clock_timestamp() - current_setting('deadlock_timeout')::interval / 2) AS long`,
    [processId],
  )
  return row?.long === true
}

/** Who holds a session's advisory lock; null when it was just released. */
export async function advisoryLockHolder(session: Session, key: AdvisoryKey): Promise<Blocker | null> {
  const [holder] = await session.query<Blocker>(
    `SELECT ${blockerColumns} FROM pg_locks AS l JOIN pg_stat_activity AS a ON a.pid = l.pid
     WHERE l.locktype = 'advisory' AND l.granted AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND l.classid::bigint = $1::bigint AND l.objid::bigint = $2::bigint AND l.objsubid = $3::int AND l.pid <> pg_backend_pid() LIMIT 1`,
    [key.classId, key.objectId, key.kind],
  )
  return holder ?? null
}

/** How pg_locks shows an advisory lock: kind 1 is one bigint, kind 2 is two integers. */
export interface AdvisoryKey {
  readonly classId: number
  readonly objectId: number
  readonly kind: 1 | 2
}

/** Watches statements from a second connection, which is opened only when a statement has to wait. */
export function createBlockerWatch(database: Database): BlockerWatch {
  return {
    async observe(session, options, seen, work) {
      const over = new AbortController()
      const done = work().finally(() => over.abort())
      const watching = watch(database, session.processId, options, seen, over.signal)
      try {
        return await done
      } finally {
        await watching
      }
    },
  }
}

/** A watch that fails is no reason to fail: the statement's own result is what counts. */
async function watch(
  database: Database,
  processId: number,
  { signal, graceMilliseconds, givesWay }: WatchOptions,
  seen: (blockers: readonly Blocker[]) => void,
  over: AbortSignal,
): Promise<void> {
  if (await isOverWithin(graceMilliseconds, over)) return
  try {
    await database.withSession(async (observer) => {
      while (!over.aborted) {
        const blockers = await blockersOf(observer, processId)
        if (blockers.length > 0 && !over.aborted) seen(blockers)
        const cancels = signal.aborted || (givesWay && blockers.length > 0 && (await holdsOthersUp(observer, processId)))
        if (cancels && !over.aborted) await observer.query('SELECT pg_cancel_backend($1::int)', [processId])
        await isOverWithin(pollMilliseconds, over)
      }
    })
  } catch {
    if (!over.aborted) await once(over, 'abort')
  }
}

/** True as soon as it is over, so that a quick statement is not held up by its watch. */
async function isOverWithin(milliseconds: number, over: AbortSignal): Promise<boolean> {
  await sleep(milliseconds, undefined, { signal: over }).catch(() => undefined)
  return over.aborted
}
