import type { KeyRange } from '../backfill-ports.ts'
import { isFailure, type DatabaseError } from '../database-error.ts'
import type { Attempt, BatchRange } from './run-batch.ts'

export interface Isolation {
  /** Rejects with a failure of a row when the range holds one. */
  readonly attempt: (part: BatchRange) => Promise<Attempt>
  /** The first keys of a range, up to exactly the last of them; null when there is none left. */
  readonly firstKeys: (range: KeyRange, rows: number) => Promise<BatchRange | null>
  /** Puts the only row of a range aside. */
  readonly setAside: (part: BatchRange, error: DatabaseError) => Promise<Attempt>
  /** Rows that are looked for; what comes after the last one of them is not tried. */
  readonly most: number
}

/**
 * Does a range that failed for some of its rows: by halves, each of them a batch of its own in the order of the key, until what fails is one
 * row. The cursor is saved with each part, so that no row is transformed twice. What it has reached may end before `whole` does.
 */
export async function isolateRows(whole: BatchRange, error: DatabaseError, isolation: Isolation): Promise<Attempt> {
  const { attempt, firstKeys, setAside, most } = isolation
  const done: Attempt[] = []
  const isEnough = (): boolean => done.reduce((sum, { failed }) => sum + failed.length, 0) >= most
  const divide = async ({ range, rows }: BatchRange, failure: DatabaseError): Promise<void> => {
    for (let after = range.after; !isEnough();) {
      const part = await firstKeys({ ...range, after }, Math.max(1, Math.ceil(rows / 2)))
      if (part === null) return
      if (part.rows >= rows && rows > 1) throw failure
      await settle(part)
      after = part.range.to
    }
  }
  const settle = async (part: BatchRange): Promise<void> => {
    try {
      done.push(await attempt(part))
    } catch (failure) {
      if (!isFailure(failure, 'row')) throw failure
      if (part.rows === 1) done.push(await setAside(part, failure))
      else await divide(part, failure)
    }
  }
  await divide(whole, error)
  // All of its rows were deleted meanwhile: only the cursor is left to move.
  return done.length === 0 ? attempt(whole) : together(whole, done)
}

function together({ range }: BatchRange, parts: readonly Attempt[]): Attempt {
  const sum = (count: (part: Attempt) => number): number => parts.reduce((total, part) => total + count(part), 0)
  return {
    range: { ...range, to: parts.at(-1)?.range.to ?? range.to },
    rows: sum(({ rows }) => rows),
    written: sum(({ written }) => written),
    milliseconds: sum(({ milliseconds }) => milliseconds),
    failed: parts.flatMap(({ failed }) => failed),
  }
}
