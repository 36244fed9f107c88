import type { Backfill, KeyColumn } from '../plan/plan.ts'
import type { Key, KeyRange } from '../run/backfill-ports.ts'
import { ident, tableName } from '../sql/ident.ts'

/** Collects parameters while SQL is put together: `add` returns the placeholder. */
export interface Parameters {
  readonly values: unknown[]
  add(value: unknown): string
}

export function parameters(): Parameters {
  const values: unknown[] = []
  return { values, add: (value) => `$${values.push(value)}` }
}

/** `t."id"`, or `t."a", t."b"`. */
export function keyColumns(key: readonly KeyColumn[]): string {
  return key.map(({ name }) => `t.${ident(name)}`).join(', ')
}

/** `(t."a", t."b") > ($1::INTEGER, $2::TEXT)`: a row comparison, which one index scan answers. */
export function keyComparison(key: readonly KeyColumn[], operator: '>' | '<=' | '=', value: Key, params: Parameters): string {
  const bounds = key.map(({ type }, at) => `${params.add(value[at] ?? null)}::${type}`)
  return `(${keyColumns(key)}) ${operator} (${bounds.join(', ')})`
}

/** The batch's bounds on the table itself: a join with a list of keys would switch plans as batches grow. */
export function keyRange(key: readonly KeyColumn[], { after, to, only = false, half }: KeyRange, params: Parameters): string {
  if (only) return keyComparison(key, '=', to, params)
  const lower = after === null ? [] : [keyComparison(key, '>', after, params)]
  const parity = half === undefined ? [] : [half === 'odd' ? isOdd(key) : `NOT ${isOdd(key)}`]
  return [...lower, keyComparison(key, '<=', to, params), ...parity].join(' AND ')
}

/** As a cast, which the planner takes to hold for every third row. It would take a comparison of an expression to hold for every 200th, and leave the index. */
export function isOdd(key: readonly KeyColumn[]): string {
  return `(${keyColumns(key)} & 1)::int::bool`
}

export function orderBy(key: readonly KeyColumn[], alias: string, direction = ''): string {
  return key.map(({ name }) => `${alias}.${ident(name)}${direction}`).join(', ')
}

/** The table under the alias that `pending` and the backfill's file use. */
export function fromTable({ table }: Backfill): string {
  return `${tableName(table)} AS t`
}
