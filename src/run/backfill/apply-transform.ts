import { StagerError } from '../../errors.ts'
import type { TypeScriptBackfill } from '../../plan/plan.ts'
import type { Transform } from '../../transform/load-transform.ts'
import type { PendingRow } from '../backfill-ports.ts'
import type { RowFailure } from '../quarantine-ports.ts'
import { forEachOf } from './for-each-of.ts'
import { describeKey } from './pending-error.ts'
import type { Slots } from './slots.ts'

const correct = 'Correct the transform, seal the plan again and run the same command: the batches before this one are done.'

/** What a transform made of a batch: every row is in one of the two. */
export interface Transformed {
  /** By field. */
  readonly computed: readonly PendingRow[]
  readonly failed: readonly RowFailure[]
}

/**
 * Calls the transform for each row, for several at once where it is async; every row must get every column, and no other. Rejects with the reason
 * of `signal` as soon as it is aborted and the calls that run are over.
 */
export async function applyTransform(
  backfill: TypeScriptBackfill,
  {
    transform,
    slots,
    signal,
  }: { readonly transform: Transform['transform']; readonly slots: Slots; readonly signal?: AbortSignal | undefined },
  rows: readonly PendingRow[],
): Promise<Transformed> {
  const fields = new Set(backfill.writes.map(({ field }) => field))
  const results: (PendingRow | RowFailure)[] = []
  await forEachOf(rows.entries(), slots, ([at, row]) => {
    signal?.throwIfAborted()
    const keep = (values: Record<string, unknown>): void => {
      checkFields(backfill, row.key, values, fields)
      results[at] = { ...row, values }
    }
    const setAside = (error: unknown): void => {
      if (!(error instanceof StagerError)) throw error
      results[at] = { key: row.key, error }
    }
    try {
      const result = call(backfill, transform, row)
      return result instanceof Promise ? result.then(keep).catch(setAside) : keep(result)
    } catch (error) {
      return setAside(error)
    }
  })
  const failed = results.filter((result) => 'error' in result)
  return { computed: failed.length === 0 ? (results as PendingRow[]) : results.filter((result) => 'values' in result), failed }
}

/** Awaiting what is no promise would cost a turn of the event loop for each row: a synchronous transform stays synchronous. */
function call(
  backfill: TypeScriptBackfill,
  transform: Transform['transform'],
  { key, values }: PendingRow,
): Record<string, unknown> | Promise<Record<string, unknown>> {
  const failed = (error: unknown): never => {
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
  const asObject = (result: unknown): Record<string, unknown> => {
    if (typeof result === 'object' && result !== null && !Array.isArray(result)) return result as Record<string, unknown>
    throw new StagerError(
      'transform-wrong-type',
      `The transform ${backfill.file} returned no object for the row ${describeKey(backfill, key)}; it must return { ${backfill.writes.map(({ field }) => field).join(', ')} }.`,
      { hint: correct },
    )
  }
  let result: unknown
  try {
    result = transform(values)
  } catch (error) {
    return failed(error)
  }
  return isThenable(result) ? Promise.resolve(result).then(asObject, failed) : asObject(result)
}

/** What Prisma Client returns is awaited too, and is no Promise. */
function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
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
