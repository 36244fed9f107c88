import type { Backfill } from '../../plan/plan.ts'
import type { RunContext } from '../context.ts'
import type { Key } from '../backfill-ports.ts'
import type { Session } from '../ports.ts'
import type { BatchRange } from './run-batch.ts'
import { headStartMilliseconds } from './settle.ts'
import type { Writer } from './write-range.ts'

/** Makes the next batch ready while one is written. */
export interface Ahead {
  /** Begins with the keys above `after`, up to `last` and at most `limit` of them. */
  begin(after: Key, last: Key, limit: number): void
  /** What was made ready for the keys above `after`, if it has at most so many rows; null when nothing was. Never rejects. */
  take(after: Key | null, mostRows: number): Promise<BatchRange | null>
}

const nothing: Ahead = { begin: () => undefined, take: () => Promise.resolve(null) }

const isSame = (one: Key, other: Key): boolean => one.length === other.length && one.every((text, at) => text === other[at])

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
  const find = async (after: Key, last: Key, limit: number): Promise<BatchRange | null> => {
    // A transform's rows take as long to make ready as to write.
    if (backfill.kind === 'sql') await clock.sleep(headStartMilliseconds, stopped)
    const part = await rows.nextRange(aside, backfill, after, last, limit)
    return part === null ? null : { ...part, prepared: await prepare(aside, part.range, stopped) }
  }
  let next: { readonly after: Key; readonly found: Promise<BatchRange | null> } | null = null
  const running = new Set<Promise<unknown>>()
  try {
    return await work({
      begin(after, last, limit) {
        if (isSame(after, last)) return
        const found = find(after, last, limit).catch(() => null)
        next = { after, found }
        running.add(found)
        void found.finally(() => running.delete(found))
      },
      async take(after, mostRows) {
        const ready = next
        next = null
        if (ready === null || after === null || !isSame(ready.after, after)) return null
        const part = await ready.found
        return part !== null && part.rows <= mostRows ? part : null
      },
    })
  } finally {
    over.abort()
    await Promise.all(running)
  }
}
