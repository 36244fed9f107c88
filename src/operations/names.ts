import { createHash } from 'node:crypto'
import type { TableName } from '../schema/model.ts'

const limit = 63

/**
 * The name of something that lives only while the plan does (a trigger, its function, a helper constraint): readable,
 * unique to the plan's tag, at most PostgreSQL's 63 bytes. A name that would be cut ends in a hash of the whole instead.
 */
export function temporaryName(tag: string, ...parts: readonly string[]): string {
  const name = [tag, ...parts].join('_')
  if (Buffer.byteLength(name) <= limit) return name
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 10)
  return `${[...tag].slice(0, limit - hash.length - 1).join('')}_${hash}`
}

/** For labels and messages: `BlogPost` or `auth.BlogPost`. */
export const displayName = (table: TableName): string => (table.schema === null ? table.name : `${table.schema}.${table.name}`)
