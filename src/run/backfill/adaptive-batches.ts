import type { Backfill } from '../../plan/plan.ts'
import type { BatchPolicy } from '../backfill-ports.ts'

/** What bounds the size of batches. */
export interface BatchLimits {
  /**
   * What a batch should take: so long that its commit and its two round trips are a small part, so short that an application that waits
   * for one of its rows has a hiccup and not an outage.
   */
  readonly targetMilliseconds: number
  /** The first batch knows nothing of the table: rows of a few hundred bytes take some tens of milliseconds at this size. */
  readonly firstRows: number
  /** Below this the commit costs more than the rows, and a batch of few rows that is slow is slow for another reason. */
  readonly fewestRows: number
  /** Above this a batch gains nothing any more. */
  readonly mostRows: number
}

const forSql: BatchLimits = { targetMilliseconds: 200, firstRows: 1_000, fewestRows: 50, mostRows: 50_000 }

/** A transform has the rows of two batches in memory: those that are written, and the next ones. */
export const batchLimits: Readonly<Record<Backfill['kind'], BatchLimits>> = { sql: forSql, typescript: { ...forSql, mostRows: 8_000 } }

/** Grow by half at most: a stretch of rows that is cheap (already done, narrow) must not make the next batch a wall. */
const mostGrowth = 1.5
/** This many times over the target is no noise: shrink at once by what it was over, without waiting for the percentile to see it. */
const farOver = 3
/** Batches that are remembered: enough for a percentile, few enough to follow a change of load within seconds. */
const window = 10
/** One slow batch in ten is tolerated, two are not. */
const percentile = 0.9

/** What is known after some batches. */
export interface BatchSizing {
  readonly rows: number
  /** Milliseconds a row, newest last. */
  readonly recent: readonly number[]
}

export const firstSizing = ({ firstRows, fewestRows, mostRows }: BatchLimits): BatchSizing => ({
  rows: clamp(firstRows, fewestRows, mostRows),
  recent: [],
})

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, Math.floor(value)))

/** The batch that fits the target by the slow tenth of the recent ones. Pure: what came before is all in `sizing`. */
export function afterBatch(
  limits: BatchLimits,
  sizing: BatchSizing,
  { rows, milliseconds }: { readonly rows: number; readonly milliseconds: number },
): BatchSizing {
  // The last batch of a table may hold a few rows only: its commit would look like the price of a row.
  if (rows < Math.min(sizing.rows, limits.fewestRows)) return sizing
  const { targetMilliseconds, fewestRows, mostRows } = limits
  const recent = [...sizing.recent, Math.max(milliseconds, 0.01) / rows].slice(-window)
  const sorted = recent.toSorted((left, right) => left - right)
  const fitting = targetMilliseconds / (sorted[Math.ceil(sorted.length * percentile) - 1] ?? 0)
  if (milliseconds > targetMilliseconds * farOver) {
    const shrunk = Math.min(sizing.rows, fitting, (rows * targetMilliseconds) / milliseconds)
    return { rows: clamp(shrunk, fewestRows, mostRows), recent: recent.slice(-1) }
  }
  return { rows: clamp(Math.min(fitting, sizing.rows * mostGrowth), fewestRows, mostRows), recent }
}

/** A batch that lost against a lock or a timeout is tried again with half of its rows. */
export const afterFailure = ({ fewestRows, mostRows }: BatchLimits, { rows, recent }: BatchSizing): BatchSizing => ({
  rows: clamp(rows / 2, fewestRows, mostRows),
  recent,
})

/** Batches whose size follows what they take. */
export function adaptiveBatches(limits: BatchLimits): BatchPolicy {
  let sizing = firstSizing(limits)
  return {
    next: () => sizing.rows,
    feedback: (batch) => {
      sizing = afterBatch(limits, sizing, batch)
    },
    failed: () => {
      sizing = afterFailure(limits, sizing)
    },
  }
}
