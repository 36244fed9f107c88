import type { Column, ColumnDefault, Enum, ForeignKey, Index, Table, TableName } from '../schema/model.ts'

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

/** One fact about what differs between two schemas. Names are the database's names. */
export type SchemaChange =
  | { readonly kind: 'createSchema'; readonly name: string }
  | { readonly kind: 'createExtension'; readonly name: string }
  | { readonly kind: 'createEnum'; readonly enum: Enum }
  | { readonly kind: 'dropEnum'; readonly enum: Enum }
  /** `enum` is as it was before the plan; one change a value, in the order of the target. `after` is the value before it there. */
  | { readonly kind: 'addEnumValue'; readonly enum: Enum; readonly value: string; readonly after: string | null }
  /** With its primary key and indexes; its foreign keys are `addForeignKey` changes of their own. */
  | { readonly kind: 'createTable'; readonly table: Table }
  | { readonly kind: 'dropTable'; readonly table: Table }
  | { readonly kind: 'addColumn'; readonly table: TableName; readonly column: Column; readonly fill: Fill | null }
  /** `down`: the expression that gives rows of the new application the value that the old one expects. */
  | { readonly kind: 'dropColumn'; readonly table: TableName; readonly column: Column; readonly down: Fill | null }
  /** `to` is the whole new column: a rename may tighten or loosen, and may set another default. Types are equal. */
  | { readonly kind: 'renameColumn'; readonly table: TableName; readonly from: Column; readonly to: Column; readonly fill: Fill | null }
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
