import type { Database } from '../run/ports.ts'
import type { OpenSession } from './session.ts'

/** Longer, and a firewall or `idle_session_timeout` may have ended the connection without a word. */
const idleMilliseconds = 5_000

/**
 * Lends a session that was given back a moment ago rather than a new one: a connection costs round trips (more of them under TLS) and a process of the
 * server. It is as new: settings, locks, temporary tables and role of its former user are gone. One in which something failed is not lent again.
 */
export async function withKeptSessions<T>(
  open: () => Promise<OpenSession>,
  work: (database: Database) => Promise<T>,
  patience = idleMilliseconds,
): Promise<T> {
  const idle = new Map<OpenSession, NodeJS.Timeout>()
  let isOver = false

  const end = async (kept: OpenSession): Promise<void> => {
    clearTimeout(idle.get(kept))
    idle.delete(kept)
    await kept.close().catch(() => undefined) // it was lost
  }
  const take = async (): Promise<OpenSession> => {
    // The one that was used last: the others may end.
    for (let kept = lastOf(idle); kept !== undefined; kept = lastOf(idle)) {
      clearTimeout(idle.get(kept))
      idle.delete(kept)
      if (await succeeds(kept.prepare())) return kept
      await end(kept)
    }
    return open()
  }
  const giveBack = async (kept: OpenSession): Promise<void> => {
    if (!(await succeeds(kept.clear())) || isOver) return end(kept)
    idle.set(
      kept,
      setTimeout(() => void end(kept), patience),
    )
  }

  try {
    return await work({
      withSession: async (use) => {
        const lent = await take()
        try {
          const result = await use(lent.session)
          await giveBack(lent)
          return result
        } catch (error) {
          await end(lent)
          throw error
        }
      },
    })
  } finally {
    isOver = true
    await Promise.all([...idle.keys()].map(end))
  }
}

const lastOf = (idle: ReadonlyMap<OpenSession, unknown>): OpenSession | undefined => [...idle.keys()].at(-1)

const succeeds = (work: Promise<void>): Promise<boolean> =>
  work.then(
    () => true,
    () => false,
  )
