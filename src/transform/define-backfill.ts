/** A backfill in TypeScript: which fields of a row it reads, and what it makes of them. */
export interface BackfillDefinition<Row extends object = Record<string, unknown>, Out extends object = Record<string, unknown>> {
  /** The fields that `transform` is given, in Prisma's names. Nothing else is fetched; the key always is. */
  readonly read: readonly (keyof Row & string)[]
  /**
   * Returns the new fields of a row, or `null` (as a field's value) where there is none. Called once for each pending row; it may be async. It
   * has to give the same answer for the same row: a row whose sources change while the old application still writes is computed again.
   */
  readonly transform: (row: Readonly<Row>) => Out | Promise<Out>
  /**
   * How many calls of an async `transform` may wait at once: 8 unless it says otherwise. Their order is not fixed, and they are of one batch. 1
   * calls it for one row after the other.
   */
  readonly concurrency?: number
}

/**
 * Defines the backfill of a plan whose values only TypeScript can compute. It is the default export of the file that
 * `stager plan --fill Model.field=./file.ts` names.
 *
 * ```ts
 * import { defineBackfill } from 'stager'
 * import slugify from 'slugify'
 *
 * export default defineBackfill({
 *   read: ['title'],
 *   transform: (row) => ({ slug: slugify(row.title) }),
 * })
 * ```
 *
 * Give the types to have them checked: `defineBackfill<{ title: string }, { slug: string }>({ ... })`.
 */
export function defineBackfill<Row extends object, Out extends object>(
  definition: BackfillDefinition<Row, Out>,
): BackfillDefinition<Row, Out> {
  return definition
}
