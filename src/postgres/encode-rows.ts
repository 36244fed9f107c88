import { StagerError } from '../errors.ts'
import type { BackfillColumn, TypeScriptBackfill } from '../plan/plan.ts'
import type { Key, PendingRow } from '../run/backfill-ports.ts'
import type { RowFailure } from '../run/quarantine-ports.ts'
import { ident, tableName } from '../sql/ident.ts'
import { encodeValue } from './text-value.ts'
import { UnfitValue } from './unfit-value.ts'

/** `"id" = 7, "locale" = de`, for messages. */
export function describeKey({ key }: Pick<TypeScriptBackfill, 'key'>, values: Key): string {
  return key.map(({ name }, at) => `${ident(name)} = ${values[at]}`).join(', ')
}

/** Columns for `unnest`: the key's, then those that are written. Throws `transform-wrong-type`. */
export function encodeRows(backfill: TypeScriptBackfill, rows: readonly PendingRow[]): readonly (readonly (string | null)[])[] {
  return [
    ...backfill.key.map((_, at) => rows.map(({ key }) => key[at] ?? null)),
    ...backfill.writes.map((column) => rows.map((row) => encodeField(backfill, column, row))),
  ]
}

/** The rows that `encodeRows` would throw for. */
export function findUnfit(backfill: TypeScriptBackfill, rows: readonly PendingRow[]): readonly RowFailure[] {
  return rows.flatMap((row) => {
    try {
      encodeRows(backfill, [row])
      return []
    } catch (error) {
      if (error instanceof StagerError) return [{ key: row.key, error }]
      throw error
    }
  })
}

function encodeField(
  backfill: TypeScriptBackfill,
  { field, column, type, names }: BackfillColumn,
  { key, values }: PendingRow,
): string | null {
  try {
    return encodeValue(type, values[field], names)
  } catch (error) {
    if (!(error instanceof UnfitValue)) throw error
    throw new StagerError(
      'transform-wrong-type',
      `The transform ${backfill.file} returned ${error.message} for ${tableName(backfill.table)}.${ident(column)} (${type}) of the row ${describeKey(backfill, key)}.`,
      { hint: 'Correct the transform, seal the plan again and run the same command.' },
    )
  }
}
