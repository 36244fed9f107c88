import { StagerError } from '../../errors.ts'
import type { TypeScriptBackfill } from '../../plan/plan.ts'
import type { Transform } from '../../transform/load-transform.ts'
import type { PendingRow } from '../ports.ts'
import { describeKey } from './pending-error.ts'

const correct = 'Correct the transform, seal the plan again and run the same command: the batches before this one are done.'

/** Calls the transform for each row; every row must get every column, and no other. */
export async function applyTransform(
  backfill: TypeScriptBackfill,
  transform: Transform['transform'],
  rows: readonly PendingRow[],
): Promise<readonly PendingRow[]> {
  const fields = new Set(backfill.writes.map(({ field }) => field))
  const computed: PendingRow[] = []
  for (const { key, values } of rows) {
    const result = await call(backfill, transform, { key, values })
    checkFields(backfill, key, result, fields)
    computed.push({ key, values: result })
  }
  return computed
}

async function call(
  backfill: TypeScriptBackfill,
  transform: Transform['transform'],
  { key, values }: PendingRow,
): Promise<Record<string, unknown>> {
  let result: unknown
  try {
    result = transform(values)
    // Awaiting what is no promise would cost a turn of the event loop for each row.
    if (result instanceof Promise) result = await result
  } catch (error) {
    const message = (error instanceof Error ? error.message : String(error)).trim()
    throw new StagerError(
      'transform-failed',
      `The transform ${backfill.file} failed on the row ${describeKey(backfill, key)}: ${message}`,
      {
        hint: correct,
        cause: error,
        data: { table: backfill.table, key },
      },
    )
  }
  if (typeof result === 'object' && result !== null && !Array.isArray(result)) return result as Record<string, unknown>
  throw new StagerError(
    'transform-wrong-type',
    `The transform ${backfill.file} returned no object for the row ${describeKey(backfill, key)}; it must return { ${backfill.writes.map(({ field }) => field).join(', ')} }.`,
    { hint: correct },
  )
}

function checkFields(
  backfill: TypeScriptBackfill,
  key: PendingRow['key'],
  result: Record<string, unknown>,
  fields: ReadonlySet<string>,
): void {
  const unknown = Object.keys(result).find((field) => !fields.has(field))
  if (unknown !== undefined) {
    throw new StagerError(
      'transform-unknown-column',
      `The transform ${backfill.file} returned "${unknown}" for the row ${describeKey(backfill, key)}, but it may only return ${[...fields].join(', ')}.`,
      { hint: correct },
    )
  }
  for (const field of fields) {
    if (result[field] !== undefined) continue
    throw new StagerError(
      'transform-missing-column',
      `The transform ${backfill.file} returned no "${field}" for the row ${describeKey(backfill, key)}; null says that there is no value.`,
      { hint: correct },
    )
  }
}
