import type { Column } from '../schema/model.ts'
import { ident } from '../sql/ident.ts'
import { casts, type Cast } from './casts.ts'
import type { Conversion } from './change.ts'
import { parseColumnType, type ColumnType } from './column-type.ts'

const between = (from: ColumnType, to: ColumnType): Cast | null => casts[from.family]?.[to.family]?.(from, to) ?? null

/**
 * Each element, in its order: a cast of the whole list would read the session's time zone. One element without a place leaves the list without one.
 */
function castList(from: ColumnType, to: ColumnType): Cast | null {
  const cast = between(from, to)
  if (cast === null) return null
  const element = cast.sql('e.v')
  return {
    ...cast,
    sql: (value) =>
      `CASE WHEN ${value} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM unnest(${value}) AS e(v) WHERE e.v IS NOT NULL AND ${element} IS NULL) ` +
      `THEN ARRAY(SELECT ${element} FROM unnest(${value}) WITH ORDINALITY AS e(v, n) ORDER BY e.n)::${to.sql}[] END`,
  }
}

/** One element; NULL is no element. */
function wrap(from: ColumnType, to: ColumnType): Cast | null {
  const cast = between(from, to)
  if (cast === null) return null
  return {
    ...cast,
    sql: (value) =>
      `CASE WHEN ${value} IS NULL THEN ARRAY[]::${to.sql}[] WHEN ${cast.sql(value)} IS NOT NULL THEN ARRAY[${cast.sql(value)}]::${to.sql}[] END`,
  }
}

/** The first element; the others are lost. */
function unwrap(from: ColumnType, to: ColumnType): Cast | null {
  const cast = between(from, to)
  return cast === null ? null : { ...cast, mayLose: true, sql: (value) => cast.sql(`(${value})[1]`) }
}

function castOf(from: ColumnType, to: ColumnType): Cast | null {
  if (from.list) return to.list ? castList(from, to) : unwrap(from, to)
  return to.list ? wrap(from, to) : between(from, to)
}

/**
 * What stager does between two types when no answer says otherwise; null where no expression would be what everybody expects (`TIMESTAMP` to
 * `INTEGER`). `up` reads the old column by its name, `down` the new one.
 */
export function conversionOf(from: Column, to: Column): Conversion | null {
  const [old, wanted] = [parseColumnType(from.type), parseColumnType(to.type)]
  const [up, down] = [castOf(old, wanted), castOf(wanted, old)]
  if (up === null) return null
  return {
    up: up.sql(ident(from.name)),
    down: down?.sql(ident(to.name)) ?? null,
    upCanFail: up.canFail,
    downCanFail: down?.canFail ?? false,
    mayLose: up.mayLose,
    mayCollide: old.family !== wanted.family || old.list !== wanted.list || wanted.name === 'CITEXT' || wanted.family === 'json',
    given: false,
  }
}
