/**
 * What a statement should take: long enough that a scan is as fast as one of the whole table, short enough that nobody's vacuum waits for its
 * snapshot.
 */
const targetMilliseconds = 1_000
/** 16 MB: about 100,000 rows of 150 bytes. */
export const firstPages = 2_048
const fewestPages = 64
/** 1 GB, a segment of the heap. */
const mostPages = 131_072

const clamp = (pages: number): number => Math.min(mostPages, Math.max(fewestPages, Math.floor(pages)))

/** The pages of the next chunk: what fits the target by the last one, at most twice as many. */
export const afterChunk = (pages: number, milliseconds: number): number =>
  clamp(Math.min(pages * 2, (pages * targetMilliseconds) / Math.max(milliseconds, 1)))

/** After a timeout or a lock; null when it is as small as it gets. */
export const afterFailedChunk = (pages: number): number | null => (pages <= fewestPages ? null : clamp(pages / 4))
