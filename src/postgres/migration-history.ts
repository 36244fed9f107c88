import { createHash, randomUUID } from 'node:crypto'

import type { AppliedMigration, MigrationHistory } from '../run/history-ports.ts'
import { explainHistory } from './explain-history.ts'
import { messageOf } from './sqlstate.ts'

/** To the letter what Prisma's engine creates, so that either may be first. */
const createTable = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id                      VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum                VARCHAR(64) NOT NULL,
    finished_at             TIMESTAMPTZ,
    migration_name          VARCHAR(255) NOT NULL,
    logs                    TEXT,
    rolled_back_at          TIMESTAMPTZ,
    started_at              TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count     INTEGER NOT NULL DEFAULT 0
)`

/** Prisma's table of applied migrations, in the connection's default schema. */
export const migrationHistory: MigrationHistory = {
  async prepare(session) {
    await session.script(createTable).catch(async (error: unknown) => {
      throw await explainHistory(session, error)
    })
  },

  async list(session) {
    const [exists] = await session.query<{ exists: boolean }>(`SELECT to_regclass('_prisma_migrations') IS NOT NULL AS exists`)
    if (exists?.exists !== true) return []
    const rows = await session.query<{ name: string; checksum: string; state: AppliedMigration['state'] }>(
      `SELECT migration_name AS name, checksum,
         CASE WHEN rolled_back_at IS NOT NULL THEN 'rolledBack' WHEN finished_at IS NULL THEN 'failed' ELSE 'applied' END AS state
       FROM _prisma_migrations ORDER BY started_at`,
    )
    return rows.filter(({ state }) => state !== 'rolledBack')
  },

  checksum: (sql) => createHash('sha256').update(sql).digest('hex'),

  async recordApplied(session, { name, sql }, startedAt) {
    await session.execute(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, least($4::timestamptz, clock_timestamp()), clock_timestamp(), 1)`,
      [randomUUID(), migrationHistory.checksum(sql), name, startedAt.toISOString()],
    )
  },

  async recordAround(session, { name, sql }, work) {
    const id = randomUUID()
    await session.execute(
      'INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at) VALUES ($1, $2, $3, clock_timestamp())',
      [id, migrationHistory.checksum(sql), name],
    )
    try {
      await work()
    } catch (error) {
      // `prisma migrate status` shows it. When the connection is gone the unfinished row says it all.
      await session.execute('UPDATE _prisma_migrations SET logs = $2 WHERE id = $1', [id, messageOf(error)]).catch(() => undefined)
      throw error
    }
    await session.execute('UPDATE _prisma_migrations SET finished_at = clock_timestamp(), applied_steps_count = 1 WHERE id = $1', [id])
  },
}
