import type { Blocker } from './events.ts'
import type { Session } from './ports.ts'

export interface BlockerWatch {
  /**
   * Runs `work`, a statement of `session`; while it waits for a lock, a second connection tells `seen` who is in the way. When the
   * signal is aborted the statement is cancelled.
   */
  observe<T>(session: Session, options: WatchOptions, seen: (blockers: readonly Blocker[]) => void, work: () => Promise<T>): Promise<T>
}

export interface WatchOptions {
  readonly signal: AbortSignal
  /** A statement that ends sooner is not looked at. */
  readonly graceMilliseconds: number
  /** Cancel the statement, too, when it waits while somebody has waited for it so long that PostgreSQL is about to look for a deadlock and to cancel them. */
  readonly givesWay: boolean
}
