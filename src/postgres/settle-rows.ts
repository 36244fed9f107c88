import type { Backfill } from '../plan/plan.ts'
import type { KeyRange } from '../run/backfill-ports.ts'
import type { Session } from '../run/ports.ts'
import type { SettleRows } from '../run/settle-ports.ts'
import { literal } from '../sql/ident.ts'
import { isByAddress } from './address-ranges.ts'
import { fromTable, keyRange } from './key-predicate.ts'

/** From here on rows lie in the order of their keys, so that a range of keys is a range of pages. */
const inOrder = 0.9

/**
 * Whether the rows of a range lie together, by the planner's statistics. Where they do not, each batch visits most of the table's pages: to visit
 * them twice would cost more than it saves.
 */
async function isInOrder(session: Session, backfill: Backfill): Promise<boolean> {
  const { table, key } = backfill
  if (isByAddress(backfill)) return false
  const [row] = await session.query<{ correlation: number | null }>(
    `SELECT abs(correlation)::float8 AS correlation FROM pg_catalog.pg_stats
     WHERE schemaname = coalesce($1, current_schema()) AND tablename = $2 AND attname = $3`,
    [table.schema, table.name, key[0]?.name ?? ''],
  )
  return (row?.correlation ?? 0) >= inOrder
}

/**
 * Reads a range whose batch has committed. Whoever reads rows first after they were written notes in their pages that the writer committed, and
 * prunes what nobody sees any more. Done now, while the pages are in memory and an image of each is in the WAL since the last checkpoint, it costs
 * next to nothing; left to the first reader of the whole table it writes each page once more, and into the WAL, too, where data checksums are
 * on (the default from PostgreSQL 18). https://www.postgresql.org/docs/current/runtime-config-wal.html#GUC-WAL-LOG-HINTS
 *
 * The commit must have waited for the disk (synchronous_commit): rows whose commit may still be lost are not marked.
 */
async function settle(session: Session, backfill: Backfill, range: KeyRange): Promise<void> {
  const predicate = keyRange(backfill.key, range, { values: [], add: (value) => literal(String(value)) })
  // A bitmap visits each page once, where an index scan looks at it for each of its rows.
  await session.script(`BEGIN READ ONLY; SET LOCAL enable_indexscan = off; SET LOCAL enable_indexonlyscan = off; SET LOCAL enable_seqscan = off;
    SELECT count(*) FROM ${fromTable(backfill)} WHERE ${predicate};
    COMMIT`)
}

export const settleRows: SettleRows = { isInOrder, settle }
