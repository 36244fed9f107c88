/**
 * An edit of one member (a field, a block attribute, or the block as a whole) of one block of a Prisma schema.
 * Plans store edits, never a copy to restore, so that plans on other models can be in flight beside them.
 */
export interface SchemaEdit {
  /** `model BlogPost`, `enum Role`. */
  readonly block: string
  /** `field slug`, `@@index([slug])`, `value ADMIN`, `setting url`; null for the whole block; `layout` for its blank lines, loose comments, order. */
  readonly member: string | null
  /** The member's (or block's) text before the edit; null when it is inserted. */
  readonly from: string | null
  /** The text after the edit; null when it is removed. */
  readonly to: string | null
  /** Where an inserted member goes: after this member, or first in the block (null). For a block: after that block. */
  readonly after: string | null
  /** For a block in a schema of several files: the file, relative to the schema's folder. */
  readonly file: string | null
}
