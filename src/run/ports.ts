import { StagerError, exitCode } from '../errors.ts'
import type { Backfill, Plan, SqlBackfill, StageName, TypeScriptBackfill, Verification } from '../plan/plan.ts'
import type { TableName } from '../schema/model.ts'
import type { Blocker, RunEvent } from './events.ts'
import type { RowFailure } from './quarantine-ports.ts'
import type { StoredRange } from './range-ports.ts'
import type { Observations, ThrottleLimits } from './throttle.ts'

/** One connection, for as long as it is lent. Its methods reject with a `DatabaseError`. */
export interface Session {
  /** PostgreSQL's pid of this connection. */
  readonly processId: number
  /** Rows of one statement. bigint columns come back as BigInt. */
  query<Row extends object>(sql: string, params?: readonly unknown[]): Promise<readonly Row[]>
  /** One statement; the number of rows that it wrote. */
  execute(sql: string, params?: readonly unknown[]): Promise<number>
  /** A file: several statements in the simple protocol, or one that may not run in a transaction. Rolls back what an error left open. */
  script(sql: string): Promise<void>
  /** Inside of a transaction: the same transaction. */
  transaction<T>(work: (transaction: Session) => Promise<T>): Promise<T>
}

export interface Database {
  withSession<T>(work: (session: Session) => Promise<T>): Promise<T>
}

export interface Clock {
  now(): Date
  /** Milliseconds that only grow. */
  monotonic(): number
  /** Rejects with the signal's reason when it is aborted. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
}

/** How many rows a batch holds. */
export interface BatchPolicy {
  /** Rows of the next batch. */
  next(): number
  /** Told after each batch. */
  feedback(batch: { readonly rows: number; readonly milliseconds: number }): void
  /** Told when a batch lost against a lock, a deadlock or a timeout, before it is tried again. */
  failed(): void
}

export interface Throttle {
  /** Resolves when the next batch may run; reports the reason of a wait. */
  wait(
    session: Session,
    backfill: { readonly planId: string; readonly id: string; readonly table: TableName },
    options: { readonly signal: AbortSignal; readonly onWait: (reason: string) => void },
  ): Promise<{
    /** The most rows that the next batch may hold; null: as many as its policy says. */
    readonly mostRows: number | null
  }>
}

/** What `stager pause` and `stager resume` said last about a plan's backfills. */
export interface StoredControl {
  readonly paused: boolean
  readonly reason: string | null
  readonly limits: Partial<ThrottleLimits> & { readonly batchRows?: number | null }
  readonly changedBy: string
  readonly changedAt: Date
}

/** How a failed statement is to be treated; the SQLSTATEs behind it live in src/postgres. */
export type Failure =
  /** lock_not_available, deadlock, serialization failure, statement timeout: try again. */
  | 'retry'
  /** The connection is gone. */
  | 'disconnected'
  /** A value of a row: a constraint, a cast, the exception of a trigger. Other rows may be written. */
  | 'row'
  /** Everything else. */
  | 'fatal'

/** What PostgreSQL (or the way to it) answered instead of a result. */
export class DatabaseError extends StagerError {
  readonly failure: Failure
  /** Five characters; null when the error is not PostgreSQL's own. */
  readonly sqlState: string | null

