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

/** What still uses what a plan drops or renames. */
export interface PlanEvidence {
  /** The plan's name, and its folder. */
  readonly plan: string
  readonly id: string
  /** What goes, for people: `BlogPost.author, now authorName`. */
  readonly old: readonly string[]
  readonly source: SourceEvidence
  readonly types: TypeEvidence
}
