export type Access = 'read' | 'write'

/** A line of the application that names what a plan drops or renames. */
export interface SourceUse {
  /** Absolute until it is reported; then relative to where stager runs. */
  readonly file: string
  readonly line: number
  readonly column: number
  /** The line itself. */
  readonly text: string
  /** The model; in raw SQL the table. */
  readonly model: string
  /** The field; in raw SQL the column; null where the model or table itself goes. */
  readonly field: string | null
  readonly access: Access
  /** `where`, `select`, `data`, ...; `property` of a result; `input` that is built elsewhere; `model`; `raw SQL`. */
  readonly place: string
  /** `certain`: the compiler says so. `likely`: the names say so. `possible`: only the last name does. */
  readonly confidence: 'certain' | 'likely' | 'possible'
}

/** An error that the compiler reports with the client of the target schema, and not with the current one. */
export interface TypeFinding {
  readonly file: string
  readonly line: number
  readonly column: number
  /** `TS2339`. */
  readonly code: string
  /** Its first line. */
  readonly message: string
}

/** Nobody could look; the reason is part of a sentence. */
export interface Unknown {
  readonly state: 'unknown'
  readonly reason: string
}

export type SourceEvidence =
  | {
      readonly state: 'looked'
      /** tsconfig files, or folders. */
      readonly sources: readonly string[]
      readonly uses: readonly SourceUse[]
    }
  | Unknown

export type TypeEvidence =
  { readonly state: 'looked'; readonly sources: readonly string[]; readonly errors: readonly TypeFinding[] } | Unknown

/** A count that grew, or did not. Times are the database's. */
export interface Growth {
  readonly total: number
  /** Since the deploy was recorded; null before that. */
  readonly sinceDeploy: number | null
  /** Between which two looks it grew last; `after` is null where the first look found it so. */
  readonly lastGrowth: { readonly after: Date | null; readonly until: Date } | null
}

/** Transactions that wrote a table by its old columns. */
export interface OldWrites extends Growth {
  readonly table: string
  readonly columns: readonly string[]
}

/** Not known, too, for a plan that was made before there were counters. */
export type WriteEvidence = { readonly state: 'looked'; readonly counters: readonly OldWrites[] } | Unknown

/** A statement of pg_stat_statements that names an old column or table; `total` are its calls. */
export interface OldStatement extends Growth {
  readonly id: string
  readonly query: string
  /** `posts.author`. */
  readonly names: readonly string[]
  readonly access: Access
}

export type StatementEvidence =
  | {
      readonly state: 'looked'
      readonly statements: readonly OldStatement[]
      /** Statements of other roles, whose text only a member of pg_read_all_stats sees. */
      readonly hidden: number
    }
  | Unknown

/** A connection whose application_name has the fingerprint of a schema. */
export interface LiveClient {
  readonly processId: number
  readonly applicationName: string
  readonly user: string
  readonly fingerprint: string
  /** Which schema that is, for people; null where it is not known. */
  readonly schema: string | null
}

export type ClientEvidence =
  | {
      readonly state: 'looked'
      /** Their schema has what goes. */
      readonly old: readonly LiveClient[]
      /** Their schema is none that stager knows. */
      readonly unknown: readonly LiveClient[]
      /** How many have a schema without it. */
      readonly current: number
      /** How many other connections say nothing about their schema. */
      readonly unstamped: number
    }
  | Unknown

/** The kinds that contract refuses on, by the names that `--acknowledge` takes. */
export type EvidenceName = 'statements' | 'writes' | 'clients'
export const evidenceNames: readonly EvidenceName[] = ['statements', 'writes', 'clients']

/** Why contract refuses; a clause of a sentence. */
export interface Objection {
  readonly evidence: EvidenceName
  readonly what: string
}

/** What the database has seen of the old application. */
export interface DatabaseEvidence {
  readonly statements: StatementEvidence
  readonly writes: WriteEvidence
  readonly clients: ClientEvidence
  /** What contract refuses on. */
  readonly objections: readonly Objection[]
}

/** What still uses what a plan drops or renames. */
export interface PlanEvidence extends DatabaseEvidence {
  /** The plan's name, and its folder. */
  readonly plan: string
  readonly id: string
  /** What goes, for people: `BlogPost.author, now authorName`. */
  readonly old: readonly string[]
  readonly source: SourceEvidence
  readonly types: TypeEvidence
}
