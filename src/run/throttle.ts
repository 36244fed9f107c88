/** What a backfill gives way to. Null: it does not look. */
export interface ThrottleLimits {
  /** The farthest a replica may be behind, in milliseconds of replay. */
  readonly lagMilliseconds: number | null
  /** The WAL that a replication slot may hold back, in bytes. */
  readonly slotBytes: number | null
  /** WAL files that wait to be archived. */
  readonly archiveFiles: number | null
  /** Sessions that wait for a lock on the table. */
  readonly waitingSessions: number | null
  /** Sessions of the database that run a statement, stager's aside. */
  readonly activeSessions: number | null
  /** A query that returns one boolean: true holds the backfill. */
  readonly holdWhile: string | null
  /** Rest between two batches. */
  readonly pauseMilliseconds: number
}

export const noLimits: ThrottleLimits = {
  lagMilliseconds: null,
  slotBytes: null,
  archiveFiles: null,
  waitingSessions: null,
  activeSessions: null,
  holdWhile: null,
  pauseMilliseconds: 0,
}

/** One thing that was looked at; null where the role may not see it. */
export type Observed = number | null

/** What was seen, of what the limits ask for. */
export interface Observations {
  /** `stager pause`: who, and why. */
  readonly paused: { readonly by: string; readonly reason: string | null } | null
  readonly lagMilliseconds: Observed
  readonly slotBytes: Observed
  readonly archiveFiles: Observed
  readonly waitingSessions: Observed
  readonly activeSessions: Observed
  /** Null when the query failed or returned no boolean; then `holdProblem` says how. */
  readonly hold: boolean | null
  readonly holdProblem: string | null
  /** Autovacuum works on the table to prevent that transaction ids run out: it must not be given more to do. */
  readonly wraparoundVacuum: boolean
}

const bytes = (count: number): string =>
  count >= 2 ** 30 ? `${(count / 2 ** 30).toFixed(1)} GB` : count >= 2 ** 20 ? `${(count / 2 ** 20).toFixed(1)} MB` : `${String(count)} B`

const duration = (milliseconds: number): string =>
  milliseconds < 1000 ? `${String(Math.round(milliseconds))} ms` : `${(milliseconds / 1000).toFixed(1)} s`

const plural = (count: number, noun: string): string => `${String(count)} ${noun}${count === 1 ? '' : 's'}`

type Measure = Exclude<keyof ThrottleLimits, 'holdWhile' | 'pauseMilliseconds'>

/** How each measure is told: what is over its limit, and what cannot be seen. */
const measures: { readonly [K in Measure]: { readonly over: (seen: number, limit: number) => string; readonly unseen: string } } = {
  lagMilliseconds: {
    over: (seen, limit) => `a replica is ${duration(seen)} behind, and ${duration(limit)} are allowed`,
    unseen: 'how far replicas are behind (pg_stat_replication)',
  },
  slotBytes: {
    over: (seen, limit) => `a replication slot holds ${bytes(seen)} of WAL, and ${bytes(limit)} are allowed`,
    unseen: 'what replication slots hold back (pg_replication_slots)',
  },
  archiveFiles: {
    over: (seen, limit) => `${plural(seen, 'WAL file')} wait${seen === 1 ? 's' : ''} to be archived, and ${String(limit)} may`,
    unseen: 'what waits to be archived (pg_ls_archive_statusdir)',
  },
  waitingSessions: {
    over: (seen, limit) => `${plural(seen, 'session')} wait${seen === 1 ? 's' : ''} for a lock on the table, and ${String(limit)} may`,
    unseen: 'who waits for locks (pg_locks)',
  },
  activeSessions: {
    over: (seen, limit) => `${plural(seen, 'session')} ${seen === 1 ? 'is' : 'are'} active, and ${String(limit)} may be`,
    unseen: 'which sessions are active (pg_stat_activity)',
  },
}

/**
 * Why the next batch has to wait; null when nothing speaks against it. What was asked for and cannot be observed holds the backfill, too:
 * a limit that silently does nothing is worse than a backfill that waits.
 */
export function holdReason(limits: ThrottleLimits, seen: Observations): string | null {
  if (seen.paused !== null) return `paused by ${seen.paused.by}${seen.paused.reason === null ? '' : `: ${seen.paused.reason}`}`
  if (seen.wraparoundVacuum) return 'autovacuum works on the table to prevent transaction id wraparound'
  for (const [name, { over, unseen }] of Object.entries(measures) as [Measure, (typeof measures)[Measure]][]) {
    const limit = limits[name]
    if (limit === null) continue
    const value = seen[name]
    if (value === null)
      return `${unseen} cannot be seen by this role, and a limit is set on it: GRANT pg_monitor to the role, or leave the limit out`
    if (value > limit) return over(value, limit)
  }
  if (limits.holdWhile === null) return null
  if (seen.hold === null) return `the query of --hold-while ${seen.holdProblem ?? 'returned no boolean'}`
  return seen.hold ? 'the query of --hold-while says so' : null
}
