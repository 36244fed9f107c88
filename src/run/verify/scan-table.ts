import type { TableName } from '../../schema/model.ts'
import type { RunContext } from '../context.ts'
import { isFailure } from '../database-error.ts'
import type { Session } from '../ports.ts'
import { afterChunk, afterFailedChunk, firstPages } from './chunk-size.ts'

/**
 * How many rows meet each condition, by statements of about a second each: no snapshot lives longer. All conditions are counted in one walk
 * over the table. Null where the table cannot be read in pieces.
 */
export async function scanTable(
  context: RunContext,
  session: Session,
  plan: string,
  table: TableName,
  conditions: readonly string[],
): Promise<ReadonlyMap<string, bigint> | null> {
  const { catalog, clock, onEvent, scan, signal } = context
  const pages = await scan.pages(session, table)
  if (pages === null) return null
  const estimatedRows = Math.round(await catalog.estimatedRows(session, table))
  const begin = clock.monotonic()
  const totals = conditions.map(() => 0n)
  let [size, checkedRows] = [firstPages, 0]
  for (let from = 0, end = false; !end;) {
    signal.throwIfAborted()
    // The last chunk has no end: the table may have grown.
    end = from + size >= pages
    const started = clock.monotonic()
    const counted = await scan.count(session, table, { from, to: end ? null : from + size }, conditions).catch((error: unknown) => {
      const smaller = isFailure(error, 'retry') ? afterFailedChunk(size) : null
      if (smaller === null) throw error
      size = smaller
      return null
    })
    if (counted === null) {
      end = false
      continue
    }
    for (const [at, found] of counted.found.entries()) totals[at] = (totals[at] ?? 0n) + BigInt(found)
    checkedRows += counted.rows
    from += size
    size = afterChunk(size, clock.monotonic() - started)
    const rowsPerSecond = Math.round((checkedRows * 1000) / Math.max(1, clock.monotonic() - begin))
    const doneShare = end ? 1 : from / pages
    onEvent({ type: 'verifying', plan, table: table.name, checkedRows, estimatedRows, doneShare, rowsPerSecond })
  }
  return new Map(conditions.map((condition, at) => [condition, totals[at] ?? 0n]))
}
