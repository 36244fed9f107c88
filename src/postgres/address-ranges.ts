import { StagerError } from '../errors.ts'
import type { Backfill } from '../plan/plan.ts'
import type { Key, KeyRange } from '../run/backfill-ports.ts'
import type { Session } from '../run/ports.ts'
import { rowAddress } from '../schema/row-key.ts'
import { tableName } from '../sql/ident.ts'
import { fromTable, keyRange, parameters } from './key-predicate.ts'

/**
 * Ranges of a table without a key: of the places where its rows lie. PostgreSQL reads them by a TID Range Scan (14 and later).
 *
 * A row that is written moves, and VACUUM makes room anywhere: the walk may meet a row twice, or miss it. Plans use such a walk only where
 * `pending` tells what is done, so that the second visit changes nothing and the next sweep finds what was missed; VACUUM FULL, which
 * moves every row, is no different.
 */
export const isByAddress = ({ key }: Pick<Backfill, 'key'>): boolean => key[0]?.name === rowAddress && key[0].type === 'TID'

/** The end of the last block; null when the table has none. Rows that are written from now on may lie behind it. */
export async function lastAddress(session: Session, backfill: Backfill): Promise<Key | null> {
  const [table] = await session.query<{ blocks: bigint; alone: boolean }>(
    `SELECT pg_relation_size(c.oid) / current_setting('block_size')::bigint AS blocks,
       c.relkind = 'r' AND NOT EXISTS (SELECT FROM pg_inherits AS i WHERE i.inhparent = c.oid) AS alone
     FROM pg_class AS c WHERE c.oid = to_regclass($1)`,
    [tableName(backfill.table)],
  )
  if (table?.alone === false) {
    throw new StagerError(
      'no-key-in-parts',
      `${tableName(backfill.table)} has partitions or other children and no key, so one place (ctid) in it may be that of several rows.`,
      { hint: 'Give it a key (PRIMARY KEY) first, then plan the change again.', data: { table: backfill.table } },
    )
  }
  const blocks = Number(table?.blocks ?? 0)
  // 65535 is beyond the last line pointer of any block.
  return blocks === 0 ? null : [`(${blocks - 1},65535)`]
}

/**
 * The next `limit` rows. The scan has no order of its own to ask for, and none is needed: were they not the first ones, then the range up to the
 * last of them would hold some more.
 */
export async function nextAddressRange(
  session: Session,
  backfill: Backfill,
  after: Key | null,
  last: Key,
  limit: number,
): Promise<{ readonly range: KeyRange; readonly rows: number } | null> {
  const params = parameters()
  const range = keyRange(backfill.key, { after, to: last }, params)
  const [page] = await session.query<{ to: string | null; rows: number }>(
    `SELECT max(p.ctid)::text AS to, count(*)::int AS rows
     FROM (SELECT t.ctid FROM ${fromTable(backfill)} WHERE ${range} LIMIT ${params.add(limit)}::bigint) AS p`,
    params.values,
  )
  return page === undefined || page.to === null ? null : { range: { after, to: [page.to] }, rows: Number(page.rows) }
}
