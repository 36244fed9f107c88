import type { TableName } from '../schema/model.ts'
import type { LockMode, TableLock } from '../sql/statement.ts'

export type RehearsedStage = 'expand' | 'backfill' | 'contract' | 'undo'

/** What becomes of a statement that lost against a lock or was interrupted, when the same command is run again. */
export type Retry =
  /** All of its step was rolled back, and runs again. */
  | 'whole step'
  /** The INVALID index that it may have left is dropped, and it runs again. */
  | 'after clean-up'
  /** What it has committed stays, and it goes on with the rest. */
  | 'goes on'

/** One statement of a plan, as it was seen to run. */
export interface MeasuredStatement {
  readonly stage: RehearsedStage
  /** The id of its step or backfill. */
  readonly step: string
  readonly sql: string
  /** That it took, on tables that were there before its step; none where its transaction held them already. */
  readonly locks: readonly TableLock[]
  /** The most that the locks of its transaction keep others from while it runs. */
  readonly blocks: 'nothing' | 'writes' | 'reads and writes'
  /** False where locks could not be looked at, since it cannot run in a transaction and no other session could look: they are those that the plan declares. */
  readonly locksMeasured: boolean
  /** Tables that got a new file. */
  readonly rewrites: readonly TableName[]
  /** Tables that were read from beginning to end; for a backfill, which reads ranges of keys, none. */
  readonly scans: readonly TableName[]
  readonly retry: Retry
  /** Only of a rehearsal that has just run: a plan's README must not change with the machine. */
  readonly milliseconds?: number | undefined
}

/** Something that is not as the plan says. */
export interface RehearsalFinding {
  readonly kind: 'lock' | 'scan' | 'rewrite' | 'drift' | 'stage'
  /** `redo` is expand and backfill once more, after undo. */
  readonly stage: RehearsedStage | 'deploy' | 'verify' | 'redo'
  readonly step: string | null
  /** One sentence. */
  readonly text: string
  readonly sql: string | null
  /** Of a lock: what the plan says, null where it says nothing, and what was taken. */
  readonly declared?: LockMode | null | undefined
  readonly measured?: LockMode | undefined
}

/** What a rehearsal found; the same plan and server give the same, so that it can be committed. */
export interface Rehearsal {
  /** Of the plan that was rehearsed: after an edit it says nothing any more. */
  readonly seal: string
  readonly postgres: number
  /** PGlite, in stager's own process. */
  readonly embedded: boolean
  /** Generated rows in each of the plan's tables that can have as many. */
  readonly rows: number
  /** True when undo, and all of it once more, was a part of it. */
  readonly undone: boolean
  readonly statements: readonly MeasuredStatement[]
  readonly findings: readonly RehearsalFinding[]
  /** What it could not do, one sentence each. */
  readonly notes: readonly string[]
}
