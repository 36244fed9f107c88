import type { Backfill } from '../../plan/plan.ts'
import type { RunContext } from '../context.ts'
import type { Session } from '../ports.ts'
import type { Position } from '../state-ports.ts'
import { headStartMilliseconds } from './aside.ts'
import { isSamePosition, nextBatch, type Look } from './halves.ts'
import type { BatchRange } from './run-batch.ts'
import type { Writer } from './write-range.ts'

/** Makes the next batch ready while one is written. */
export interface Ahead {
  /** Begins to look for the batch after the one that is written. */
  begin(look: Look): void
  /** What was made ready for a walk that stands there, if it has at most so many rows; null when nothing was. Never rejects. */
  take(position: Position, mostRows: number): Promise<BatchRange | null>
}

const nothing: Ahead = { begin: () => undefined, take: () => Promise.resolve(null) }

/** On a second connection, and while the server writes. Whatever goes wrong there, the walk meets itself. */
export async function withAhead<T>(
  { clock, rows, signal }: RunContext,
  aside: Session | null,
  backfill: Backfill,
  prepare: Writer['prepare'],
  work: (ahead: Ahead) => Promise<T>,
): Promise<T> {
  if (aside === null) return work(nothing)
  const over = new AbortController()
  const stopped = AbortSignal.any([signal, over.signal])
  const find = async (look: Look): Promise<BatchRange | null> => {
    // A transform's rows take as long to make ready as to write.
    if (backfill.kind === 'sql') await clock.sleep(headStartMilliseconds, stopped)
    const part = await nextBatch(rows, aside, backfill, look)
    return part === null ? null : { ...part, prepared: await prepare(aside, part.range, stopped) }
  }
  let next: { readonly position: Position; readonly found: Promise<BatchRange | null> } | null = null
  const running = new Set<Promise<unknown>>()
  try {
    return await work({
      begin(look) {
        const found = find(look).catch(() => null)
        next = { position: look.position, found }
        running.add(found)
        void found.finally(() => running.delete(found))
      },
      async take(position, mostRows) {
        const ready = next
        next = null
        if (ready === null || !isSamePosition(ready.position, position)) return null
        const part = await ready.found
        return part !== null && part.rows <= mostRows ? part : null
      },
    })
  } finally {
    over.abort()
    await Promise.all(running)
  }
}
