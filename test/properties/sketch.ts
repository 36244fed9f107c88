/**
 * A schema as few facts: what the generator makes, edits change and `renderSketch` writes as schema.prisma. Everything refers by
 * `id`, so that an edit, and a shrinking that leaves out another edit, need not know what things are called.
 */
export interface SchemaSketch {
  /** The next free id. */
  readonly next: number
  /** The models live in two PostgreSQL schemas. */
  readonly multiSchema: boolean
  readonly enums: readonly EnumSketch[]
  readonly models: readonly ModelSketch[]
  readonly relations: readonly RelationSketch[]
}

/** A name in Prisma, and the one in the database where it is another. */
export interface Named {
  readonly id: number
  readonly name: string
  readonly map: string | null
}

export interface EnumSketch extends Named {
  readonly schema: number
  readonly values: readonly Named[]
}

export interface ModelSketch extends Named {
  readonly schema: number
  readonly fields: readonly FieldSketch[]
  /** Fields by id; a model without one has a unique over required fields. */
  readonly primaryKey: KeySketch | null
  readonly uniques: readonly IndexSketch[]
  readonly indexes: readonly IndexSketch[]
}

export type Arity = 'required' | 'optional' | 'list'

export interface FieldSketch extends Named {
  /** A key of `scalars`, or `enum:<id>`. */
  readonly type: string
  readonly arity: Arity
  readonly default: DefaultSketch
  readonly ignored: boolean
}

/** `number` chooses among the values that the type has. */
export type DefaultSketch =
  | { readonly kind: 'none' | 'sequence' | 'updatedAt' }
  | { readonly kind: 'literal' | 'stable' | 'volatile' | 'client'; readonly number: number }

export interface KeySketch {
  readonly fields: readonly number[]
  readonly map: string | null
}

export interface IndexSketch extends KeySketch {
  readonly id: number
  readonly method: 'btree' | 'hash' | 'gin' | 'brin'
  /** Of the first column. */
  readonly descending: boolean
}

/** `fields` of `from` refer to `references` of `to`; a link is an implicit many-to-many relation and has neither. */
export interface RelationSketch extends Named {
  readonly from: number
  readonly to: number
  readonly kind: 'key' | 'link'
  readonly fields: readonly number[]
  readonly references: readonly number[]
  readonly onDelete: number
  readonly onUpdate: number
}

export const emptySketch = (multiSchema: boolean): SchemaSketch => ({ next: 1, multiSchema, enums: [], models: [], relations: [] })
