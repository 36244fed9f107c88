import { StagerError } from '../errors.ts'
import type { Backfill, KeyColumn, TypeScriptBackfill } from '../plan/plan.ts'
import type { BackfillRows, Key, KeyRange, PendingRow } from '../run/backfill-ports.ts'
import type { Session } from '../run/ports.ts'
import { isOneInteger } from '../schema/row-key.ts'
import { castType } from '../sql/cast-type.ts'
import { ident } from '../sql/ident.ts'
import { splitAtKeyRange } from '../sql/key-range.ts'
import { isByAddress, lastAddress, nextAddressRange } from './address-ranges.ts'
import { explainWrite } from './explain-write.ts'
import { fromTable, isOdd, keyColumns, keyRange, orderBy, parameters, type Parameters } from './key-predicate.ts'
import { isDelete, keeping, keepingSql, lockRows, writeComputed, writeFound } from './replaced-rows.ts'
import { decodeRow } from './decode-row.ts'
import { arrayText } from './text-value.ts'
import { encodeRows, findUnfit } from './encode-rows.ts'

const textOf = (key: readonly KeyColumn[], alias: string): string =>
  key.map(({ name }, at) => `${alias}.${ident(name)}::text AS k${at}`).join(', ')

type KeyTexts = Readonly<Record<string, string>>

const toKey = (key: readonly KeyColumn[], row: KeyTexts): Key => key.map((_, at) => row[`k${at}`] ?? '')

/**
 * The last key of a page of keys, and how many there are; no row, or none counted, when it is empty. A maximum over the page costs a third of a sorted
 * copy of it, but not every type has one, and no list of columns.
 */
function lastOfPage(key: readonly KeyColumn[], page: string): string {
  const [first] = key
  if (first !== undefined && isOneInteger(key))
    return `SELECT max(page.${ident(first.name)})::text AS k0, count(*)::int AS rows FROM (${page}) AS page`
  return `WITH page AS MATERIALIZED (${page})
    SELECT ${textOf(key, 'page')}, (SELECT count(*)::int FROM page) AS rows FROM page ORDER BY ${orderBy(key, 'page', ' DESC')} LIMIT 1`
}

/** The first keys of a range. */
function pageOf(backfill: Backfill, range: KeyRange, limit: number, params: Parameters): string {
  const { key } = backfill
  const predicate = keyRange(key, range, params)
  return `SELECT ${keyColumns(key)} FROM ${fromTable(backfill)} WHERE ${predicate} ORDER BY ${orderBy(key, 't')} LIMIT ${params.add(limit)}::bigint`
}

