/**
 * What a database looks like, as plain JSON. It is read from the DDL that Prisma's own engine renders for a schema, so
 * names, types and defaults are exactly Prisma's; what DDL lacks (model and field names, defaults that the client
 * computes) comes from the schema text.
 */
export interface Schema {
  readonly tables: readonly Table[]
  readonly enums: readonly Enum[]
  /** PostgreSQL schemas that `datasource.schemas` names; empty when there is only the default one. */
  readonly schemas: readonly string[]
  readonly extensions: readonly string[]
}

/** `schema` is null for the connection's default schema: such names are written unqualified, as Prisma does. */
export interface TableName {
  readonly schema: string | null
  readonly name: string
}

export interface Table extends TableName {
  /** The Prisma model; null for the join table of an implicit many-to-many relation. */
  readonly model: string | null
  /** In the order of the schema file. */
  readonly columns: readonly Column[]
  readonly primaryKey: PrimaryKey | null
  readonly indexes: readonly Index[]
  readonly foreignKeys: readonly ForeignKey[]
}

export interface Column {
  readonly name: string
  /** The Prisma field; equals `name` unless `@map` says otherwise. */
  readonly field: string
  /** As Prisma writes it in DDL: `TEXT`, `TIMESTAMP(3)`, `"Role"`, `TEXT[]`. `SERIAL` is `INTEGER` with a sequence default. */
  readonly type: string
  readonly nullable: boolean
  readonly default: ColumnDefault | null
  /** A default that Prisma Client computes and the database does not know: `cuid()`, `uuid(7)`, `nanoid()`, `updatedAt`. */
  readonly clientDefault: string | null
}

export type ColumnDefault =
  /** The same for every row of one statement: literals, `CURRENT_TIMESTAMP`. `ADD COLUMN` with it is metadata only. */
  | { readonly kind: 'stable'; readonly sql: string }
  /** `gen_random_uuid()` and everything that `dbgenerated()` may hold: evaluated per row, so it would rewrite the table. */
  | { readonly kind: 'volatile'; readonly sql: string }
  /** `autoincrement()`: a sequence that the column owns. */
  | { readonly kind: 'sequence' }

export interface PrimaryKey {
  readonly name: string
  readonly columns: readonly string[]
}

export interface Index {
  readonly name: string
  readonly unique: boolean
  /** Column names only, in order. */
  readonly columns: readonly string[]
  /** What follows the table's name in CREATE INDEX, as Prisma writes it: `USING GIN ("tags")`, `("a" DESC, "b")`. */
  readonly definition: string
}

export interface ForeignKey {
  readonly name: string
  readonly columns: readonly string[]
  readonly references: TableName & { readonly columns: readonly string[] }
  /** `RESTRICT`, `CASCADE`, `SET NULL`, `NO ACTION` or `SET DEFAULT`. */
  readonly onDelete: string
  readonly onUpdate: string
}

export interface Enum {
  readonly schema: string | null
  readonly name: string
  /** The labels in the database. */
  readonly values: readonly string[]
  /** What the schema file calls the enum, and each of the labels; never a part of a plan. */
  readonly code?: { readonly name: string; readonly values: Readonly<Record<string, string>> }
}
