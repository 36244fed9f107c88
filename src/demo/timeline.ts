import type { Version } from './repertoire.ts'
import type { TrafficStatistics } from './statistics.ts'

/** What one stage of the walk did, and what the applications felt of it. */
export interface TimelineEntry {
  readonly stage: string
  /** One short sentence. */
  readonly what: string
  readonly milliseconds: number
  /** Of a backfill. */
  readonly rowsPerSecond: number | null
  /** The longest time that an application waited for a lock. */
  readonly lockWait: number
  readonly applications: readonly Version[]
  readonly traffic: TrafficStatistics
  /**
   * What Prisma's own engine would change to make the database match schema.prisma; empty when they agree. Null where the stage
   * only wrote files, so that the database is to follow.
   */
  readonly drift: string | null
}

interface Column {
  readonly head: string
  readonly width: number
  readonly text: (entry: TimelineEntry) => string
}

const columns: readonly Column[] = [
  { head: 'stage', width: -9, text: ({ stage }) => stage },
  { head: 'applications', width: -18, text: ({ applications }) => applications.join(', ') },
  { head: 'seconds', width: 8, text: ({ milliseconds }) => (milliseconds / 1000).toFixed(1) },
  {
    head: 'rows/s',
    width: 8,
    text: ({ rowsPerSecond }) => (rowsPerSecond === null ? '' : Math.round(rowsPerSecond).toLocaleString('en-US')),
  },
  { head: 'lock wait', width: 10, text: ({ lockWait }) => formatMilliseconds(lockWait) },
  { head: 'p50', width: 9, text: ({ traffic }) => formatMilliseconds(traffic.p50) },
  { head: 'p99', width: 9, text: ({ traffic }) => formatMilliseconds(traffic.p99) },
  { head: 'stall', width: 10, text: ({ traffic }) => formatMilliseconds(traffic.longestStall) },
  { head: 'failed', width: 7, text: ({ traffic }) => `${traffic.failed}` },
  { head: 'drift', width: 6, text: ({ drift }) => (drift === null ? '-' : drift === '' ? 'none' : 'DRIFT') },
]

/** The line above the entries. */
export function timelineHead(): string {
  return line(columns.map(({ head, width }) => pad(head, width)))
}

/** One stage as one line. */
export function timelineLine(entry: TimelineEntry): string {
  return line(columns.map(({ width, text }) => pad(text(entry), width)))
}

/** True when no statement of any application failed and the database never differed from schema.prisma. */
export function isUnharmed(entries: readonly TimelineEntry[]): boolean {
  return entries.every(({ traffic, drift }) => traffic.failed === 0 && (drift ?? '') === '')
}

/** `0.8 ms`, `12 ms`, `1.4 s`. */
export function formatMilliseconds(milliseconds: number): string {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(1)} s`
  return `${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`
}

const line = (cells: readonly string[]): string => cells.join(' ').trimEnd()

/** Negative widths are flush left. */
function pad(text: string, width: number): string {
  return width < 0 ? text.padEnd(-width) : text.padStart(width)
}