/** A backfill's table, read and written in the order of its key. */
export const backfillRows: BackfillRows = {
  async lastKey(session, backfill) {
    if (isByAddress(backfill)) return lastAddress(session, backfill)
    const { key } = backfill
    const [row] = await session.query<KeyTexts>(
      `SELECT ${textOf(key, 't')} FROM ${fromTable(backfill)} ORDER BY ${orderBy(key, 't', ' DESC')} LIMIT 1`,
    )
    return row === undefined ? null : toKey(key, row)
  },

  async nextRange(session, backfill, range, limit) {
    if (isByAddress(backfill)) return nextAddressRange(session, backfill, range.after, range.to, limit)
    const { key } = backfill
    const params = parameters()
    const page = pageOf(backfill, range, limit, params)
    const [row] = await session.query<KeyTexts & { rows: number }>(lastOfPage(key, page), params.values)
    return row === undefined || Number(row.rows) === 0 ? null : { range: { ...range, to: toKey(key, row) }, rows: Number(row.rows) }
  },

  async nextStretch(session, backfill, range, limit) {
    const { key } = backfill
    const params = parameters()
    const page = pageOf(backfill, range, limit, params)
    const [row] = await session.query<KeyTexts & { rows: number; odd: number }>(
      `SELECT max(${keyColumns(key)})::text AS k0, count(*)::int AS rows, count(*) FILTER (WHERE ${isOdd(key)})::int AS odd FROM (${page}) AS t`,
      params.values,
    )
    return row === undefined || row.rows === 0 ? null : { to: toKey(key, row), rows: row.rows, odd: row.odd }
  },

  /** For the row trigger (`stager.backfill`): what is written is what the old column holds, and no application's word. */
  async begin(transaction, { lockMilliseconds, statementMilliseconds }) {
    await transaction.query(
      `SELECT set_config('stager.backfill', 'on', true), set_config('lock_timeout', $1, true), set_config('statement_timeout', $2, true)`,
      [String(lockMilliseconds), String(statementMilliseconds)],
    )
  },

  async lock(transaction, backfill, range) {
    const params = parameters()
    await transaction.query(lockRows(backfill, keyRange(backfill.key, range, params)), params.values)
  },

  async update(session, planId, backfill, sql, range) {
    const parts = splitAtKeyRange(sql)
    if (parts.length === 1) {
      throw new StagerError(
        'backfill-without-range',
        `${backfill.file} has no :key_range in its WHERE, so it would write the whole table in one batch.`,
        {
          hint: 'Add `WHERE :key_range AND ...`, and seal the plan again.',
        },
      )
    }
    const params = parameters()
    const predicate = keyRange(backfill.key, range, params)
    if (backfill.replaces !== undefined) {
      if (isDelete(backfill)) await session.query(lockRows(backfill, predicate), params.values)
      const keep = keeping(backfill, backfill.replaces, predicate)
      return keptRows(session, keepingSql(backfill, keep, writeFound(backfill, sql, predicate, keep), planId, params), params)
    }
    return session.execute(parts.join(`(${predicate})`), params.values)
  },

  async readPending(session, backfill, range) {
    return readRows(session, backfill, (params) => keyRange(backfill.key, range, params), { versions: true })
  },

  async lockPending(transaction, backfill, range) {
    return readRows(transaction, backfill, (params) => keyRange(backfill.key, range, params), { lock: 'FOR NO KEY UPDATE OF t' })
  },

  async lockChanged(transaction, backfill, range, read) {
    const { key } = backfill
    const condition = (params: Parameters): string => {
      const lists = [...key.map((_, at) => read.map((row) => row.key[at] ?? null)), read.map(({ version }) => version ?? null)]
      const source = lists.map((list) => `${params.add(arrayText(list))}::text[]`).join(', ')
      // What this transaction wrote itself is of its own version.
      return `${keyRange(key, range, params)} AND t.xmin <> pg_current_xact_id()::xid AND EXISTS (
        SELECT FROM unnest(${source}) AS v(${key.map((_, at) => `k${at}`).join(', ')}, version) WHERE ${matchKey(key)} AND t.xmin <> v.version::xid)`
    }
    return readRows(transaction, backfill, condition, { lock: 'FOR NO KEY UPDATE OF t NOWAIT' })
  },

  encode(backfill, rows) {
    return { rows, columns: encodeRows(backfill, rows).map(arrayText) }
  },

  async write(session, planId, backfill, range, { rows, columns }) {
    if (rows.length === 0) return 0
    const { key, writes } = backfill
    const params = parameters()
    const versions = rows[0]?.version === undefined ? [] : [arrayText(rows.map(({ version }) => version ?? null))]
    const source = [...columns, ...versions].map((list) => `${params.add(list)}::text[]`).join(', ')
    const value = (at: number): string => `v.w${at}::${castType(writes[at]?.type ?? 'TEXT')}`
    const names = [...key.map((_, at) => `k${at}`), ...writes.map((_, at) => `w${at}`), ...versions.map(() => 'version')].join(', ')
    const bounds = keyRange(key, range, params)
    const unchanged = versions.map(() => 'AND t.xmin = v.version::xid').join('')
    // By the bytes: a collation may call texts equal that are not the same.
    const parts = {
      set: writes.map(({ column }, at) => `${ident(column)} = ${value(at)}`).join(', '),
      source: `unnest(${source}) AS v(${names})`,
      where: `${bounds} AND ${matchKey(key)} ${unchanged}
         AND (${writes.map(({ column }, at) => `t.${ident(column)}::text IS DISTINCT FROM (${value(at)})::text COLLATE "C"`).join(' OR ')})`,
    }
    if (backfill.replaces !== undefined) {
      const keep = keeping(backfill, backfill.replaces, bounds)
      return keptRows(session, keepingSql(backfill, keep, writeComputed(backfill, parts, keep), planId, params), params)
    }
    return session.execute(`UPDATE ${fromTable(backfill)} SET ${parts.set} FROM ${parts.source} WHERE ${parts.where}`, params.values)
  },

  findUnfit,
  explainWrite,

  async samplePending(session, backfill, limit) {
    const rows = await session.query<KeyTexts>(
      `SELECT ${textOf(backfill.key, 't')} FROM ${fromTable(backfill)} WHERE (${backfill.pending}) LIMIT ${limit}`,
    )
    return rows.map((row) => toKey(backfill.key, row))
  },

  async countPending(session, backfill, keys) {
    return countPending(session, backfill, keys)
  },
}

