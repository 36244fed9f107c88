import type { Plan, StageName, Verification } from '../plan/plan.ts'
import type { Key } from './backfill-ports.ts'
import type { Session } from './ports.ts'
import type { StoredRange } from './range-ports.ts'
import type { ThrottleLimits } from './throttle.ts'

/** What `stager pause` and `stager resume` said last about a plan's backfills. */
export interface StoredControl {
  readonly paused: boolean
  readonly reason: string | null
  readonly limits: Partial<ThrottleLimits> & { readonly batchRows?: number | null }
  readonly changedBy: string
  readonly changedAt: Date
}

export type PlanState =
  | 'in_flight'
  /** The contract stage has begun: there is no way back. */
  | 'contracted'
  | 'undone'
  | 'complete'

export interface StoredStage {
  readonly stage: StageName | 'undo'
  readonly startedAt: Date
  readonly finishedAt: Date | null
  readonly databaseUser: string
  readonly osUser: string
  readonly host: string
  readonly release: string | null
}

export interface StoredStep {
  readonly step: string
  readonly status: 'running' | 'done'
  readonly startedAt: Date
  readonly finishedAt: Date | null
  readonly milliseconds: number | null
}

/** Where a walk over a table's keys stands. */
export interface Position {
  /** The last visited key of the current pass. */
  readonly cursor: Key | null
  /** Of the keys above the cursor, the odd ones are visited up to here; null where none is. */
  readonly oddCursor: Key | null
}

export interface StoredBackfill {
  readonly backfill: string
  /** The last visited key of the current pass. */
  readonly cursor: Key | null
  /** The highest key when the pass began: where the pass ends. */
  readonly target: Key | null
  readonly pass: number
  /** In its ranges, too. */
  readonly rowsVisited: bigint
  readonly rowsWritten: bigint
  /** Of the pass, while several workers share it; in the order of their numbers. */
  readonly ranges: readonly StoredRange[]
  readonly batchRows: number | null
  readonly rowsPerSecond: number | null
  readonly holding: string | null
  readonly holdingSince: Date | null
  readonly startedAt: Date
  readonly finishedAt: Date | null
  readonly updatedAt: Date
}

export interface StoredVerification {
  readonly verification: string
  readonly offending: bigint
  readonly samples: readonly string[]
  readonly at: Date
  /** Seconds ago, by the database's clock. */
  readonly ageSeconds: number
}

export interface StoredPlan {
  /** `<timestamp>_<name>`, the plan's folder. */
  readonly id: string
  readonly seal: string
  readonly name: string
  readonly timestamp: string
  /** As SQL, with their schema: `"public"."User"`. */
  readonly tables: readonly string[]
  readonly state: PlanState
  readonly registeredAt: Date
  readonly stages: readonly StoredStage[]
  readonly steps: readonly StoredStep[]
  readonly backfills: readonly StoredBackfill[]
  readonly verifications: readonly StoredVerification[]
  /** How many rows of its backfills are in quarantine. */
  readonly quarantined: number
  readonly control: StoredControl | null
}

/** Who runs stager. */
export interface Operator {
  readonly osUser: string
  readonly host: string
}

/** stager's own tables. Times are the database's, since runs come from several machines. */
export interface StateStore {
  /** The database's clock. */
  now(session: Session): Promise<Date>
  /** Empty when stager never wrote to this database. */
  plans(session: Session): Promise<readonly StoredPlan[]>
  plan(session: Session, planId: string): Promise<StoredPlan | null>
  /** Records the plan as in flight, or its new seal. Rejects with `plan-overlaps` when another one in flight shares a table. */
  register(session: Session, plan: Plan): Promise<void>
  /** A plan that is over gives back nothing: the rows that were kept for its undo go. */
  setState(session: Session, planId: string, state: PlanState): Promise<void>
  /** How many of the rows that undo was to give back the application had changed since, for each backfill that has some. */
  rowsLeftAlone(session: Session, planId: string): Promise<readonly { readonly backfill: string; readonly rows: number }[]>
  stageStarted(session: Session, planId: string, stage: StageName | 'undo', by: Operator, release?: string): Promise<void>
  stageFinished(session: Session, planId: string, stage: StageName | 'undo'): Promise<void>
  stepStarted(session: Session, planId: string, step: string): Promise<void>
  stepFinished(session: Session, planId: string, step: string, milliseconds: number): Promise<void>
  /** The backfill's row; made when it is the first time. */
  backfill(session: Session, planId: string, backfill: string): Promise<StoredBackfill & Position>
  startPass(session: Session, planId: string, backfill: string, pass: number, target: Key | null): Promise<void>
  /** In the transaction of the batch itself. Rejects when the walk does not stand at `from`: somebody else moved it. */
  saveCursor(
    transaction: Session,
    planId: string,
    backfill: string,
    batch: {
      readonly from: Position
      readonly to: Position
      readonly visited: number
      readonly written: number
      /** Over the last minute, before this batch. */
      readonly rowsPerSecond: number | null
    },
  ): Promise<void>
  /** Why the backfill waits; null when it no longer does. */
  holding(session: Session, planId: string, backfill: string, reason: string | null): Promise<void>
  control(session: Session, planId: string): Promise<StoredControl | null>
  setControl(session: Session, planId: string, control: Omit<StoredControl, 'changedBy' | 'changedAt'>, by: Operator): Promise<void>
  backfillFinished(session: Session, planId: string, backfill: string): Promise<void>
  recordVerification(
    session: Session,
    planId: string,
    verification: Verification,
    offending: bigint,
    samples: readonly string[],
  ): Promise<void>
}
