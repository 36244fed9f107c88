import type { Growth, Objection } from '../evidence/evidence.ts'
import type { CountedWrites } from '../plan/plan.ts'
import type { Session } from './ports.ts'
import type { Operator } from './state-ports.ts'

/** A statement as pg_stat_statements has it. */
export interface SeenStatement {
  readonly id: string
  readonly query: string
  readonly calls: bigint
}

export type SeenStatements =
  | {
      readonly state: 'looked'
      readonly statements: readonly SeenStatement[]
      readonly hidden: number
    }
  | { readonly state: 'unknown'; readonly reason: string }

/** A column of a table, or the table itself. */
export interface NamedInText {
  readonly table: string
  readonly column: string | null
}

export interface Connection {
  readonly processId: number
  readonly applicationName: string
  readonly user: string
}

export type SightingSource = 'writes' | 'statements'

/** What the database has seen of the old application. */
export interface EvidenceReads {
  /** How far each counter is; those whose sequence is gone are left out. */
  oldWrites(
    session: Session,
    counters: readonly CountedWrites[],
  ): Promise<readonly { readonly counter: CountedWrites; readonly writes: bigint }[]>
  /** Statements of this database whose text may name one of these, since all its words are in it; stager's own are left out. */
  statements(session: Session, names: readonly NamedInText[]): Promise<SeenStatements>
  /** Connections of this database, but stager's own. */
  connections(session: Session): Promise<readonly Connection[]>
}

/** What was seen, so that a later look can tell what is new; and who went on in spite of it. */
export interface Sightings {
  /**
   * Records counts by key, and tells how they have grown. `baseline`: what grows from now on is after the deploy. Where stager may not write yet, it
   * tells the totals only.
   */
  note(
    session: Session,
    planId: string,
    source: SightingSource,
    counts: ReadonlyMap<string, bigint>,
    options: { readonly baseline: boolean },
  ): Promise<ReadonlyMap<string, Growth>>
  /** Tells how counts have grown since they were recorded last, and records nothing. */
  recall(
    session: Session,
    planId: string,
    source: SightingSource,
    counts: ReadonlyMap<string, bigint>,
  ): Promise<ReadonlyMap<string, Growth>>
  acknowledge(session: Session, planId: string, objections: readonly Objection[], by: Operator): Promise<void>
}
