import type { Node } from '../../sql/parse.ts'
import type { Level } from '../finding.ts'
import type { LintFile, LintStatement } from './lint-file.ts'

/** What rules know besides the statement. */
export interface LintContext {
  /** The oldest version that the SQL must run on: 14 to 18. */
  readonly postgresVersion: number
  readonly file: LintFile
  /** The statement's place in its file. */
  readonly index: number
  /** Statements of the same change that run before it: those of earlier files, then those of its own. */
  readonly earlier: readonly LintStatement[]
  /** False for a table that the same change created: it is empty, and nobody uses it. */
  isExisting(relation: Node): boolean
  /** The column's type as Prisma writes it (`VARCHAR(20)`), where the base schema or the change tells; null elsewhere. */
  columnType(relation: Node, column: string): string | null
}

export interface Match {
  /** One sentence with the user's own names. */
  readonly message: string
  /** What to write or to type instead. */
  readonly instead: string
  /** Where it differs from the rule's. */
  readonly level?: Level
}

/** A rule about one statement, in its context. Pure. */
export interface SqlRule {
  readonly level: Level
  /** A few words, for lists. */
  readonly title: string
  readonly find: (statement: LintStatement, context: LintContext) => readonly Match[]
}
