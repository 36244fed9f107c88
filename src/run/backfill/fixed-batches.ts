import type { BatchPolicy } from '../backfill-ports.ts'

/** Batches of one size: `--batch-size`. One that lost against a lock or a timeout is tried again with half of its rows, and the next ones grow back. */
export function fixedBatches(rows: number): BatchPolicy {
  let size = rows
  return {
    next: () => size,
    feedback: () => {
      size = Math.min(rows, size * 2)
    },
    failed: () => {
      size = Math.max(1, Math.floor(size / 2))
    },
  }
}
