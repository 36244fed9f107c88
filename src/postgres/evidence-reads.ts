import type { Connection, EvidenceReads, SeenStatement } from '../run/evidence-ports.ts'
import { isFailure } from '../run/database-error.ts'
import { ident, tableName } from '../sql/ident.ts'
import { ownMark } from './session.ts'

/** Only reads. */
export const evidenceReads: EvidenceReads = {
  async oldWrites(session, counters) {
    const found = []
    for (const counter of counters) {
      const name = tableName(counter.sequence)
      const [there] = await session.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [name])
      if (there?.there !== true) continue
      const [row] = await session.query<{ writes: bigint }>(`SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS writes FROM ${name}`)
      found.push({ counter, writes: row?.writes ?? 0n })
    }
    return found
  },

  /** https://www.postgresql.org/docs/current/pgstatstatements.html */
  async statements(session, names) {
    const [extension] = await session.query<{ schema: string }>(
      `SELECT n.nspname::text AS schema FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pg_stat_statements'`,
    )
    if (extension === undefined) return { state: 'unknown', reason: 'the extension pg_stat_statements is not installed in this database' }
    try {
      const rows = await session.query<SeenStatement & { readonly isHidden: boolean }>(
        `SELECT s.queryid::text AS id, min(s.query) AS query, sum(s.calls)::bigint AS calls, bool_or(s.query = '<insufficient privilege>') AS "isHidden"
         FROM ${ident(extension.schema)}.pg_stat_statements AS s
         WHERE s.dbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
           AND (s.query = '<insufficient privilege>' OR (position($3 in s.query) = 0 AND EXISTS (
             SELECT 1 FROM unnest($1::text[], $2::text[]) AS n(relation, field) WHERE position(n.relation in s.query) > 0 AND position(coalesce(n.field, '') in s.query) > 0)))
         GROUP BY s.queryid`,
        [names.map(({ table }) => table), names.map(({ column }) => column), ownMark],
      )
      return {
        state: 'looked',
        statements: rows.filter(({ isHidden, id }) => !isHidden && id !== null).map(({ id, query, calls }) => ({ id, query, calls })),
        hidden: rows.filter(({ isHidden }) => isHidden).length,
      }
    } catch (error) {
      // The library is not in shared_preload_libraries.
      if (isFailure(error, 'fatal')) return { state: 'unknown', reason: `pg_stat_statements cannot be read: ${error.message}` }
      throw error
    }
  },

  async connections(session) {
    return session.query<Connection>(
      `SELECT pid AS "processId", coalesce(application_name, '') AS "applicationName", coalesce(usename, '')::text AS user
       FROM pg_catalog.pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name <> 'stager' AND (backend_type = 'client backend' OR backend_type IS NULL)
       ORDER BY pid`,
    )
  },
}
