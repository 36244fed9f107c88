import type { ChangeOf } from '../diff/change.ts'
import { overNew } from './fill.ts'
import { isTable } from './fold.ts'
import type { PlanContext } from './operation.ts'
import type { SyncRule } from './sync-rule.ts'

/** A column that comes with the plan, and what it is made of for the rows that are there. */
interface Successor {
  readonly name: string
  /** Over the row; null where no expression makes it. */
  readonly fill: string | null
  readonly sources: readonly string[]
  readonly hasDefault: boolean
}

function successors({ changes }: PlanContext, change: ChangeOf<'dropColumn'>): readonly Successor[] {
  const isOwn = isTable(change.table)
  return changes.flatMap((one): readonly Successor[] => {
    if (one.kind === 'renameColumn' && isOwn(one.table)) {
      return [{ name: one.to.name, fill: null, sources: [one.from.name], hasDefault: false }]
    }
    if (one.kind !== 'addColumn' || !isOwn(one.table)) return []
    const { column, fill } = one
    const sources = fill === null || fill.kind === 'none' ? [] : fill.sources
    return [{ name: column.name, fill: fill?.kind === 'expression' ? fill.sql : null, sources, hasDefault: column.default !== null }]
  })
}

/** The columns that only the old application writes. */
const oldOnly = ({ changes }: PlanContext, change: ChangeOf<'dropColumn'>): ReadonlySet<string> =>
  new Set(
    changes.flatMap((one) => {
      if (one.kind === 'dropColumn' && isTable(change.table)(one.table)) return [one.column.name]
      return one.kind === 'renameColumn' && isTable(change.table)(one.table) ? [one.from.name] : []
    }),
  )

/**
 * What the old application finds in a column that is dropped. Where that is made of columns which come with the plan (row 31 of the
 * catalogue: a name that is split, or two that are merged), it follows what the new application writes there; else it is a value for rows
 * that have none.
 */
export function wayBack(context: PlanContext, change: ChangeOf<'dropColumn'>): SyncRule | null {
  const { table, column, down } = change
  if (down?.kind !== 'expression') return null
  const expression = overNew(context, table, down.sql)
  const from = successors(context, change).filter(({ name }) => down.sources.includes(name))
  if (from.length === 0) return { kind: 'fill', column: column.name, expression, sources: [], required: !column.nullable, canFail: false }
  const old = oldOnly(context, change)
  const made = from.filter(({ fill }) => fill !== null)
  const read = made.flatMap(({ sources }) => sources)
  return {
    kind: 'back',
    column: column.name,
    expression,
    required: !column.nullable,
    given: from.filter(({ hasDefault }) => !hasDefault).map(({ name }) => name),
    sources: [...new Set([...from.map(({ name }) => name), ...read.filter((name) => !old.has(name))])],
    old: [...new Set([column.name, ...from.flatMap(({ sources }) => sources)])].filter((name) => old.has(name)),
    fills: made.map(({ name, fill }) => ({ column: name, expression: overNew(context, table, fill ?? '') })),
  }
}
