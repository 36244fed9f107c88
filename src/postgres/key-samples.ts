import type { Backfill } from '../plan/plan.ts'
import type { Key, KeyRange } from '../run/backfill-ports.ts'
import type { Session } from '../run/ports.ts'
import type { SampleKeys } from '../run/range-ports.ts'
import { ident, tableName } from '../sql/ident.ts'
import { fromTable, keyColumns, keyRange, orderBy, parameters } from './key-predicate.ts'

/** A table that has grown by more than this since its statistics were made has its new rows where they know of none. */
const mostGrowth = 1.2
/** Pages that are read where the statistics do not help: some thousand rows, in a few milliseconds when they are in memory. */
const sampledPages = 128
/** Keys that are returned of them: more would cut no better. */
const mostKeys = 512

interface Sample {
  readonly keys: readonly Key[]
  readonly rows: number
}

/**
 * Keys of a range, in order and about as many rows apart, and how many rows it holds. From the planner's histogram, whose bounds are looked
 * up in the key's index; where it has none inside of the range, from pages that PostgreSQL picks at random.
 * https://www.postgresql.org/docs/current/view-pg-stats.html
 */
export const sampleKeys: SampleKeys = async (session, backfill, range) => {
  const planned = await fromHistogram(session, backfill, range)
  return planned !== null && planned.keys.length > 0 ? planned : fromPages(session, backfill, range)
}

type KeyTexts = Readonly<Record<string, string>>
const texts = ({ key }: Backfill, alias: string): string => key.map(({ name }, at) => `${alias}.${ident(name)}::text AS k${at}`).join(', ')
const toKey = ({ key }: Backfill, row: KeyTexts): Key => key.map((_, at) => row[`k${at}`] ?? '')
/** The end of a range cuts nothing. */
const inside = (keys: readonly Key[], { to }: KeyRange): readonly Key[] => keys.filter((key) => key.some((value, at) => value !== to[at]))

/** Null where the first column's histogram says nothing about how rows are spread: none yet, of an earlier and smaller table, or most rows share a few values. */
async function fromHistogram(session: Session, backfill: Backfill, range: KeyRange): Promise<Sample | null> {
  const [first] = backfill.key
  if (first === undefined) return null
  const [statistics] = await session.query<{ bounds: string; count: number; rows: number }>(
    `SELECT s.histogram_bounds::text AS bounds, array_length(s.histogram_bounds::text::text[], 1) AS count, greatest(c.reltuples, 0)::float8 AS rows
     FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
     JOIN pg_catalog.pg_stats AS s ON s.schemaname = n.nspname AND s.tablename = c.relname AND s.attname = $2 AND s.inherited = (c.relkind = 'p')
     WHERE c.oid = to_regclass($1) AND s.histogram_bounds IS NOT NULL AND s.most_common_vals IS NULL
       AND (c.relkind = 'p' OR pg_relation_size(c.oid) <= c.relpages::float8 * current_setting('block_size')::int * $3::float8)`,
    [tableName(backfill.table), first.name, mostGrowth],
  )
  if (statistics === undefined || statistics.count < 2) return null
  const params = parameters()
  const bounds = `unnest(${params.add(statistics.bounds)}::text::${first.type}[])`
  const low = range.after === null ? 'true' : `b.v > ${params.add(range.after[0])}::${first.type}`
  const high = `b.v < ${params.add(range.to[0])}::${first.type}`
  const rows = await session.query<KeyTexts>(
    `SELECT DISTINCT ON (${orderBy(backfill.key, 'f')}) ${texts(backfill, 'f')}
     FROM (SELECT b.v FROM ${bounds} AS b(v) WHERE ${low} AND ${high}) AS b
     CROSS JOIN LATERAL (SELECT ${keyColumns(backfill.key)} FROM ${fromTable(backfill)}
       WHERE t.${ident(first.name)} >= b.v AND ${keyRange(backfill.key, range, params)} ORDER BY ${orderBy(backfill.key, 't')} LIMIT 1) AS f
     ORDER BY ${orderBy(backfill.key, 'f')}`,
    params.values,
  )
  const keys = inside(
    rows.map((row) => toKey(backfill, row)),
    range,
  )
  return { keys, rows: ((keys.length + 1) * statistics.rows) / (statistics.count - 1) }
}

/** Rows of random pages: an estimate of the whole range, for any kind of key, that never reads more than those pages. */
async function fromPages(session: Session, backfill: Backfill, range: KeyRange): Promise<Sample> {
  const [size] = await session.query<{ pages: number }>(
    // The tree of a table without partitions is empty.
    `SELECT coalesce(sum(pg_relation_size(r.relid)), 0)::float8 / current_setting('block_size')::int AS pages
     FROM (SELECT relid FROM pg_partition_tree(to_regclass($1)) UNION SELECT to_regclass($1)) AS r(relid)`,
    [tableName(backfill.table)],
  )
  const share = Math.min(1, sampledPages / Math.max(1, size?.pages ?? 1))
  const params = parameters()
  const rows = await session.query<KeyTexts & { total: number }>(
    `SELECT ${texts(backfill, 's')}, s.total FROM (
       SELECT ${keyColumns(backfill.key)}, row_number() OVER (ORDER BY ${orderBy(backfill.key, 't')}) AS n, (count(*) OVER ())::int AS total
       FROM ${fromTable(backfill)} TABLESAMPLE SYSTEM (${params.add(share * 100)}::float4) WHERE ${keyRange(backfill.key, range, params)}) AS s
     WHERE s.n % greatest(s.total / ${mostKeys}, 1) = 0 ORDER BY s.n`,
    params.values,
  )
  const keys = inside(
    rows.map((row) => toKey(backfill, row)),
    range,
  )
  return { keys, rows: (rows[0]?.total ?? 0) / share }
}
