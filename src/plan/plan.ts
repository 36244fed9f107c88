import type { SchemaChange } from '../diff/change.ts'
import type { AnsweredQuestion } from '../diff/question.ts'
import type { SchemaEdit } from '../schema/edit.ts'
import type { TableSize } from '../schema/hidden.ts'
import type { TableName } from '../schema/model.ts'
import type { Check, TableLock } from '../sql/statement.ts'
import type { Rehearsal } from './rehearsal.ts'

export type StageName = 'expand' | 'deploy' | 'backfill' | 'contract'
export const stageNames: readonly StageName[] = ['expand', 'deploy', 'backfill', 'contract']

/** additive: adds. widening: allows more. data: writes rows. tightening: allows less. destructive: cannot be undone. */
export type Safety = 'additive' | 'widening' | 'data' | 'tightening' | 'destructive'

/**
 * One SQL file that runs as one Prisma migration. If every postcheck holds the step is done; else, if every precheck holds,
 * it runs; else it is a conflict.
 */
export interface Step {
  /** Stable and readable: `expand/alter.BlogPost`, `contract/dropColumn.BlogPost.author`. */
  readonly id: string
  readonly label: string
  readonly safety: Safety
  /** Relative to the plan's folder: `expand/01_blog_post_columns.sql`. What the reviewer reads is what runs. */
  readonly file: string
  /** The name of its Prisma migration without the timestamp: `add_slug_expand_01_blog_post_columns`. */
  readonly migration: string
  /** `forbidden`: one statement, sent alone. `allowed`: the file has its own BEGIN and COMMIT, or is one statement. */
  readonly transaction: 'allowed' | 'forbidden'
  readonly locks: readonly TableLock[]
  /** The step reads a whole table: it has a lock_timeout but no statement_timeout. */
  readonly scans: boolean
  readonly precheck: readonly Check[]
  readonly postcheck: readonly Check[]
  /** The name of an index that an interrupted CREATE INDEX CONCURRENTLY may have left INVALID: dropped before the step runs. */
  readonly buildsIndex: { readonly table: TableName; readonly name: string } | null
}

/** What a person or a pipeline must have done before the deploy stage is recorded. */
export interface Gate {
  readonly id: string
  readonly text: string
}

export interface KeyColumn {
  readonly name: string
  /** SQL type, for the cast of a value's text form. */
  readonly type: string
}

export interface BackfillColumn {
  readonly field: string
  readonly column: string
  readonly type: string
  /** Of an enum whose values have other names in the schema file (`@map`): Prisma's names, by the database's. Transforms see Prisma's. */
  readonly names?: Readonly<Record<string, string>> | undefined
}

/** Rows are visited in keyset order, in batches; the cursor is saved in each batch's own transaction. */
export type Backfill = SqlBackfill | TypeScriptBackfill

interface BackfillBase {
  readonly id: string
  readonly label: string
  readonly table: TableName
  /** The primary key, or a unique index over required columns; `ctid` of type `TID` where there is neither: src/schema/row-key.ts. */
  readonly key: readonly KeyColumn[]
  /** A predicate over the table's alias `t`: the row still needs work. It makes every replay a no-op. */
  readonly pending: string
  /** False when the value may rightly be NULL: then a full pass of the cursor is the proof, not the absence of pending rows. */
  readonly mustEmpty: boolean
  readonly file: string
  /**
   * Columns that were there before the plan and change with the rows: their old values are kept, in the batch's own transaction, and undo
   * puts them back. Of rows that are deleted it is every column.
   */
  readonly replaces?: readonly KeyColumn[] | undefined
}

export interface SqlBackfill extends BackfillBase {
  readonly kind: 'sql'
  /** An UPDATE or DELETE of the table under alias `t`, in `file`; `:key_range` in its WHERE is replaced by the batch's bounds. */
  readonly writes: readonly string[]
}

export interface TypeScriptBackfill extends BackfillBase {
  readonly kind: 'typescript'
  /** What the transform's row holds, besides the key. */
  readonly read: readonly BackfillColumn[]
  readonly writes: readonly BackfillColumn[]
}

