import type { Assignment, PlanContext, Settlement, Staged, TransformTarget } from '../operations/operation.ts'
import { keyOf } from '../operations/fill.ts'
import { displayName } from '../operations/names.ts'
import { StagerError } from '../errors.ts'
import type { Column, Schema, Table, TableName } from '../schema/model.ts'
import { sameTable } from '../schema/lookup.ts'
import { rowAddress } from '../schema/row-key.ts'
import { castType } from '../sql/cast-type.ts'
import { enumOfType } from '../sql/enum-type.ts'
import { ident, tableName } from '../sql/ident.ts'
import { fileName } from './file-name.ts'
import { fillLevels, type FillLevel } from './fill-levels.ts'
import type { Backfill, BackfillColumn, KeyColumn } from './plan.ts'

export interface BackfillFile {
  readonly backfill: Backfill
  readonly text: string
}

/** The key that a transform's text is found under: `table.column` in the database's names. */
export const transformKey = (table: TableName, column: string): string => `${displayName(table)}.${column}`

const tableOf = (context: PlanContext, name: TableName): Table | undefined =>
  context.before.tables.find((table) => table.schema === name.schema && table.name === name.name)

type Unkeyed = Pick<Backfill, 'mustEmpty' | 'replaces'>

/**
 * Batches follow the primary key, or else a unique index over required columns, or else where the rows lie (`ctid`). An UPDATE moves a row,
 * ahead of the walk or behind it: only where `pending` tells what is done is a row then written exactly once, and undo could not find it again.
 */
function keyColumns(context: PlanContext, name: TableName, { mustEmpty, replaces }: Unkeyed): readonly KeyColumn[] {
  const columns = keyOf(context, name)
  if (columns.length === 0 && mustEmpty && replaces === undefined) return [{ name: rowAddress, type: 'TID' }]
  if (columns.length === 0) {
    const why = mustEmpty
      ? 'undo could not find the rows again whose old values it would have to put back'
      : 'a NULL would not tell whether a row was visited'
    throw new StagerError(
      'no-key',
      `${displayName(name)} has neither a primary key nor a unique index over required columns, and without one ${why}.`,
      { hint: 'Give it `id Int @id @default(autoincrement())` in a plan before this one, and leave its @@ignore until that is promoted.' },
    )
  }
  const types = new Map(tableOf(context, name)?.columns.map((column) => [column.name, column.type]))
  return columns.map((column) => ({ name: column, type: types.get(column) ?? 'TEXT' }))
}

/** What undo has to give back: of the columns that the backfill changes, those that were there before. */
function replaced(context: PlanContext, table: TableName, names: readonly string[]): Pick<Backfill, 'replaces'> {
  const columns = (tableOf(context, table)?.columns ?? []).filter(({ name }) => names.includes(name))
  return columns.length === 0 ? {} : { replaces: columns.map(({ name, type }) => ({ name, type })) }
}

const groupBy = <T>(items: readonly T[], key: (item: T) => string): readonly (readonly T[])[] => {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item])
  return [...groups.values()]
}

const typeIn = ({ tables }: Schema, table: TableName, column: string): string | undefined =>
  tables.find(({ schema, name }) => schema === table.schema && name === table.name)?.columns.find(({ name }) => name === column)?.type

/** A CASE needs one type, where an assignment would take another: `gen_random_uuid()` for a column of text. */
function asColumn({ before, after }: PlanContext, table: TableName, column: string, expression: string): string {
  const type = typeIn(after, table, column) ?? typeIn(before, table, column)
  const copied = before.tables
    .find(({ schema, name }) => schema === table.schema && name === table.name)
    ?.columns.find(({ name }) => expression === `t.${ident(name)}`)
  return type === undefined || copied?.type === type ? expression : `CAST(${expression} AS ${castType(type)})`
}

