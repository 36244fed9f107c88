import type { Database, Session } from '../../src/run/ports.ts'

interface Kept {
  readonly session: Session
  readonly end: () => void
}

/** Lends the same sessions again instead of opening one each time. One in which something failed is not lent again. */
export async function withKeptSessions<T>(database: Database, work: (kept: Database) => Promise<T>): Promise<T> {
  const idle: Kept[] = []
  const open: Kept[] = []
  const ends: Promise<unknown>[] = []
  const opened = (): Promise<Kept> =>
    new Promise((resolve, reject) => {
      const ended = database.withSession((session) => new Promise<void>((end) => resolve({ session, end })))
      ended.catch(reject)
      ends.push(ended)
    })
  try {
    return await work({
      withSession: async (use) => {
        const kept = idle.pop() ?? (await opened())
        if (!open.includes(kept)) open.push(kept)
        const result = await use(kept.session)
        await kept.session.script(asAtItsEnd)
        idle.push(kept)
        return result
      },
    })
  } finally {
    for (const { end } of open) end()
    await Promise.allSettled(ends)
  }
}

/** What goes with a session that ends. */
const asAtItsEnd = 'SELECT pg_advisory_unlock_all(); RESET lock_timeout; RESET statement_timeout; RESET search_path'
