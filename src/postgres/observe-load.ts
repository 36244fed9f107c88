import type { TableName } from '../schema/model.ts'
import type { Session } from '../run/ports.ts'
import type { Observations, ThrottleLimits } from '../run/throttle.ts'
import { literal, tableName } from '../sql/ident.ts'
import { hasSqlState } from './session.ts'
import { sqlStates } from './sqlstate.ts'

/**
 * Expressions, each of one number. A role without pg_monitor sees NULL in the columns of others, which must not be taken for "no lag".
 * https://www.postgresql.org/docs/current/monitoring-stats.html
 */
const lag = `(SELECT CASE WHEN bool_or(replay_lag IS NULL AND (state IS NULL OR replay_lsn IS DISTINCT FROM sent_lsn)) THEN NULL
    ELSE coalesce(max(extract(epoch FROM replay_lag) * 1000), 0) END::float8 FROM pg_catalog.pg_stat_replication)`
const slots = `(SELECT CASE WHEN bool_or(restart_lsn IS NULL AND active) THEN NULL
    ELSE coalesce(max(pg_catalog.pg_wal_lsn_diff(CASE WHEN pg_catalog.pg_is_in_recovery() THEN pg_catalog.pg_last_wal_replay_lsn() ELSE pg_catalog.pg_current_wal_lsn() END, restart_lsn)), 0)
    END::float8 FROM pg_catalog.pg_replication_slots)`
const archive = `(SELECT count(*)::float8 FROM pg_catalog.pg_ls_archive_statusdir() WHERE name LIKE '%.ready')`
const active = `(SELECT CASE WHEN bool_or(state IS NULL AND backend_type IS NULL) THEN NULL
    ELSE count(*) FILTER (WHERE state = 'active' AND application_name <> 'stager') END::float8
    FROM pg_catalog.pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid())`
const waiting = (table: TableName): string =>
  `(SELECT count(DISTINCT w.pid)::float8 FROM pg_catalog.pg_locks AS w WHERE NOT w.granted AND w.pid <> pg_backend_pid()
    AND (w.relation = to_regclass(${literal(tableName(table))}) OR (w.locktype = 'transactionid' AND EXISTS (
      SELECT 1 FROM pg_catalog.pg_locks AS h WHERE h.pid = w.pid AND h.granted AND h.locktype = 'tuple' AND h.relation = to_regclass(${literal(tableName(table))})))))`
const wraparound = (table: TableName): string =>
  `EXISTS (SELECT 1 FROM pg_catalog.pg_stat_progress_vacuum AS v JOIN pg_catalog.pg_stat_activity AS a ON a.pid = v.pid
    WHERE v.relid = to_regclass(${literal(tableName(table))}) AND a.query LIKE '%to prevent wraparound%')`

type Row = Readonly<Record<string, number | boolean | null>>

/** Looks at what the limits ask for, and only at that. */
export async function observeLoad(session: Session, table: TableName, limits: ThrottleLimits): Promise<Omit<Observations, 'paused'>> {
  const asked: readonly (readonly [string, string | null])[] = [
    ['lagMilliseconds', limits.lagMilliseconds === null ? null : lag],
    ['slotBytes', limits.slotBytes === null ? null : slots],
    ['waitingSessions', limits.waitingSessions === null ? null : waiting(table)],
    ['activeSessions', limits.activeSessions === null ? null : active],
    ['wraparoundVacuum', wraparound(table)],
  ]
  const columns = asked.flatMap(([name, sql]) => (sql === null ? [] : [`${sql} AS "${name}"`]))
  const [row = {}] = await session.query<Row>(`SELECT ${columns.join(', ')}`)
  const number = (name: string): number | null => (typeof row[name] === 'number' ? row[name] : null)
  return {
    lagMilliseconds: number('lagMilliseconds'),
    slotBytes: number('slotBytes'),
    waitingSessions: number('waitingSessions'),
    activeSessions: number('activeSessions'),
    wraparoundVacuum: row['wraparoundVacuum'] === true,
    archiveFiles: limits.archiveFiles === null ? null : await archiveFiles(session),
    ...(await hold(session, limits.holdWhile)),
  }
}

/** Only superusers and members of pg_monitor may call the function at all. */
async function archiveFiles(session: Session): Promise<number | null> {
  try {
    const [row] = await session.query<{ files: number }>(`SELECT ${archive} AS files`)
    return row?.files ?? null
  } catch (error) {
    if (hasSqlState(error, sqlStates.insufficientPrivilege)) return null
    throw error
  }
}

/** The user's own query must not be able to write, and must not hang the backfill for ever. */
async function hold(session: Session, query: string | null): Promise<Pick<Observations, 'hold' | 'holdProblem'>> {
  if (query === null) return { hold: null, holdProblem: null }
  try {
    const value = await session.transaction(async (transaction) => {
      await transaction.execute('SET TRANSACTION READ ONLY')
      await transaction.execute(`SET LOCAL statement_timeout = '5s'`)
      const [row] = await transaction.query<Row>(query)
      return Object.values(row ?? {})[0]
    })
    return typeof value === 'boolean' ? { hold: value, holdProblem: null } : { hold: null, holdProblem: null }
  } catch (error) {
    return { hold: null, holdProblem: `failed: ${error instanceof Error ? error.message : String(error)}` }
  }
}
