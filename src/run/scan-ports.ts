import type { Verification } from '../plan/plan.ts'
import type { TableName } from '../schema/model.ts'
import type { Session } from './ports.ts'

/** Pages of a table's heap, from the first up to and without `to`; null: to its end. */
export interface PageRange {
  readonly from: number
  readonly to: number | null
}

export interface CountedPages {
  readonly rows: number
  /** For each condition, in their order. */
  readonly found: readonly number[]
}

/** Reads tables piece by piece, in the order in which they lie on disk. */
export interface TableScan {
  /** What a verification counts, over the alias `t` of its table; null when it counts anything but single rows of it. */
  conditionOf(verification: Verification): string | null
  /** Null for what is not one heap: a view, a partitioned table, a parent of others. */
  pages(session: Session, table: TableName): Promise<number | null>
  /** How many rows of the pages there are, and how many meet each condition. */
  count(session: Session, table: TableName, range: PageRange, conditions: readonly string[]): Promise<CountedPages>
  /** All rows that meet a condition, in one statement. */
  countAll(session: Session, table: TableName, condition: string): Promise<bigint>
  /** What the catalog knows of a condition that is one `IS NULL`: no row meets it, an index has the rows that do, or nothing. */
  nulls(session: Session, table: TableName, condition: string): Promise<'none' | 'indexed' | 'unknown'>
}
