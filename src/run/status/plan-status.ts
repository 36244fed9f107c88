import type { Growth, LiveClient, Objection, OldStatement, Unknown, WriteEvidence } from '../../evidence/evidence.ts'
import type { Gate, StageName } from '../../plan/plan.ts'
import type { Blocker } from '../events.ts'
import type { PlanState, StoredControl, StoredStage, StoredStep } from '../state-ports.ts'
import type { QuarantinedRow } from '../quarantine-ports.ts'

/** Where a plan stands, in the database and in the repository. Times are the database's. */
export interface PlanStatus {
  readonly id: string
  readonly name: string
  readonly timestamp: string
  /** `planned`: never ran on this database. */
  readonly state: PlanState | 'planned'
  /** False when stager knows the plan from the database only: its folder is not in this checkout. */
  readonly hasFolder: boolean
  /** The plan's seal differs from the one that ran. */
  readonly resealed: boolean
  readonly stages: readonly StageStatus[]
  readonly steps: readonly StoredStep[]
  /** What has to be true before the deploy stage is recorded. */
  readonly gates: readonly Gate[]
  /** What contract takes away, and how to see whether something still uses it; null where nothing goes, or the plan is over. */
  readonly evidence: EvidenceStatus | null
  /** What `stager pause` and `stager resume` said last. */
  readonly control: StoredControl | null
  /** The session that runs the plan's backfills now; null when none does. */
  readonly runner: Blocker | null
  readonly backfills: readonly BackfillStatus[]
  readonly verifications: readonly VerificationStatus[]
  /** Rows that backfills could not do. */
  readonly quarantine: QuarantineStatus
  /** Since when every other stage is recorded as done, while contract is not; null before and after. */
  readonly contractDue: { readonly since: Date; readonly seconds: number } | null
  /** The next command to type, and why; null when there is none. */
  readonly next: { readonly command: string; readonly text: string } | null
}

/** Looking through an application costs more than a status may: `command` does it, too. */
export interface EvidenceStatus {
  /** For people: `BlogPost.author, now authorName`. */
  readonly old: readonly string[]
  readonly command: string
  /** What the database has seen; null before expand is done, and once contract or undo has begun. */
  readonly seen: SeenEvidence | null
}

/** Each kind in numbers, with examples. Several looks within seconds tell of the same moment. */
export interface SeenEvidence {
  /** The database's clock when it was looked at. */
  readonly at: Date
  readonly statements: SeenStatements | Unknown
  readonly writes: WriteEvidence
  readonly clients: SeenClients | Unknown
  /** What contract would refuse on. */
  readonly objections: readonly Objection[]
}

/** `total` are the calls of all of them. */
export interface SeenStatements extends Growth {
  readonly state: 'looked'
  readonly statements: number
  /** Statements of other roles, whose text this role may not see. */
  readonly hidden: number
  /** The first twenty, those that were called most since the deploy first; their text is shortened. */
  readonly list: readonly OldStatement[]
}

/** Connections by the schemas of their clients. */
export interface SeenClients {
  readonly state: 'looked'
  readonly old: number
  readonly unknown: number
  readonly current: number
  readonly unstamped: number
  /** The first twenty of the old and unknown ones. */
  readonly list: readonly LiveClient[]
}

export interface StageStatus {
  readonly stage: StageName | 'undo'
  /** `empty`: the plan has nothing to do in it. */
  readonly state: 'pending' | 'running' | 'done' | 'empty'
  /** Who and when; null before it began, and where Prisma ran it. */
  readonly record: StoredStage | null
  /** In the order in which they run; none for deploy and backfill. */
  readonly steps: readonly StepStatus[]
}

export interface StepStatus {
  readonly step: string
  readonly label: string
  /** Prisma may have run it, too: then it is done without times. */
  readonly state: 'pending' | 'running' | 'done'
  readonly startedAt: Date | null
  readonly finishedAt: Date | null
  readonly milliseconds: number | null
}

export interface BackfillStatus {
  readonly backfill: string
  readonly label: string
  readonly table: string
  readonly state: 'pending' | 'running' | 'done'
  readonly pass: number
  readonly visitedRows: number
  readonly writtenRows: number
  /** By the planner's statistics; 0 where there are none. */
  readonly estimatedRows: number
  /** Over the last minute of work. */
  readonly rowsPerSecond: number | null
  /** Of the last batch. */
  readonly batchRows: number | null
  /** While several workers share the pass. */
  readonly ranges: RangesStatus | null
  /** Why it waits, and since when. */
  readonly holding: { readonly reason: string; readonly since: Date } | null
  readonly etaSeconds: number | null
  readonly startedAt: Date | null
  readonly updatedAt: Date | null
  /** Seconds since its last batch, or since it began. */
  readonly idleSeconds: number | null
  readonly finishedAt: Date | null
}

export interface RangesStatus {
  readonly total: number
  readonly finished: number
  /** Ranges that a living session works on. */
  readonly workers: number
  readonly list: readonly RangeStatus[]
}

export interface RangeStatus {
  readonly ordinal: number
  /** `failed`: its worker gave it up. */
  readonly state: 'waiting' | 'working' | 'done' | 'failed'
  readonly visitedRows: number
  readonly estimatedRows: number
  /** `user@host`, who works on it or did last. */
  readonly worker: string | null
  /** Why it was given up. */
  readonly failure: string | null
}

export interface VerificationStatus {
  readonly verification: string
  readonly label: string
  /** `clean` is the proof that contract asks for; `outdated`: rows may have changed since, or a day has passed. */
  readonly state: 'never' | 'outdated' | 'clean' | 'offending'
  readonly offending: bigint
  /** Keys or values of ten such rows. */
  readonly samples: readonly string[]
  readonly at: Date | null
  readonly ageSeconds: number | null
}

export interface QuarantineStatus {
  readonly open: number
  /** The first hundred of them. */
  readonly rows: readonly QuarantinedRow[]
}
