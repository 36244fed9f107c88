import type { Column, ColumnDefault, Enum, ForeignKey, Index, PrimaryKey, Table, TableName } from '../schema/model.ts'

/** Where the value of existing rows (and of the old application's writes) comes from. */
export type Fill =
  /** An SQL expression over the row's own columns; may be a constant. `sources` are the columns that it reads. */
  | { readonly kind: 'expression'; readonly sql: string; readonly sources: readonly string[] }
  /** An SQL expression that a row trigger cannot evaluate cheaply (it contains a subquery): only the backfill computes it. */
  | { readonly kind: 'query'; readonly sql: string; readonly sources: readonly string[] }
  /** A TypeScript transform. `file` is the user's path, or null when a scaffold is to be written into the plan. */
  | { readonly kind: 'typescript'; readonly file: string | null; readonly sources: readonly string[] }
  /** "No row needs one": verification and contract refuse while there is a NULL. */
  | { readonly kind: 'none' }

/** What happens to rows that a new unique index forbids; rows keep the value in the order of their key. */
export type DuplicateRule = 'refuse' | 'null' | 'suffix' | 'delete'
/** What happens to rows that a new foreign key forbids. */
export type OrphanRule = 'refuse' | 'null' | 'delete'

/**
 * How a value goes from one column to the one that takes its place, and back: what the row trigger keeps true while both are written.
 * Expressions are over the row's own columns, unqualified.
 */
export interface Conversion {
  /** Reads the old column. */
  readonly up: string
  /** Reads the new column; null where nothing leads back, so that the old application sees what it wrote itself only. */
  readonly down: string | null
  /** The expression raises an error for some values (`text` to `integer`): the trigger must not hand that to a writer. */
  readonly upCanFail: boolean
  readonly downCanFail: boolean
  /**
   * The new type may not hold a value in full (digits, the time of day): where `down` does not give the old value again, contract refuses.
   * False where an answer gave `up`, which acknowledges what it does.
   */
  readonly mayLose: boolean
  /** Two values may become one: `text` to `citext`. Unique indexes and foreign keys are proved anew. */
  readonly mayCollide: boolean
  /** An answer gave `up`: where it makes NULL of a value, that is meant. */
  readonly given: boolean
}

/** Columns that get another name. */
export interface ColumnRename {
  readonly from: string
  readonly to: string
}

/** A value of an enum that goes: rows that hold `from` get `to`. */
export interface ValueMapping {
  readonly from: string
  readonly to: string
}