/** Rows that contradict what contract will enforce or drop. Contract refuses while there is one. */
export interface Verification {
  readonly id: string
  /** What it counts: rows, unless it says otherwise. The guard of contract counts rows only. */
  readonly kind?: 'dependents' | undefined
  readonly label: string
  readonly table: TableName
  /** Returns one row, one bigint column: how many rows offend. */
  readonly countSql: string
  /** Returns up to 10 rows, one text column: the keys (or values) of offending rows. */
  readonly sampleSql: string
  /** What to do about them. */
  readonly hint: string
}

/** A sequence that counts the rows which the old application wrote by its own columns, from expand to contract. */
export interface CountedWrites {
  readonly table: TableName
  /** The old columns that it tells by. */
  readonly columns: readonly string[]
  readonly sequence: TableName
}

/** What was wanted, where one plan is not enough: it waits until this plan is promoted. */
export interface PlanChain {
  /** From this plan's target schema to the one that was wanted. */
  readonly edits: readonly SchemaEdit[]
  /** The answers that are known already, as the values of the flags of `stager plan`. */
  readonly answers: ChainAnswers
}
/** The values of the flags of `stager plan` that answer its questions. */
export type ChainAnswers = { readonly [Flag in ChainFlag]?: readonly string[] | undefined }
export type ChainFlag = 'rename' | 'drop' | 'fill' | 'down' | 'duplicates' | 'orphans' | 'mapValue'

export interface Plan {
  readonly $schema: string
  readonly formatVersion: 1
  /** The plan's seal: lower-case hex SHA-256, see docs/formats.md. */
  readonly seal: string
  /** `add_slug`; unique among the plans of a repository. */
  readonly name: string
  /** `20261121093000`, UTC. The folder is `<timestamp>_<name>`. */
  readonly timestamp: string
  /** The version of stager that made it. */
  readonly stager: string
  /** SHA-256 of the Schema models. */
  readonly from: string
  readonly to: string
  readonly changes: readonly SchemaChange[]
  /** Every table that the plan reads or writes: two plans in flight share none. */
  readonly tables: readonly TableName[]
  /** Things that reviewers should know, one sentence each. */
  readonly notes: readonly string[]
  /** Tables as large as the database said that was asked when the plan was made. */
  readonly sizes?: readonly TableSize[] | undefined
  readonly expand: {
    /** Counts that must be 0 when expand begins: what it finds would be left behind. */
    readonly requires?: readonly Verification[] | undefined
    readonly steps: readonly Step[]
  }
  readonly deploy: { readonly gates: readonly Gate[]; readonly counters?: readonly CountedWrites[] | undefined }
  readonly backfill: { readonly backfills: readonly Backfill[] }
  readonly contract: { readonly verifications: readonly Verification[]; readonly steps: readonly Step[] }
  readonly undo: {
    /** In the order in which they run. */
    readonly steps: readonly Step[]
    /** Where one of these holds, undo refuses: the label is the reason. */
    readonly irreversible?: readonly Check[] | undefined
  }
  readonly edits: {
    /** From the base schema to the transition schema. */
    readonly expand: readonly SchemaEdit[]
    /** From the transition schema to the target schema. */
    readonly promote: readonly SchemaEdit[]
    /** From the transition schema back to the base schema. */
    readonly undo: readonly SchemaEdit[]
  }
  /** What was answered when the plan was made, if anything was; `stager plan --rebase` answers it again. */
  readonly answers?: ChainAnswers | undefined
  /** The questions among them that had to be answered, in their order. */
  readonly questions?: readonly AnsweredQuestion[] | undefined
  /** What a second plan does after this one; `stager plan --continue` makes it. */
  readonly chain?: PlanChain | undefined
  /** SHA-256 of each file of the plan's folder that runs or is promised: SQL, transforms, the three schemas. */
  readonly files: Readonly<Record<string, string>>
}

/** A plan together with the text of its files, as assembled or as read from disk. */
export interface PlanBundle {
  readonly plan: Plan
  /** Path relative to the plan's folder -> text. */
  readonly texts: ReadonlyMap<string, string>
  /** What its last rehearsal measured; not under the seal, since nothing of it runs. */
  readonly rehearsal?: Rehearsal | undefined
}