/** One pass over a table for all its columns: each is assigned only where it is pending. What `earlier` gives it reads. */
function assignmentBackfill(context: PlanContext, group: readonly Assignment[], earlier: readonly FillLevel[]): BackfillFile {
  const table = group[0]?.table ?? { schema: null, name: '' }
  const isFirst = earlier.every(({ assignments }) => assignments.every((one) => !sameTable(one.table, table)))
  const columns = group.map(({ column }) => column)
  const mustEmpty = group.every((one) => one.mustEmpty)
  const kept = replaced(context, table, [...columns, ...group.flatMap(({ carries }) => carries ?? [])])
  const pending = group.length === 1 ? (group[0]?.pending ?? '') : `(${group.map((one) => one.pending).join(' OR ')})`
  const values = group.map(({ column, expression, pending: own }) =>
    group.length === 1
      ? `${ident(column)} = ${expression}`
      : `${ident(column)} = CASE WHEN ${own} THEN ${asColumn(context, table, column, expression)} ELSE t.${ident(column)} END`,
  )
  return {
    backfill: {
      kind: 'sql',
      id: isFirst ? `fill.${displayName(table)}` : `fill.${columns.map((column) => transformKey(table, column)).join('+')}`,
      label: `fill ${columns.join(', ')} of ${displayName(table)}`,
      table: { schema: table.schema, name: table.name },
      key: keyColumns(context, table, { mustEmpty, ...kept }),
      pending,
      mustEmpty,
      file: fileName(table.name, ...columns),
      ...kept,
      writes: columns,
    },
    text: `UPDATE ${tableName(table)} AS t\nSET ${values.join(',\n    ')}\nWHERE :key_range AND ${pending}\n`,
  }
}

function settlementBackfill(context: PlanContext, { table, key, label, sql, pending, writes, carries }: Settlement): BackfillFile {
  const all = (tableOf(context, table)?.columns ?? []).map(({ name }) => name)
  const kept = replaced(context, table, writes.length === 0 ? all : [...writes, ...(carries === undefined ? [] : [carries])])
  return {
    backfill: {
      kind: 'sql',
      id: key,
      label,
      table: { schema: table.schema, name: table.name },
      key: keyColumns(context, table, { mustEmpty: true, ...kept }),
      pending,
      mustEmpty: true,
      file: fileName(table.name, key.replace('.', '_')),
      ...kept,
      writes,
    },
    text: `${sql}\n`,
  }
}

/** The old application's column with the names of the schema before, a new one with those after. */
function asBackfillColumn({ field, name, type }: Column, schemas: readonly Schema[]): BackfillColumn {
  const names = schemas.map((schema) => enumOfType(schema, type)?.code?.values).find((values) => values !== undefined)
  const differ = names !== undefined && Object.entries(names).some(([label, value]) => label !== value)
  return { field, column: name, type, ...(differ ? { names } : {}) }
}

function transformBackfill(context: PlanContext, group: readonly TransformTarget[], transforms: ReadonlyMap<string, string>): BackfillFile {
  const [first] = group
  const table = first?.table ?? { schema: null, name: '' }
  const { before, after } = context
  const known = [...(tableOf(context, table)?.columns ?? []), ...group.map(({ column }) => column)]
  const mustEmpty = group.every((target) => target.mustEmpty)
  const kept = replaced(
    context,
    table,
    group.map(({ column }) => column.name),
  )
  const sources = [...new Set(group.flatMap((target) => target.sources))]
  return {
    backfill: {
      kind: 'typescript',
      id: `transform.${group.map(({ column }) => transformKey(table, column.name)).join('+')}`,
      label: `compute ${group.map(({ column }) => column.name).join(', ')} of ${displayName(table)}`,
      table: { schema: table.schema, name: table.name },
      key: keyColumns(context, table, { mustEmpty, ...kept }),
      pending: group.length === 1 ? (first?.pending ?? '') : `(${group.map(({ pending }) => pending).join(' OR ')})`,
      mustEmpty,
      file: fileName(table.name, ...group.map(({ column }) => column.name)),
      ...kept,
      read: sources.flatMap((source) =>
        known.filter(({ name }) => name === source).map((column) => asBackfillColumn(column, [before, after])),
      ),
      writes: group.map(({ column }) => asBackfillColumn(column, [after, before])),
    },
    text: transforms.get(transformKey(table, first?.column.name ?? '')) ?? '',
  }
}

/** The backfills in the order in which they run: SQL, then transforms, after what they read; then rows that a new constraint forbids. */
export function planBackfills(context: PlanContext, staged: Staged, transforms: ReadonlyMap<string, string>): readonly BackfillFile[] {
  const levels = fillLevels(context, staged)
  const files = [
    ...levels.flatMap((level, at) => [
      ...groupBy(level.assignments, ({ table }) => displayName(table)).map((group) =>
        assignmentBackfill(context, group, levels.slice(0, at)),
      ),
      ...groupBy(level.transforms, ({ table, file, column }) => `${displayName(table)}|${file ?? column.name}`).map((group) =>
        transformBackfill(context, group, transforms),
      ),
    ]),
    ...staged.settlements.map((settlement) => settlementBackfill(context, settlement)),
  ]
  return files.map(({ backfill, text }, at) => ({
    backfill: {
      ...backfill,
      file: `backfill/${String(at + 1).padStart(2, '0')}_${backfill.file}.${backfill.kind === 'sql' ? 'sql' : 'ts'}`,
    },
    text,
  }))
}
