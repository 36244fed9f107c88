import { setTimeout as sleep } from 'node:timers/promises'
import type { Database, Session } from '../run/ports.ts'

const sampleMilliseconds = 20

/** The lock that an application waits for the longest, seen from the outside. */
export interface LockWatch {
  /** The longest wait since the last call, in milliseconds: a sample each 20 ms, so shorter waits may go unseen. */
  take(): number
}

/** Watches the lock waits of the applications (`blog-...`) for as long as `work` takes. */
export async function withLockWatch<T>(database: Database, work: (watch: LockWatch) => Promise<T>): Promise<T> {
  return database.withSession(async (session) => {
    let longest = 0
    let watching = true
    const sampling = (async () => {
      while (watching) {
        longest = Math.max(longest, await longestWait(session))
        await sleep(sampleMilliseconds)
      }
    })()
    try {
      return await work({
        take: () => {
          const taken = longest
          longest = 0
          return taken
        },
      })
    } finally {
      watching = false
      await sampling
    }
  })
}

async function longestWait(session: Session): Promise<number> {
  const [row] = await session.query<{ milliseconds: number }>(`
    SELECT coalesce(max(1000 * extract(EPOCH FROM clock_timestamp() - l.waitstart)), 0)::float8 AS milliseconds
    FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
    WHERE NOT l.granted AND a.application_name LIKE 'blog-%'`)
  return row?.milliseconds ?? 0
}
