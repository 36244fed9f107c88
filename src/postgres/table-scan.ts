import type { Session } from '../run/ports.ts'
import type { PageRange, TableScan } from '../run/scan-ports.ts'
import type { TableName } from '../schema/model.ts'
import { tableName } from '../sql/ident.ts'

/** A subquery in a FILTER is run for each row; in a WHERE the planner joins it. */
const hasSubquery = (condition: string): boolean => /\bSELECT\b/i.test(condition)

const columnIsNull = /^\(?t\.("(?:[^"]|"")+") IS NULL\)?$/

/** Ranges of `ctid`, which PostgreSQL 14 and later read as a part of a sequential scan. */
export const tableScan: TableScan = {
  conditionOf({ table, countSql }) {
    const head = `SELECT count(*) FROM ${tableName(table)} AS t WHERE `
    return countSql.startsWith(head) ? countSql.slice(head.length) : null
  },

  async pages(session, table) {
    const [row] = await session.query<{ pages: number | null }>(
      `SELECT CASE WHEN c.relkind = 'r' AND NOT c.relhassubclass
         THEN (pg_relation_size(c.oid) / current_setting('block_size')::int)::float8 END AS pages
       FROM pg_class AS c WHERE c.oid = to_regclass($1)`,
      [tableName(table)],
    )
    return row?.pages ?? null
  },

  async count(session, table, range, conditions) {
    const plain = conditions.filter((condition) => !hasSubquery(condition))
    const filters = plain.map((condition, at) => `count(*) FILTER (WHERE ${condition})::float8 AS f${at}`)
    const row = await one(session, ['count(*)::float8 AS rows', ...filters].join(', '), table, range)
    const found = new Map(plain.map((condition, at) => [condition, row[`f${at}`] ?? 0]))
    for (const condition of conditions.filter(hasSubquery)) {
      found.set(condition, (await one(session, 'count(*)::float8 AS rows', table, range, condition))['rows'] ?? 0)
    }
    return { rows: row['rows'] ?? 0, found: conditions.map((condition) => found.get(condition) ?? 0) }
  },

  async countAll(session, table, condition) {
    const [row] = await session.query<{ rows: bigint }>(`SELECT count(*) AS rows FROM ${tableName(table)} AS t WHERE ${condition}`)
    return row?.rows ?? 0n
  },

  async nulls(session, table, condition) {
    const column = columnIsNull.exec(condition)?.[1]
    if (column === undefined) return 'unknown'
    const [row] = await session.query<{ never: boolean; indexed: boolean }>(
      `SELECT a.attnotnull AS never, EXISTS (
         SELECT 1 FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid JOIN pg_am AS m ON m.oid = c.relam
         WHERE i.indrelid = a.attrelid AND i.indkey[0] = a.attnum AND i.indisvalid AND i.indpred IS NULL AND m.amname = 'btree') AS indexed
       FROM pg_attribute AS a WHERE a.attrelid = to_regclass($1) AND a.attname = $2`,
      [tableName(table), column.slice(1, -1).replaceAll('""', '"')],
    )
    if (row?.never === true) return 'none'
    return row?.indexed === true ? 'indexed' : 'unknown'
  },
}

async function one(
  session: Session,
  columns: string,
  table: TableName,
  { from, to }: PageRange,
  condition = 'TRUE',
): Promise<Readonly<Record<string, number>>> {
  const upper = to === null ? '' : ` AND t.ctid < '(${to},0)'::tid`
  const [row] = await session.query<Readonly<Record<string, number>>>(
    `SELECT ${columns} FROM ${tableName(table)} AS t WHERE t.ctid >= '(${from},0)'::tid${upper} AND (${condition})`,
  )
  return row ?? {}
}
