import { parseColumnType } from './column-type.ts'

/**
 * Types between which a client of the one works over a column of the other, both ways: find, filter, sort, create, update and upsert of every value
 * that both types hold. Measured with generated clients (test/diff/tolerated-types.full.test.ts runs each pair). Another length or precision of one
 * type counts as the same type.
 */
export const toleratedTypes: readonly (readonly string[])[] = [
  ['SMALLINT', 'INTEGER', 'BIGINT'],
  ['REAL', 'DOUBLE PRECISION', 'DECIMAL', 'MONEY'],
  ['TEXT', 'VARCHAR', 'CHAR', 'CITEXT', 'UUID'],
  ['TEXT', 'VARCHAR', 'CHAR', 'CITEXT', 'INET'],
  // A String that is filtered by needs the equality that `json` has not.
  ['TEXT', 'VARCHAR', 'CHAR', 'CITEXT', 'JSONB'],
  ['JSON', 'JSONB'],
  ['BIT', 'VARBIT'],
  ['TIMESTAMP', 'TIMESTAMPTZ', 'DATE'],
  ['TIME', 'TIMETZ'],
]

/** The same for lists. Prisma Client reads no list of `citext`. */
export const toleratedLists: readonly (readonly string[])[] = [
  ['SMALLINT', 'INTEGER', 'BIGINT'],
  ['REAL', 'DOUBLE PRECISION', 'DECIMAL'],
  ['TEXT', 'VARCHAR', 'CHAR', 'UUID'],
  ['JSON', 'JSONB'],
  ['TIMESTAMP', 'TIMESTAMPTZ', 'DATE'],
]

/** True where clients of either type work over a column of the other. */
export function areTolerated(from: string, to: string): boolean {
  const [left, right] = [parseColumnType(from), parseColumnType(to)]
  if (left.list !== right.list) return false
  // The client neither reads nor writes a field of an Unsupported type.
  if (left.family === 'other' || right.family === 'other') return left.family === right.family
  // Clients cast to an enum by its name.
  if (left.family === 'enum' || right.family === 'enum') return left.sql === right.sql
  const groups = left.list ? toleratedLists : toleratedTypes
  return left.name === right.name || groups.some((names) => names.includes(left.name) && names.includes(right.name))
}