interface Reading {
  readonly versions?: boolean
  readonly lock?: string
}

/** Pending rows in the order of their key. */
async function readRows(
  session: Session,
  backfill: TypeScriptBackfill,
  condition: (params: Parameters) => string,
  { versions = false, lock = '' }: Reading,
): Promise<readonly PendingRow[]> {
  const { key, read } = backfill
  const params = parameters()
  // A row's version is the transaction that wrote it. https://www.postgresql.org/docs/current/ddl-system-columns.html
  const columns = [...key.map(({ name }) => name), ...read.map(({ column }) => column), ...(versions ? ['xmin'] : [])]
  // One text for each column instead of thousands of rows: Prisma Client's result mapping costs more than the rows themselves.
  const [texts] = await session.query<Readonly<Record<string, string>>>(
    `SELECT ${columns.map((_, at) => `coalesce(array_to_json(array_agg(p.c${at}))::text, '[]') AS c${at}`).join(', ')}
     FROM (SELECT ${columns.map((column, at) => `t.${ident(column)}::text AS c${at}`).join(', ')} FROM ${fromTable(backfill)}
           WHERE ${condition(params)} AND (${backfill.pending}) ORDER BY ${orderBy(key, 't')} ${lock}) AS p`,
    params.values,
  )
  const lists = columns.map((_, at) => JSON.parse(texts?.[`c${at}`] ?? '[]') as readonly (string | null)[])
  return (lists[0] ?? []).map((_, row) => {
    const decoded = decodeRow(backfill, (column) => lists[column]?.[row] ?? null)
    return versions ? { ...decoded, version: lists.at(-1)?.[row] ?? '' } : decoded
  })
}

async function keptRows(session: Session, sql: string, params: Parameters): Promise<number> {
  const [row] = await session.query<{ rows: number }>(sql, params.values)
  return Number(row?.rows ?? 0)
}

const matchKey = (key: readonly KeyColumn[]): string =>
  key.map(({ name, type }, at) => `t.${ident(name)} = v.k${at}::${type}`).join(' AND ')

async function countPending(session: Session, backfill: Backfill, keys: readonly Key[]): Promise<number> {
  const { key } = backfill
  const params = parameters()
  const lists = key.map((_, at) => `${params.add(keys.map((values) => values[at] ?? null))}::text[]`).join(', ')
  const [row] = await session.query<{ pending: number }>(
    `SELECT count(*)::int AS pending FROM ${fromTable(backfill)}
     JOIN unnest(${lists}) AS v(${key.map((_, at) => `k${at}`).join(', ')}) ON ${matchKey(key)} WHERE (${backfill.pending})`,
    params.values,
  )
  return Number(row?.pending ?? 0)
}
