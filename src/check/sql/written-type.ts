import { nodeAt, nodesAt, type Node } from '../../sql/parse.ts'
import { typeLimits, typeOf } from './nodes.ts'

/** The names that Prisma writes, by PostgreSQL's own. */
const prismaNames: Readonly<Record<string, string>> = {
  int2: 'SMALLINT',
  int4: 'INTEGER',
  int8: 'BIGINT',
  float4: 'REAL',
  float8: 'DOUBLE PRECISION',
  bool: 'BOOLEAN',
  bpchar: 'CHAR',
  numeric: 'DECIMAL',
  varbit: 'VARBIT',
}

const isPlain = (name: string): boolean => /^[a-z][a-z0-9]*$/.test(name)

/** A column's type as Prisma writes it in DDL: `VARCHAR(20)`, `TIMESTAMP(3)`, `"Role"`, `TEXT[]`. */
export function writtenType(column: Node): string {
  const name = typeOf(column)
  const limits = typeLimits(column)
  const shown = prismaNames[name] ?? (isPlain(name) ? name.toUpperCase() : `"${name}"`)
  const isList = nodesAt(nodeAt(column, 'typeName'), 'arrayBounds').length > 0
  return `${shown}${limits.length === 0 ? '' : `(${limits.join(',')})`}${isList ? '[]' : ''}`
}