  constructor(
    failure: Failure,
    sqlState: string | null,
    message: string,
    options: { readonly hint?: string; readonly cause?: unknown } = {},
  ) {
    super(failure === 'disconnected' ? 'disconnected' : 'database-error', message, {
      exitCode: exitCode.database,
      cause: options.cause,
      ...(options.hint === undefined ? {} : { hint: options.hint }),
      ...(sqlState === null ? {} : { data: { sqlState } }),
    })
    this.failure = failure
    this.sqlState = sqlState
  }
}

/** True when the error says so; every other kind of error is nobody's to retry. */
export function isFailure(error: unknown, failure: Failure): error is DatabaseError {
  return error instanceof DatabaseError && error.failure === failure
}

export interface RunOptions {
  readonly signal: AbortSignal
  readonly onEvent: (event: RunEvent) => void
}

/** A folder of `prisma/migrations`. */
export interface MigrationFile {
  readonly name: string
  /** The text of its migration.sql. */
  readonly sql: string
}

/** A row of `_prisma_migrations`. */
export interface AppliedMigration {
  readonly name: string
  readonly checksum: string
  readonly state: 'applied' | 'failed' | 'rolledBack'
}

export interface MigrationHistory {
  /** Creates Prisma's table, exactly as Prisma does, when it is missing. */
  prepare(session: Session): Promise<void>
  /** Without rolled back rows; empty when there is no table. */
  list(session: Session): Promise<readonly AppliedMigration[]>
  checksum(sql: string): string
  recordApplied(session: Session, migration: MigrationFile, startedAt: Date): Promise<void>
  /** For scripts that cannot be atomic: `work` runs between the started and the finished row; a failure stays on record. */
  recordAround(session: Session, migration: MigrationFile, work: () => Promise<void>): Promise<void>
}

/** One holder at a time in a database; waits for its turn for a bounded time, then rejects. */
export interface MigrationLock {
  withLock<T>(session: Session, options: RunOptions, work: () => Promise<T>): Promise<T>
}

/** One run of a plan's backfills at a time. */
export interface PlanLock {
  withLock<T>(session: Session, planId: string, options: RunOptions, work: () => Promise<T>): Promise<T>
  /** The session that runs them now. */
  holder(session: Session, planId: string): Promise<Blocker | null>
}

export interface Timeouts {
  /** For each lock that a statement waits for. */
  readonly lockMilliseconds: number
  readonly statementMilliseconds: number
}

export interface Catalog {
  /** From the planner's statistics; 0 when the table was never analysed. */
  estimatedRows(session: Session, table: TableName): Promise<number>
  tableExists(session: Session, table: TableName): Promise<boolean>
  /** `schema: null` becomes the name of the connection's default schema. */
  resolve(session: Session, tables: readonly TableName[]): Promise<readonly TableName[]>
  /** Drops an index that an interrupted CREATE INDEX CONCURRENTLY left INVALID; true when there was one. */
  dropInvalidIndex(session: Session, index: { readonly table: TableName; readonly name: string }): Promise<boolean>
  /** Session settings of the statements that follow; 0 switches a timeout off. */
  setTimeouts(session: Session, timeouts: Timeouts): Promise<void>
  /** Those of the transaction's further statements; afterwards the session's own hold again. */
  setLocalTimeouts(transaction: Session, timeouts: Timeouts): Promise<void>
  /** How long a session waits for a lock before it looks for a deadlock: the server's `deadlock_timeout`. */
  deadlockMilliseconds(session: Session): Promise<number>
  /** The one boolean of a Check. */
  holds(session: Session, sql: string): Promise<boolean>
  /** Runs a script of the team, and puts back the search_path that it may have set. */
  keepSearchPath(session: Session, work: () => Promise<void>): Promise<void>
}

/** A row's key: the text form of each key column. */
export type Key = readonly string[]

/** Keys above `after`, up to and including `to`. */
export interface KeyRange {
  readonly after: Key | null
  readonly to: Key
  /** The key `to` alone. */
  readonly only?: boolean
}

export interface PendingRow {
  readonly key: Key
  /** By field name; the key columns too. */
  readonly values: Readonly<Record<string, unknown>>
}

/** The rows of a backfill's table, in the order of its key. */
export interface BackfillRows {
  lastKey(session: Session, backfill: Backfill): Promise<Key | null>
  /** The next `limit` keys above `after` and not above `last`; null when there is none. */
  nextRange(
    session: Session,
    backfill: Backfill,
    after: Key | null,
    last: Key,
    limit: number,
  ): Promise<{ readonly range: KeyRange; readonly rows: number } | null>
  /** Locks the pending rows of a range until the transaction ends, as the backfill's own statement would. */
  lock(transaction: Session, backfill: SqlBackfill, range: KeyRange): Promise<void>
  /** Runs the backfill's own statement over a range; the number of rows that it wrote. What it `replaces` is kept in the same transaction. */
  update(session: Session, planId: string, backfill: SqlBackfill, sql: string, range: KeyRange): Promise<number>
  /** The pending rows of a range, locked until the transaction ends. */
  readPending(session: Session, backfill: TypeScriptBackfill, range: KeyRange): Promise<readonly PendingRow[]>
  /** Writes what a transform returned, by field; rows that already hold those values are not touched. Keeps what it `replaces`, too. */
  write(session: Session, planId: string, backfill: TypeScriptBackfill, range: KeyRange, rows: readonly PendingRow[]): Promise<number>
  /** Those of the rows that a transform returned whose values are none of their columns' types; PostgreSQL is not asked. */
  findUnfit(backfill: TypeScriptBackfill, rows: readonly PendingRow[]): readonly RowFailure[]
  /** Explains a failed write: the column and key whose value PostgreSQL refused. Outside of the failed transaction. */
  explainWrite(session: Session, backfill: TypeScriptBackfill, rows: readonly PendingRow[], error: DatabaseError): Promise<StagerError>
  samplePending(session: Session, backfill: Backfill, limit: number): Promise<readonly Key[]>
  /** How many of these keys are pending. */
  countPending(session: Session, backfill: Backfill, keys: readonly Key[]): Promise<number>
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
  backfill(session: Session, planId: string, backfill: string): Promise<StoredBackfill>
  startPass(session: Session, planId: string, backfill: string, pass: number, target: Key | null): Promise<void>
  /** In the transaction of the batch itself. Rejects when the row's cursor is not `from`: somebody else moved it. */
  saveCursor(
    transaction: Session,
    planId: string,
    backfill: string,
    batch: {
      readonly from: Key | null
      readonly to: Key
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

/** Looks at what the limits ask for, and only at that. */
export type ObserveLoad = (session: Session, table: TableName, limits: ThrottleLimits) => Promise<Omit<Observations, 'paused'>>

/** What can be known about a script without running it. */
export interface ScriptAnalysis {
  /** `allowed`: it can be put into one transaction with its row. `own`: it has its own BEGIN. `forbidden`: one statement at a time. */
  readonly transaction: 'allowed' | 'own' | 'forbidden'
  readonly statements: readonly string[]
  /** Tables that it touches; null when that cannot be known (a DO block, a syntax error). */
  readonly tables: readonly TableName[] | null
}

export type AnalyseScript = (sql: string) => Promise<ScriptAnalysis>
