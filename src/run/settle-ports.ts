import type { Backfill } from '../plan/plan.ts'
import type { KeyRange } from './backfill-ports.ts'
import type { Session } from './ports.ts'

export interface SettleRows {
  /** Whether the rows of a range of keys lie together on few pages. */
  isInOrder(session: Session, backfill: Backfill): Promise<boolean>
  /** Lets PostgreSQL tidy up after a batch that has committed, while that is cheap. Changes no row. */
  settle(session: Session, backfill: Backfill, range: KeyRange): Promise<void>
}
