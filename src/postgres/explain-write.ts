import { StagerError } from '../errors.ts'
import type { BackfillColumn, TypeScriptBackfill } from '../plan/plan.ts'
import type { PendingRow } from '../run/backfill-ports.ts'
import type { DatabaseError } from '../run/database-error.ts'
import type { Session } from '../run/ports.ts'
import { ident, tableName } from '../sql/ident.ts'
import { describeKey, encodeRows } from './encode-rows.ts'
import { castType } from '../sql/cast-type.ts'
import { lengthLimit } from './text-value.ts'

/** Finds the value that PostgreSQL refused: column by column, then by halves. PostgreSQL itself names neither column nor row. */
export async function explainWrite(
  session: Session,
  backfill: TypeScriptBackfill,
  rows: readonly PendingRow[],
  error: DatabaseError,
): Promise<StagerError> {
  const lists = encodeRows(backfill, rows).slice(backfill.key.length)
  for (const [at, column] of backfill.writes.entries()) {
    const row = await firstRefused(session, column, lists[at] ?? [])
    const key = row === null ? undefined : rows[row]?.key
    if (key !== undefined)
      return refused(backfill, error, `${ident(column.column)} (${column.type}) of the row ${describeKey(backfill, key)}`)
  }
  const [only, ...others] = rows
  const ofRow = only === undefined || others.length > 0 ? '' : ` of the row ${describeKey(backfill, only.key)}`
  return refused(backfill, error, `${backfill.writes.map(({ column }) => ident(column)).join(', ')}${ofRow}`)
}

function refused(backfill: TypeScriptBackfill, error: DatabaseError, where: string): StagerError {
  return new StagerError(
    'backfill-refused',
    `PostgreSQL refused what ${backfill.file} returned for ${tableName(backfill.table)}, ${where}: ${error.message}`,
    {
      hint: 'Correct the transform, seal the plan again and run the same command: the batches before this one are done.',
      cause: error,
    },
  )
}

async function firstRefused(session: Session, { type }: BackfillColumn, values: readonly (string | null)[]): Promise<number | null> {
  const limit = lengthLimit(type)
  const tooLong = limit === null ? -1 : values.findIndex((value) => value !== null && [...value].length > limit)
  if (tooLong !== -1) return tooLong
  if (await casts(session, type, values)) return null
  let [low, high] = [0, values.length]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (await casts(session, type, values.slice(low, middle))) low = middle
    else high = middle
  }
  return low
}

async function casts(session: Session, type: string, values: readonly (string | null)[]): Promise<boolean> {
  try {
    await session.query(`SELECT count(v.x::${castType(type)})::int AS n FROM unnest($1::text[]) AS v(x)`, [values])
    return true
  } catch {
    return false
  }
}
