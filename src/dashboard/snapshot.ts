import type { PlanStatus } from '../run/status/plan-status.ts'
import type { Sample } from './sample.ts'

/** Where everything stands, as the page gets it. Dates travel as ISO 8601, bigints as texts. */
export interface DashboardState {
  /** `database at host:port`. */
  readonly database: string
  readonly version: string
  /** The database's clock at the last look. */
  readonly at: Date
  readonly plans: readonly PlanStatus[]
  readonly pendingMigrations: readonly string[]
  /** Why the last look failed, and since when by this machine's clock; null while the database answers. */
  readonly lost: { readonly message: string; readonly since: Date } | null
}

/** All that a page needs that has just been opened, or that is kept in a file. */
export interface Snapshot {
  readonly state: DashboardState
  readonly samples: readonly Sample[]
}
