import { StagerError } from '../errors.ts'
import type { BackfillColumn, TypeScriptBackfill } from '../plan/plan.ts'
import type { Key, PendingRow } from '../run/backfill-ports.ts'
import { ident, tableName } from '../sql/ident.ts'
import { isByAddress } from './address-ranges.ts'
import { describeKey } from './encode-rows.ts'
import { decodeValue } from './text-value.ts'
import { UnfitValue } from './unfit-value.ts'

/** A row that is read for a transform: `text` gives the text form of the key's columns, then of those that the backfill reads. */
export function decodeRow(backfill: TypeScriptBackfill, text: (column: number) => string | null): PendingRow {
  const key = backfill.key.map((_, at) => text(at) ?? '')
  const values: Record<string, unknown> = {}
  // A row's address is no column.
  const named = isByAddress(backfill) ? [] : backfill.key
  for (const [at, { name, type }] of named.entries()) values[name] = keyValue(type, key[at] ?? '')
  for (const [at, column] of backfill.read.entries()) values[column.field] = readValue(backfill, key, column, text(key.length + at))
  return { key, values }
}

/** A transform that asked for the column gets it from `readValue`; the others are not stopped by an `infinity` in it. */
function keyValue(type: string, text: string): unknown {
  try {
    return decodeValue(type, text)
  } catch (error) {
    if (error instanceof UnfitValue) return text
    throw error
  }
}

function readValue(backfill: TypeScriptBackfill, key: Key, { field, column, type, names }: BackfillColumn, text: string | null): unknown {
  try {
    return decodeValue(type, text, names)
  } catch (error) {
    if (!(error instanceof UnfitValue)) throw error
    throw new StagerError(
      'transform-unreadable',
      `${tableName(backfill.table)}.${ident(column)} (${type}) of the row ${describeKey(backfill, key)} holds ${error.message}; a transform would lose it.`,
      {
        hint: `Change that value, take ${field} out of the read list of ${backfill.file} and seal the plan again, or compute the new value by SQL.`,
        data: { table: backfill.table, key },
      },
    )
  }
}
