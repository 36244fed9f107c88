import type { ChangeOf } from '../diff/change.ts'
import type { Verification } from '../plan/plan.ts'
import type { Table } from '../schema/model.ts'
import { ident, literal, tableName } from '../sql/ident.ts'
import { keyOf } from './fill.ts'
import { isTable } from './fold.ts'
import { displayName } from './names.ts'
import type { PlanContext, Settlement } from './operation.ts'
import { isNewTable, originOf } from './origin.ts'
import type { ChangeType } from './shadow.ts'
import { keyText } from './tighten.ts'

type ChangeEnum = ChangeOf<'changeEnum'>

const isList = ({ to }: ChangeType): boolean => to.type.endsWith('[]')

export const goneValues = ({ from, to }: ChangeEnum): readonly string[] => from.values.filter((value) => !to.values.includes(value))

/** The columns of the enum: each has a shadow column. */
export const columnsOf = ({ changes }: PlanContext, { to }: ChangeEnum): readonly ChangeType[] =>
  changes.filter(
    (change): change is ChangeType =>
      change.kind === 'changeType' &&
      change.shadowType !== change.to.type &&
      [tableName(to), `${tableName(to)}[]`].includes(change.to.type),
  )

/** Over alias `t`, as text: the values are no longer of the type once it has been swapped. */
function holds(column: ChangeType, values: readonly string[]): string {
  const name = `t.${ident(column.from.name)}`
  const list = values.map(literal).join(', ')
  return isList(column) ? `${name}::text[] && ARRAY[${list}]` : `${name}::text IN (${list})`
}

/** Rows that hold a value which goes get another one in place, so that the target's client can read them before contract. */
export function settleValues(context: PlanContext, change: ChangeEnum): readonly Settlement[] {
  const mapped = change.mapping.map(({ from }) => from)
  if (mapped.length === 0) return []
  const columns = columnsOf(context, change).filter(({ table }) => !isNewTable(context, table))
  return columns
    .map((column) => ({ column, depth: depthOf(context, columns, column, []) }))
    .toSorted((left, right) => left.depth - right.depth)
    .map(({ column }) => {
      const { table, from } = column
      const pending = [holds(column, mapped), ...withoutCollision(context, change, column)].join(' AND ')
      const origin = originOf(context, table, from.name)
      return {
        table,
        key: `values.${displayName(table)}.${from.name}`,
        label: `settle ${from.name} of ${displayName(table)}: ${change.mapping.map((one) => `${one.from} becomes ${one.to}`).join(', ')}`,
        sql: `UPDATE ${tableName(table)} AS t\nSET ${ident(from.name)} = ${mappedValue(change, column, 't')}\nWHERE :key_range AND ${pending}`,
        pending,
        writes: [from.name],
        ...(origin.kind === 'renamed' ? { carries: origin.change.from.name } : {}),
      }
    })
}

/** What others refer to comes first: ON UPDATE CASCADE takes them along, and takes them back when undo restores it. */
function depthOf(context: PlanContext, columns: readonly ChangeType[], column: ChangeType, seen: readonly ChangeType[]): number {
  const keys = context.before.tables.find(isTable(column.table))?.foreignKeys ?? []
  const parents = keys.flatMap(({ columns: own, references }) =>
    columns.filter(
      ({ table, from }) =>
        isTable(references)(table) && own.some((name, at) => name === column.from.name && references.columns[at] === from.name),
    ),
  )
  const open = parents.filter((parent) => parent !== column && !seen.includes(parent))
  return Math.max(0, ...open.map((parent) => 1 + depthOf(context, columns, parent, [...seen, column])))
}

function mappedValue({ from, mapping }: ChangeEnum, column: ChangeType, row: string): string {
  const [name, type] = [`${row}.${ident(column.from.name)}`, tableName(from)]
  if (isList(column)) {
    const replaced = mapping.reduce((list, one) => `array_replace(${list}, ${literal(one.from)}, ${literal(one.to)})`, `${name}::text[]`)
    return `${replaced}::${type}[]`
  }
  return `(CASE ${name}::text ${mapping.map((one) => `WHEN ${literal(one.from)} THEN ${literal(one.to)}`).join(' ')} ELSE ${name}::text END)::${type}`
}

/** Two rows may be told apart by the value alone: then the second one stays for people, since a unique index refuses it. */
function withoutCollision(context: PlanContext, change: ChangeEnum, column: ChangeType): readonly string[] {
  const { table, from, conversion } = column
  const before = context.before.tables.find(isTable(table))
  if (!conversion.mayCollide || before === undefined) return []
  const key = keyOf(context, table)
  const row = (alias: string): string => `(${key.map((name) => `${alias}.${ident(name)}`).join(', ')})`
  return uniquesOf(before, from.name).map((columns) => {
    const same = columns.map((name) =>
      name === from.name
        ? `${mappedValue(change, column, 'o')} = ${mappedValue(change, column, 't')}`
        : `o.${ident(name)} = t.${ident(name)}`,
    )
    const first = `(o.${ident(from.name)} = ${mappedValue(change, column, 'o')} OR ${row('o')} < ${row('t')})`
    return `NOT EXISTS (SELECT 1 FROM ${tableName(table)} AS o WHERE ${same.join(' AND ')} AND ${row('o')} <> ${row('t')} AND ${first})`
  })
}

const uniquesOf = ({ primaryKey, indexes }: Table, column: string): readonly (readonly string[])[] =>
  [...(primaryKey === null ? [] : [primaryKey.columns]), ...indexes.flatMap(({ unique, columns }) => (unique ? [columns] : []))].filter(
    (columns) => columns.includes(column),
  )

/** What contract must not find in a column of the enum. */
export function valueVerifications(context: PlanContext, change: ChangeEnum): readonly Verification[] {
  const gone = goneValues(change)
  const mapped = new Set(change.mapping.map(({ from }) => from))
  const unmapped = gone.filter((value) => !mapped.has(value))
  return columnsOf(context, change).map((column) => {
    const { table, from } = column
    const offending = holds(column, gone)
    return {
      id: `values.${displayName(table)}.${from.name}`,
      label: `rows of ${displayName(table)} whose ${from.name} holds ${gone.join(' or ')}, which ${displayName(change.from)} loses`,
      table: { schema: table.schema, name: table.name },
      countSql: `SELECT count(*) FROM ${tableName(table)} AS t WHERE ${offending}`,
      sampleSql: `SELECT ${keyText(keyOf(context, table))} FROM ${tableName(table)} AS t WHERE ${offending} LIMIT 10`,
      hint: [
        ...(mapped.size === 0 ? [] : ['see that the release no longer writes them, then `stager apply --stage backfill` again']),
        ...(unmapped.length === 0 ? [] : [`the plan says that no row holds ${unmapped.join(' or ')}: give these rows another value`]),
      ].join('; '),
    }
  })
}
