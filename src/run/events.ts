import type { PlanEvidence } from '../evidence/evidence.ts'
import type { StageName } from '../plan/plan.ts'

/** A session that stands in the way of a lock. */
export interface Blocker {
  readonly processId: number
  readonly applicationName: string
  readonly state: string
  /** Seconds since its transaction began. */
  readonly seconds: number
  /** The first 120 characters of its query. */
  readonly query: string
}

/** A row that went into quarantine. */
export interface QuarantinedKey {
  /** Text forms, in the order of the backfill's key. */
  readonly key: readonly string[]
  /** A code of stager's errors, and the sentence, which names the row. */
  readonly code: string
  readonly message: string
}

/** Everything that a run reports while it works: the human reporter, `--json` and the demo read the same events. */
export type RunEvent =
  | { readonly type: 'waitingForMigrationLock'; readonly holder: Blocker | null; readonly attempt: number }
  /** An ordinary migration of the team, applied in its order. */
  | { readonly type: 'migrationStarted'; readonly migration: string }
  | { readonly type: 'migrationDone'; readonly migration: string; readonly milliseconds: number }
  /** Applied earlier, but its file is no longer what was applied. */
  | { readonly type: 'migrationEdited'; readonly migration: string }
  | { readonly type: 'stageStarted'; readonly plan: string; readonly stage: StageName | 'undo'; readonly steps: number }
  | { readonly type: 'stageDone'; readonly plan: string; readonly stage: StageName | 'undo'; readonly milliseconds: number }
  | { readonly type: 'stepStarted'; readonly plan: string; readonly step: string; readonly label: string }
  /** Its postchecks held before it ran: an earlier run did it. */
  | { readonly type: 'stepSkipped'; readonly plan: string; readonly step: string; readonly label: string }
  | { readonly type: 'stepDone'; readonly plan: string; readonly step: string; readonly label: string; readonly milliseconds: number }
  | {
      readonly type: 'lockRetry'
      readonly what: string
      readonly attempt: number
      readonly attempts: number
      readonly delayMilliseconds: number
      /** How long the failed attempt waited for its lock. */
      readonly waitedMilliseconds: number
      readonly blockers: readonly Blocker[]
    }
  /** The server went away; what was not committed begins again. */
  | {
      readonly type: 'reconnecting'
      readonly reason: string
      readonly attempt: number
      readonly attempts: number
      readonly delayMilliseconds: number
    }
  | {
      readonly type: 'backfillStarted'
      readonly plan: string
      readonly backfill: string
      readonly label: string
      /** From the planner's statistics. */
      readonly estimatedRows: number
      /** Rows that earlier runs did. */
      readonly doneRows: number
    }
  | {
      readonly type: 'batch'
      readonly plan: string
      readonly backfill: string
      readonly label: string
      /** Keys visited, this run and earlier ones. */
      readonly doneRows: number
      readonly writtenRows: number
      readonly estimatedRows: number
      /** Over the last minute. */
      readonly rowsPerSecond: number
      readonly etaSeconds: number | null
      readonly batchRows: number
      /** How many share the pass right now. */
      readonly workers: number
      /** 1 is the first walk over the table; later ones sweep rows that became pending meanwhile. */
      readonly pass: number
    }
  | {
      readonly type: 'backfillDone'
      readonly plan: string
      readonly backfill: string
      readonly label: string
      readonly writtenRows: number
      readonly milliseconds: number
    }
  /** Rows that could not be done: the run goes on without them, or stops after this batch. */
  | {
      readonly type: 'quarantined'
      readonly plan: string
      readonly backfill: string
      readonly label: string
      readonly rows: readonly QuarantinedKey[]
      /** All of the plan's, these included. */
      readonly open: number
    }
  /** Rows in quarantine that were tried again. */
  | {
      readonly type: 'quarantineRetried'
      readonly plan: string
      readonly backfill: string
      readonly label: string
      /** Done, deleted or settled by the application. */
      readonly closed: number
      readonly failedAgain: readonly QuarantinedKey[]
    }
  /** Undo gave the other rows back; these the application had changed since the backfill. */
  | { readonly type: 'rowsLeftAlone'; readonly plan: string; readonly backfill: string; readonly label: string; readonly rows: number }
  /** A worker of a fleet took a range; did it; left it for others when it was halted; could not do it. */
  | {
      readonly type: 'rangeStarted' | 'rangeDone' | 'rangeLeft'
      readonly plan: string
      readonly backfill: string
      readonly label: string
      readonly range: number
    }
  /** After each batch of a worker of a fleet, of its range alone: the run that hands ranges out tells of all of them. */
  | {
      readonly type: 'rangeProgress'
      readonly plan: string
      readonly backfill: string
      readonly label: string
      readonly range: number
      readonly doneRows: number
      /** When the range was cut. */
      readonly estimatedRows: number
      readonly batchRows: number
    }
  | { readonly type: 'rangeFailed'; readonly plan: string; readonly backfill: string; readonly range: number; readonly reason: string }
  | { readonly type: 'throttled'; readonly plan: string; readonly backfill: string; readonly reason: string }
  /** What still uses what the plan drops or renames, before the stage is recorded or runs. */
  | { readonly type: 'evidence'; readonly plan: string; readonly stage: StageName; readonly evidence: PlanEvidence }
  /** A long table is read in pieces. */
  | {
      readonly type: 'verifying'
      readonly plan: string
      readonly table: string
      readonly checkedRows: number
      /** From the planner's statistics. */
      readonly estimatedRows: number
      /** Of the table's pages, 0 to 1. */
      readonly doneShare: number
      readonly rowsPerSecond: number
    }
  /** Rows that a backfill would still write, and no verification of contract is about. */
  | {
      readonly type: 'pendingFound'
      readonly plan: string
      readonly backfill: string
      readonly label: string
      readonly rows: number
    }
  | {
      readonly type: 'verified'
      readonly plan: string
      readonly verification: string
      readonly label: string
      readonly offending: number
      readonly samples: readonly string[]
    }
