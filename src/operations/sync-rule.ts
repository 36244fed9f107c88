/**
 * What the one row trigger of a table keeps true while two versions of the application write to it. Columns are database
 * names.
 */
export type SyncRule =
  /** Two columns that hold the same value: whichever side a writer gave wins, the new one if both. */
  | { readonly kind: 'mirror'; readonly from: string; readonly to: string }
  /**
   * A value that SQL computes from the row: on insert when it is not given, on update when a source changed and it was not
   * given. `expression` has its columns qualified with `NEW`. `required`: an update that leaves NULL is filled too.
   */
  | {
      readonly kind: 'fill'
      readonly column: string
      readonly expression: string
      readonly sources: readonly string[]
      readonly required: boolean
    }
  /** A value that SQL cannot compute in a row trigger: NULL again when a source changed, so that the backfill finds the row. */
  | { readonly kind: 'pending'; readonly column: string; readonly sources: readonly string[] }
