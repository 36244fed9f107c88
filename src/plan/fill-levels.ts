import { StagerError } from '../errors.ts'
import { displayName } from '../operations/names.ts'
import type { Assignment, PlanContext, Staged, TransformTarget } from '../operations/operation.ts'
import { sameTable } from '../schema/lookup.ts'
import type { TableName } from '../schema/model.ts'
import { parseExpression } from '../sql/parse.ts'
import { subqueryColumns } from '../sql/subquery-columns.ts'

/** What may be filled together, since nothing of it reads what another one of it gives. */
export interface FillLevel {
  readonly assignments: readonly Assignment[]
  readonly transforms: readonly TransformTarget[]
}

interface Fill {
  readonly table: TableName
  readonly column: string
  /** It has values before the plan gives it one: who reads it may come too early for some rows only. */
  readonly isThere: boolean
  readonly isTransform: boolean
  /** Columns of its own table, which the row trigger does not compute it from again. */
  readonly own: readonly string[]
  /** Of other rows, by subqueries. */
  readonly others: readonly { readonly name: string; readonly tables: readonly TableName[] }[]
}

/**
 * Fills in the order in which they read each other: an expression with a subquery comes after what it reads, and so does a transform. Any
 * other expression reads its own row alone, and the row trigger follows that.
 */
export function fillLevels(
  context: PlanContext,
  { assignments, transforms }: Pick<Staged, 'assignments' | 'transforms'>,
): readonly FillLevel[] {
  const fills = [...assignments.map((one) => ofAssignment(context, one)), ...transforms.map((one) => ofTransform(context, one))]
  const levels = new Map<Fill, number>()
  const levelOf = (fill: Fill, path: readonly Fill[]): number => {
    const known = levels.get(fill)
    if (known !== undefined) return known
    const circle = path.slice(path.indexOf(fill))
    if (path.includes(fill)) {
      if (circle.some(({ isThere }) => isThere)) return 0
      throw circular(circle)
    }
    const after = fills
      .filter((other) => reads(fill, other))
      .map((other) => levelOf(other, [...path, fill]) + (fill.isTransform && !other.isTransform ? 0 : 1))
    const level = Math.max(0, ...after)
    levels.set(fill, level)
    return level
  }
  const found = fills.map((fill) => levelOf(fill, []))
  return [...new Set(found)]
    .toSorted((left, right) => left - right)
    .map((level) => ({
      assignments: assignments.filter((_, at) => found[at] === level),
      transforms: transforms.filter((_, at) => found[assignments.length + at] === level),
    }))
}

const isThere = ({ before }: PlanContext, table: TableName, column: string): boolean =>
  before.tables.some((one) => sameTable(one, table) && one.columns.some(({ name }) => name === column))

function ofAssignment(context: PlanContext, { table, column, expression }: Assignment): Fill {
  const { columns, hasSubquery } = parseExpression(expression)
  return {
    table,
    column,
    isThere: isThere(context, table, column),
    isTransform: false,
    own: hasSubquery ? columns.filter(({ qualifier }) => qualifier === 't').map(({ name }) => name) : [],
    others: hasSubquery ? subqueryColumns(expression) : [],
  }
}

const ofTransform = (context: PlanContext, { table, column, sources }: TransformTarget): Fill => ({
  table,
  column: column.name,
  isThere: isThere(context, table, column.name),
  isTransform: true,
  own: sources,
  others: [],
})

const reads = (fill: Fill, { table, column }: Fill): boolean =>
  (sameTable(fill.table, table) && fill.own.includes(column)) ||
  fill.others.some(({ name, tables }) => (name === column || name === '') && tables.some((one) => sameTable(one, table)))

function circular(circle: readonly Fill[]): StagerError {
  const names = circle.map(({ table, column }) => `${displayName(table)}.${column}`)
  const [first = ''] = names
  return new StagerError(
    'fill-circle',
    names.length === 1
      ? `The value of ${first} is computed from ${first} of other rows, which have none yet.`
      : `The values of ${names.join(' and ')} are computed from each other, so none of them can be the first.`,
    { hint: `Fill ${first} from columns that are there already, or in a plan before this one.`, data: { columns: names } },
  )
}
