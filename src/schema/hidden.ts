import type { TableName } from './model.ts'

/** What hangs on columns (or a table) that a plan touches, and that schema.prisma does not have. */
export type HiddenObject = HiddenIndex | HiddenCheck | HiddenStatistics | HiddenView | OtherHidden

interface HiddenBase {
  readonly table: TableName
  /** Columns of the table that it needs, as far as they are touched; empty when it hangs on the table as a whole. */
  readonly columns: readonly string[]
  /** Type and name as PostgreSQL identifies it: `index "User_lower_idx"`, `trigger t on "User"`. */
  readonly identity: string
}

interface Commented extends HiddenBase {
  readonly name: string
  readonly comment: string | null
}

export interface HiddenIndex extends Commented {
  readonly kind: 'index'
  readonly unique: boolean
  /** Key columns that are plain columns: a NULL in one of them keeps a row out of a unique index. Empty where NULLs collide. */
  readonly keys: readonly string[]
  /** What follows the table's name in CREATE INDEX. */
  readonly definition: string
}

export interface HiddenCheck extends Commented {
  readonly kind: 'check'
  readonly expression: string
  readonly inherited: boolean
  readonly valid: boolean
}

/** https://www.postgresql.org/docs/current/sql-createstatistics.html */
export interface HiddenStatistics extends Commented {
  readonly kind: 'statistics'
  readonly schema: string | null
  /** `ndistinct`, `dependencies`, `mcv`; empty for a single expression. */
  readonly kinds: readonly string[]
  /** Columns and expressions, separated by commas. */
  readonly on: string
  readonly target: number | null
}

/** A plain view, which can be made anew in place. */
export interface HiddenView extends HiddenBase {
  readonly kind: 'view'
  readonly schema: string | null
  readonly name: string
  readonly definition: string
  /** `security_barrier=true` */
  readonly options: readonly string[]
}

/** What stager does not write anew; `why` says so where it is not plain from the kind. */
export interface OtherHidden extends HiddenBase {
  readonly kind:
    | 'materializedView'
    | 'rule'
    | 'policy'
    | 'trigger'
    | 'generatedColumn'
    | 'function'
    | 'publication'
    /** It has the table because it has the table's schema. */
    | 'publicationOfSchema'
    | 'constraint'
    | 'foreignKey'
    | 'specialIndex'
    | 'inheritance'
    /** A function that has the column's or the table's name in its text; it may mean something else. */
    | 'mention'
}

/** A table as PostgreSQL's statistics know it. */
export interface TableSize {
  readonly table: TableName
  readonly rows: number
  readonly bytes: number
}
