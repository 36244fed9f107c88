import type { ChangeKind, ChangeOf, SchemaChange } from '../diff/change.ts'
import type { Safety, Verification } from '../plan/plan.ts'
import type { HiddenObject } from '../schema/hidden.ts'
import type { Column, Schema, TableName } from '../schema/model.ts'
import type { Check, Statement } from '../sql/statement.ts'
import type { SyncRule } from './sync-rule.ts'

/**
 * Where in a stage a part runs. Parts of one table in a slot that `merges` become one transaction; the others are steps
 * of their own. Order is the order of this list.
 */
export const expandSlots = [
  'namespace',
  'type',
  'enumValue',
  'prepare',
  'move',
  'table',
  'alter',
  'sync',
  'sequence',
  'index',
  'primaryKey',
  'loosen',
  'foreignKey',
  'validate',
  'rename',
] as const
export const contractSlots = [
  'relax',
  'dropView',
  'shadow',
  'fillShadow',
  'check',
  'validate',
  'tighten',
  'unique',
  'foreignKey',
  'validateForeignKey',
  'swapForeignKey',
  'primaryKey',
  'swap',
  'rename',
  'sequence',
  // Before the triggers: a key over columns that two of them keep in step holds only while both do.
  'dropForeignKey',
  'dropTrigger',
  'dropFunction',
  'dropSequence',
  'changeKey',
  'validateKey',
  'dropIndex',
  'dropColumn',
  'dropTable',
  'dropType',
  'restore',
  'move',
  'dropPrepared',
  'dropNamespace',
] as const

export type ExpandSlot = (typeof expandSlots)[number]
export type ContractSlot = (typeof contractSlots)[number]

/** A piece of a stage, before it is merged with its neighbours into a step. */
export interface Part<Slot extends string> {
  readonly slot: Slot
  readonly table: TableName | null
  /** Where parts of several tables must be one transaction: what they have in common, `enum.Role`. Only in a slot that merges. */
  readonly group?: string
  /** Unique within slot and table: `addColumn.slug`. */
  readonly key: string
  readonly label: string
  readonly safety: Safety
  readonly execute: readonly Statement[]
  readonly precheck: readonly Check[]
  readonly postcheck: readonly Check[]
  /** Set on CREATE INDEX CONCURRENTLY. */
  readonly buildsIndex?: string
}

export type ExpandPart = Part<ExpandSlot>
export type ContractPart = Part<ContractSlot>

/** One column that a set-based backfill assigns. All of a table's fold into one UPDATE. */
export interface Assignment {
  readonly table: TableName
  readonly column: string
  /** Over alias `t`. */
  readonly expression: string
  /** Over alias `t`. */
  readonly pending: string
  readonly mustEmpty: boolean
  /** A column that was there before and follows `column` by the row trigger: undo puts its values back. */
  readonly carries?: string
}

/** A column that a TypeScript transform computes. */
export interface TransformTarget {
  readonly table: TableName
  readonly column: Column
  readonly file: string | null
  readonly sources: readonly string[]
  readonly pending: string
  readonly mustEmpty: boolean
}

/** A statement that settles rows (duplicates, orphans), as a batched backfill. `:key_range` is the batch's bounds. */
export interface Settlement {
  readonly table: TableName
  readonly key: string
  readonly label: string
  /** UPDATE or DELETE of the table under alias `t`. */
  readonly sql: string
  readonly pending: string
  /** Empty where rows are deleted. */
  readonly writes: readonly string[]
  /** See `Assignment`. */
  readonly carries?: string
}

/** What one change contributes to the stages. */
export interface Staged {
  readonly expand: readonly ExpandPart[]
  /** What must not be there when expand begins: it would be left behind. */
  readonly requires: readonly Verification[]
  readonly sync: readonly { readonly table: TableName; readonly rule: SyncRule }[]
  readonly assignments: readonly Assignment[]
  readonly transforms: readonly TransformTarget[]
  readonly settlements: readonly Settlement[]
  readonly verifications: readonly Verification[]
  readonly contract: readonly ContractPart[]
  /** Parts that take expand back; they run in the order of the contract slots. */
  readonly undo: readonly ContractPart[]
  /** True once something has happened that undo cannot take back; the label says why. */
  readonly irreversible: readonly Check[]
  /** What people must do or know before the deploy stage is recorded. */
  readonly gates: readonly string[]
  readonly notes: readonly string[]
}

export interface PlanContext {
  /** With the plan's moved tables under their new names: see moves.ts. */
  readonly before: Schema
  readonly after: Schema
  /** All changes of the plan: an operation asks here whether a column is new, for example. */
  readonly changes: readonly SchemaChange[]
  /** Prefix for the names of trigger functions and temporary constraints, unique to the plan. */
  readonly tag: string
  /** What hangs on the touched columns unseen by Prisma; null where no database was asked. */
  readonly hidden: readonly HiddenObject[] | null
}

/** One kind of change: pure, one file each, listed in the exhaustive registry. */
export interface Operation<K extends ChangeKind = ChangeKind> {
  readonly kind: K
  /** A short sentence with the user's names, for people. */
  describe(change: ChangeOf<K>): string
  /** The schema after the change: folding it over a diff gives the target. */
  apply(change: ChangeOf<K>, schema: Schema): Schema
  /** The schema after expand and before contract; the database of the transition schema. */
  applyExpand(change: ChangeOf<K>, schema: Schema, context: PlanContext): Schema
  plan(change: ChangeOf<K>, context: PlanContext): Staged
}

export type OperationRegistry = { readonly [K in ChangeKind]: Operation<K> }
