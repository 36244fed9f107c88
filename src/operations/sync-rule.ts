import type { TableName } from '../schema/model.ts'

/**
 * What the one row trigger of a table keeps true while two versions of the application write to it. Columns are database
 * names.
 */
export type SyncRule =
  /** Two columns that hold the same value: whichever side a writer gave wins, the new one if both. */
  | { readonly kind: 'mirror'; readonly from: string; readonly to: string }
  /**
   * The same value in two types, both written by applications: whichever side a writer gave wins, the new one if both, and keeps what it gave to
   * the last digit. Expressions have their columns qualified with `NEW`, and raise no error. `sources` are the columns that `up` reads; it is null
   * where only the backfill can compute the value, which is NULL until then. `down` is null where nothing leads back: then the old
   * column is NULL.
   */
  | {
      readonly kind: 'convert'
      readonly from: string
      readonly to: string
      readonly sources: readonly string[]
      readonly up: string | null
      readonly down: string | null
    }
  /**
   * A column that no application knows: it follows the columns that `up` reads. `down`, for columns that a foreign key's ON UPDATE or
   * ON DELETE may write: then the old column follows.
   */
  | {
      readonly kind: 'shadow'
      readonly column: string
      readonly of: string
      readonly sources: readonly string[]
      readonly up: string
      readonly down: string | null
    }
  /**
   * A value that SQL computes from the row: on insert when it is not given, on update when a source changed and it was not
   * given. `expression` has its columns qualified with `NEW`. `required`: an update that leaves NULL is filled too. `canFail`: some rows may
   * make it raise an error (`code::int`), which must not reach the writer: such a row stays NULL for the backfill, which names it.
   */
  | {
      readonly kind: 'fill'
      readonly column: string
      readonly expression: string
      readonly sources: readonly string[]
      readonly required: boolean
      readonly canFail: boolean
    }
  /**
   * The old side of columns that were split or merged: it follows when the new application wrote `sources`, and not when the old one wrote
   * `old` or the backfill filled what is new. A row that is inserted is the new application's where one of `given` is not NULL. `fills` are
   * what the new columns are made of in a row that the backfill has not reached: first they get that.
   */
  | {
      readonly kind: 'back'
      readonly column: string
      readonly expression: string
      readonly required: boolean
      readonly given: readonly string[]
      readonly sources: readonly string[]
      readonly old: readonly string[]
      readonly fills: readonly { readonly column: string; readonly expression: string }[]
    }
  /** Numbers that a writer gives itself: the sequence goes on after them. */
  | { readonly kind: 'count'; readonly column: string; readonly sequence: TableName }
  /** A value that SQL cannot compute in a row trigger: NULL again when a source changed, so that the backfill finds the row. */
  | { readonly kind: 'pending'; readonly column: string; readonly sources: readonly string[] }
