import type { Prisma } from '../../prisma/client/client.ts'
import { DatabaseError } from '../run/database-error.ts'
import type { Quarantine } from '../run/quarantine-ports.ts'
import { withPrisma } from './session.ts'

const isOpen = (planId: string, backfill?: string): Prisma.QuarantinedRowWhereInput => ({
  planId,
  closedAt: null,
  ...(backfill === undefined ? {} : { backfill }),
})

/** stager.quarantine: an entry stays when it is closed, and is opened again when its row fails again. */
export const quarantine: Quarantine = {
  async add(transaction, planId, backfill, failures) {
    if (failures.length === 0) return
    const entries = failures.map(({ key, error }) => ({
      key,
      code: error.code,
      state: stateOf(error),
      // What a transform throws may hold what PostgreSQL's texts cannot: characters 0, halves of surrogate pairs.
      message: Buffer.from(error.message.replaceAll('\u0000', '')).toString(),
    }))
    await transaction.execute(
      `INSERT INTO stager.quarantine AS q (plan_id, backfill, key, code, sql_state, message)
       SELECT $1, $2, ARRAY(SELECT jsonb_array_elements_text(e->'key')), e->>'code', e->>'state', e->>'message'
       FROM jsonb_array_elements($3::jsonb) AS e
       ON CONFLICT (plan_id, backfill, key) DO UPDATE SET code = excluded.code, sql_state = excluded.sql_state, message = excluded.message,
         attempts = q.attempts + 1, last_at = clock_timestamp(), closed_at = NULL`,
      [planId, backfill, JSON.stringify(entries)],
    )
  },

  async open(session, planId, { backfill, limit }) {
    const rows = await withPrisma(session, (prisma) =>
      prisma.quarantinedRow.findMany({
        where: isOpen(planId, backfill),
        orderBy: { id: 'asc' },
        ...(limit === undefined ? {} : { take: limit }),
      }),
    )
    return rows.map(({ id: _, planId: __, closedAt: ___, ...row }) => row)
  },

  count: (session, planId) => withPrisma(session, (prisma) => prisma.quarantinedRow.count({ where: isOpen(planId) })),

  async take(transaction, planId, backfill, key) {
    const rows = await transaction.query(
      `SELECT 1 AS taken FROM stager.quarantine WHERE plan_id = $1 AND backfill = $2 AND key = $3::text[] AND closed_at IS NULL FOR UPDATE SKIP LOCKED`,
      [planId, backfill, key],
    )
    return rows.length === 1
  },

  async close(transaction, planId, backfill, key, written) {
    await transaction.execute(
      'UPDATE stager.quarantine SET closed_at = clock_timestamp() WHERE plan_id = $1 AND backfill = $2 AND key = $3::text[]',
      [planId, backfill, key],
    )
    await transaction.execute(
      `UPDATE stager.backfills SET rows_written = rows_written + $3::bigint, updated_at = clock_timestamp(),
         finished_at = CASE WHEN finished_at IS NULL THEN NULL ELSE clock_timestamp() END
       WHERE plan_id = $1 AND backfill = $2`,
      [planId, backfill, written],
    )
  },
}

/** Of PostgreSQL's own error, which may be the cause of stager's. */
function stateOf(error: unknown): string | null {
  if (error instanceof DatabaseError) return error.sqlState
  return error instanceof Error && error.cause !== undefined ? stateOf(error.cause) : null
}
