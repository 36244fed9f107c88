import type { TableName } from '../schema/model.ts'
import type { Catalog, Session } from '../run/ports.ts'
import { tableName } from '../sql/ident.ts'

async function single<T>(session: Session, sql: string, params: readonly unknown[] = []): Promise<T | undefined> {
  const [row] = await session.query<{ value: T }>(sql, params)
  return row?.value
}

/** What runs ask PostgreSQL about itself. */
export const catalog: Catalog = {
  async estimatedRows(session, table) {
    // reltuples is -1 until the table is first analysed or vacuumed (14+).
    return (
      (await single<number>(session, 'SELECT greatest(reltuples, 0)::float8 AS value FROM pg_class WHERE oid = to_regclass($1)', [
        tableName(table),
      ])) ?? 0
    )
  },

  async tableExists(session, table) {
    return (await single<boolean>(session, 'SELECT to_regclass($1) IS NOT NULL AS value', [tableName(table)])) === true
  },

  async resolve(session, tables) {
    const schema = (await single<string | null>(session, 'SELECT current_schema()::text AS value')) ?? 'public'
    return tables.map((table): TableName => ({ schema: table.schema ?? schema, name: table.name }))
  },

  async dropInvalidIndex(session, { table, name }) {
    const index = tableName({ schema: table.schema, name })
    const invalid = await single<boolean>(
      session,
      'SELECT NOT i.indisvalid AS value FROM pg_index AS i WHERE i.indexrelid = to_regclass($1) AND i.indrelid = to_regclass($2)',
      [index, tableName(table)],
    )
    if (invalid !== true) return false
    await session.script(`DROP INDEX CONCURRENTLY IF EXISTS ${index}`)
    return true
  },

  async setTimeouts(session, { lockMilliseconds, statementMilliseconds }) {
    // The files of a plan read `stager.lock_timeout`, so that plain `prisma migrate deploy` is bounded too.
    await session.query(
      `SELECT set_config('stager.lock_timeout', $1, false), set_config('lock_timeout', $1, false), set_config('statement_timeout', $2, false)`,
      [`${lockMilliseconds}ms`, `${statementMilliseconds}ms`],
    )
  },

  async setLocalTimeouts(transaction, { lockMilliseconds, statementMilliseconds }) {
    await transaction.query(`SELECT set_config('lock_timeout', $1, true), set_config('statement_timeout', $2, true)`, [
      `${lockMilliseconds}ms`,
      `${statementMilliseconds}ms`,
    ])
  },

  async deadlockMilliseconds(session) {
    return (await single<number>(session, `SELECT setting::int AS value FROM pg_settings WHERE name = 'deadlock_timeout'`)) ?? 1_000
  },

  async keepSearchPath(session, work) {
    const path = await single<string>(session, `SELECT current_setting('search_path') AS value`)
    await work()
    await session.query(`SELECT set_config('search_path', $1, false)`, [path])
  },

  async holds(session, sql) {
    const [row] = await session.query<Record<string, unknown>>(sql)
    return row !== undefined && Object.values(row)[0] === true
  },
}
