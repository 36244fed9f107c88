import { StagerError } from '../errors.ts'
import type { Backfill, KeyColumn, SqlBackfill, TypeScriptBackfill } from '../plan/plan.ts'
import { ident } from '../sql/ident.ts'
import { splitAtKeyRange } from '../sql/key-range.ts'
import { fromTable, type Parameters } from './key-predicate.ts'

/**
 * A statement of a backfill that also keeps what it replaces, in stager.replaced_rows: the rows are locked and read, written, and kept by one
 * statement. Values are kept in PostgreSQL's text forms, which lose nothing; undo casts them back (src/plan/restore.ts).
 */
export interface KeepingStatement {
  /** The rows to write, locked, under the name `f`; CTE `stager_found`. */
  readonly found: string
  /** `t."id" = f.k0`, for the statement that writes. */
  readonly match: string
  /** RETURNING of the statement that writes. */
  readonly returning: string
}

const texts = (columns: readonly KeyColumn[]): string => `ARRAY[${columns.map(({ name }) => `t.${ident(name)}::text`).join(', ')}]::text[]`

/** What a batch would write: `range` are its bounds. */
export function keeping(backfill: Backfill, replaces: readonly KeyColumn[], range: string): KeepingStatement {
  const { key, pending } = backfill
  const keys = key.map(({ name }, at) => `t.${ident(name)} AS k${String(at)}`).join(', ')
  return {
    found: `SELECT ${keys}, ${texts(replaces)} AS old_values FROM ${fromTable(backfill)} WHERE ${range} AND (${pending}) FOR ${strength(backfill)} OF t`,
    match: key.map(({ name }, at) => `t.${ident(name)} = f.k${String(at)}`).join(' AND '),
    returning: `${texts(key)} AS key, f.old_values, ${texts(replaces)} AS new_values`,
  }
}

/**
 * Locks the rows that are to be written. Those that are to be deleted nobody can refer to from then on, and the next statement sees who has done
 * so before.
 */
export const lockRows = (backfill: Backfill, range: string): string =>
  `SELECT count(*)::int AS rows FROM (SELECT 1 FROM ${fromTable(backfill)} WHERE ${range} AND (${backfill.pending}) FOR ${strength(backfill)} OF t) AS l`

/** A row that is to be deleted is locked against new references, too. */
const strength = (backfill: Backfill): string => (isDelete(backfill) ? 'UPDATE' : 'NO KEY UPDATE')

export const isDelete = (backfill: Backfill): boolean => backfill.kind === 'sql' && backfill.writes.length === 0

/** `written` is the statement that writes, with its RETURNING. A row that is replaced again keeps what it had before this time. */
export function keepingSql(backfill: Backfill, { found }: KeepingStatement, written: string, planId: string, params: Parameters): string {
  const changed = isDelete(backfill) ? '' : `WHERE old_values IS DISTINCT FROM new_values COLLATE "C"`
  return `WITH stager_found AS MATERIALIZED (${found}), stager_written AS (${written}), stager_kept AS (
    INSERT INTO stager.replaced_rows (plan_id, backfill, key, old_values, new_values)
    SELECT ${params.add(planId)}::text, ${params.add(backfill.id)}::text, key, old_values, new_values FROM stager_written ${changed}
    ON CONFLICT (plan_id, backfill, key) DO UPDATE SET old_values = excluded.old_values, new_values = excluded.new_values, left_alone = false
  ) SELECT count(*)::int AS rows FROM stager_written`
}

/** The backfill's own statement, over the rows that were found. */
export function writeFound(backfill: SqlBackfill, sql: string, range: string, { match, returning }: KeepingStatement): string {
  const list = isDelete(backfill) ? 'USING' : 'FROM'
  const [head = '', tail, ...more] = splitAtKeyRange(sql)
  const written = head.replace(/\bWHERE\s+$/, () => `${list} stager_found AS f WHERE ${match} AND (${range})`) + (tail ?? '')
  if (tail === undefined || more.length > 0 || !/\bWHERE\s+$/.test(head)) {
    throw new StagerError(
      'backfill-keeps-rows',
      `${backfill.file} replaces values that undo has to give back, so its WHERE has to begin with :key_range.`,
      { hint: 'Begin it with `WHERE :key_range AND ...`, without FROM or USING, and seal the plan again.' },
    )
  }
  return `${written.replace(/[\s;]+$/, '')}\nRETURNING ${returning}`
}

/** The same for a transform's values, `source` with the alias `v`. */
export const writeComputed = (
  backfill: TypeScriptBackfill,
  { set, source, where }: { readonly set: string; readonly source: string; readonly where: string },
  { match, returning }: KeepingStatement,
): string => `UPDATE ${fromTable(backfill)} SET ${set} FROM ${source}, stager_found AS f WHERE ${where} AND ${match} RETURNING ${returning}`
