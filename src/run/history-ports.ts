import type { TableName } from '../schema/model.ts'
import type { Session } from './ports.ts'

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

/** What can be known about a script without running it. */
export interface ScriptAnalysis {
  /** `allowed`: it can be put into one transaction with its row. `own`: it has its own BEGIN. `forbidden`: one statement at a time. */
  readonly transaction: 'allowed' | 'own' | 'forbidden'
  readonly statements: readonly string[]
  /** Tables that it touches; null when that cannot be known (a DO block, a syntax error). */
  readonly tables: readonly TableName[] | null
}

export type AnalyseScript = (sql: string) => Promise<ScriptAnalysis>