/** One fact about what differs between two schemas. Names are the database's names. */
export type SchemaChange =
  | { readonly kind: 'createSchema'; readonly name: string }
  | { readonly kind: 'createExtension'; readonly name: string }
  | { readonly kind: 'createEnum'; readonly enum: Enum }
  | { readonly kind: 'dropEnum'; readonly enum: Enum }
  /** `enum` is as it was before the plan; one change a value, in the order of the target. `after` is the value before it there. */
  | { readonly kind: 'addEnumValue'; readonly enum: Enum; readonly value: string; readonly after: string | null }
  /**
   * Values go, and others may come (those are `addEnumValue` changes too): a new type takes the name over at contract. Each column of the
   * type has a `changeType` of its own.
   */
  | { readonly kind: 'changeEnum'; readonly from: Enum; readonly to: Enum; readonly mapping: readonly ValueMapping[] }
  /** With its primary key and indexes; its foreign keys are `addForeignKey` changes of their own. */
  | { readonly kind: 'createTable'; readonly table: Table }
  | { readonly kind: 'dropTable'; readonly table: Table }
  /**
   * The same table under another name, or in another schema: an updatable view takes the old name. `table` is the new name. The columns
   * named in `columns` are renamed in the same transaction, and keep their old names in the view.
   */
  | {
      readonly kind: 'moveTable'
      readonly table: TableName
      readonly from: Table
      readonly columns: readonly ColumnRename[]
    }
  | { readonly kind: 'addColumn'; readonly table: TableName; readonly column: Column; readonly fill: Fill | null }
  /** `down`: the expression that gives rows of the new application the value that the old one expects. */
  | { readonly kind: 'dropColumn'; readonly table: TableName; readonly column: Column; readonly down: Fill | null }
  /**
   * `to` is the whole new column: a rename may tighten or loosen, and may set another default. Where the types differ, `conversion` says
   * how values go over.
   */
  | {
      readonly kind: 'renameColumn'
      readonly table: TableName
      readonly from: Column
      readonly to: Column
      readonly fill: Fill | null
      readonly conversion: Conversion | null
    }
  /**
   * Another type under the same name, which clients of both schemas tolerate: a shadow column of `shadowType` takes over at contract.
   * Nullability and default are as in `from`: other changes say how they change.
   */
  | {
      readonly kind: 'changeType'
      readonly table: TableName
      readonly from: Column
      readonly to: Column
      /** The type of the shadow column until the swap: `to.type`, or an enum's temporary name. */
      readonly shadowType: string
      readonly conversion: Conversion
    }
  /** A column moves to another table, along the one relation between the two. `column` is new in `table`. */
  | {
      readonly kind: 'moveColumn'
      readonly table: TableName
      readonly column: Column
      readonly from: { readonly table: TableName; readonly column: Column }
      /** Pairs of columns that are equal where two rows belong together: `from` of the old table, `to` of the new one. */
      readonly join: readonly ColumnRename[]
      readonly fill: Fill | null
      /** `null`: values that no row of the new table can take are given up. */
      readonly orphans: 'refuse' | 'null'
    }
  /** `autoincrement()` on a column that exists, which is `column` then. `from` is the default that it had. */
  | { readonly kind: 'addSequence'; readonly table: TableName; readonly column: Column; readonly from: ColumnDefault | null }
  /** No `autoincrement()` any more; `column` may have another default then. */
  | { readonly kind: 'dropSequence'; readonly table: TableName; readonly column: Column }
  /** Other columns, or none, or one where none was. */
  | {
      readonly kind: 'changePrimaryKey'
      readonly table: TableName
      readonly from: PrimaryKey | null
      readonly to: PrimaryKey | null
    }
  /** The join table of an implicit relation: its key is over A and B now, in this order; or was a unique index, as before Prisma 6. */
  | {
      readonly kind: 'rekeyJoinTable'
      readonly table: TableName
      readonly from: Pick<Table, 'primaryKey' | 'indexes'>
      readonly to: Pick<Table, 'primaryKey' | 'indexes'>
    }
  | { readonly kind: 'setNotNull'; readonly table: TableName; readonly column: Column; readonly fill: Fill }
  | { readonly kind: 'dropNotNull'; readonly table: TableName; readonly column: Column }
  | {
      readonly kind: 'setDefault'
      readonly table: TableName
      readonly column: string
      readonly from: ColumnDefault | null
      readonly to: ColumnDefault
    }
  | { readonly kind: 'dropDefault'; readonly table: TableName; readonly column: string; readonly from: ColumnDefault }
  /** PostgreSQL takes the new type without a look at the rows: `VARCHAR(20)` to `TEXT`, `DECIMAL(10,2)` to `DECIMAL(12,2)`. */
  | { readonly kind: 'widenColumn'; readonly table: TableName; readonly column: string; readonly from: string; readonly to: string }
  | { readonly kind: 'createIndex'; readonly table: TableName; readonly index: Index }
  | { readonly kind: 'dropIndex'; readonly table: TableName; readonly index: Index }
  | { readonly kind: 'addUnique'; readonly table: TableName; readonly index: Index; readonly duplicates: DuplicateRule }
  | { readonly kind: 'dropUnique'; readonly table: TableName; readonly index: Index }
  | { readonly kind: 'addForeignKey'; readonly table: TableName; readonly foreignKey: ForeignKey; readonly orphans: OrphanRule }
  | { readonly kind: 'dropForeignKey'; readonly table: TableName; readonly foreignKey: ForeignKey }
  /** Same name or not: columns, target or actions differ. */
  | { readonly kind: 'changeForeignKey'; readonly table: TableName; readonly from: ForeignKey; readonly to: ForeignKey }
  | { readonly kind: 'renameIndex'; readonly table: TableName; readonly from: string; readonly to: string }
  /** Primary keys and foreign keys whose `map:` changed. */
  | {
      readonly kind: 'renameConstraint'
      readonly table: TableName
      readonly constraint: 'primaryKey' | 'foreignKey'
      readonly from: string
      readonly to: string
    }

export type ChangeKind = SchemaChange['kind']
export type ChangeOf<K extends ChangeKind> = Extract<SchemaChange, { kind: K }>
