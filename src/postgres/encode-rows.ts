import { StagerError } from '../errors.ts'
import type { TypeScriptBackfill } from '../plan/plan.ts'
import type { Key, PendingRow } from '../run/ports.ts'
import { ident, tableName } from '../sql/ident.ts'
import { encodeValue } from './text-value.ts'
import { UnfitValue } from './unfit-value.ts'

/** `"id" = 7, "locale" = de`, for messages. */
export function describeKey({ key }: Pick<TypeScriptBackfill, 'key'>, values: Key): string {
  return key.map(({ name }, at) => `${ident(name)} = ${values[at]}`).join(', ')
}

/** Columns for `unnest`: the key's, then those that are written. */
export function encodeRows(backfill: TypeScriptBackfill, rows: readonly PendingRow[]): readonly (readonly (string | null)[])[] {
  return [
    ...backfill.key.map((_, at) => rows.map(({ key }) => key[at] ?? null)),
    ...backfill.writes.map(({ field, column, type, names }) =>
      rows.map(({ key, values }) => {
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
      }),
    ),
  ]
}
