import type { ChangeOf, SchemaChange } from '../diff/change.ts'
import { sameTable } from '../schema/lookup.ts'
import { literal, tableName as tableNameOf } from '../sql/ident.ts'
import { parseType, sqlValue } from './rows/literals.ts'
import type { Random } from './rows/random.ts'
import type { RowOptions } from './generate-rows.ts'
import type { ForeignKey, Index, Schema, Table, TableName } from '../schema/model.ts'

/** What generated rows must hold to, beyond the schema before. */
export interface Conforming {
  readonly schema: Schema
  /** Tables that have no row. */
  readonly empty: readonly TableName[]
  readonly value?: RowOptions['value']
}

const of = <K extends SchemaChange['kind']>(changes: readonly SchemaChange[], kind: K): readonly ChangeOf<K>[] =>
  changes.filter((change): change is ChangeOf<K> => change.kind === kind)

/** What the plan will enforce without a rule that settles it ("there are none"), real rows hold to before. */
export function conforming(before: Schema, after: Schema, changes: readonly SchemaChange[]): Conforming {
  const keys = of(changes, 'addForeignKey').filter(({ orphans }) => orphans === 'refuse')
  const tables = before.tables.map((table) => {
    const mine = keys.filter((change) => sameTable(tableBefore(changes, change.table), table)).map(({ foreignKey }) => foreignKey)
    const uniques = newUniques(table, changes)
    return {
      ...table,
      columns: table.columns.map((column) => (mustBeSet(changes, table, column.name) ? { ...column, nullable: false } : column)),
      indexes: [...table.indexes, ...uniques],
      foreignKeys: [...table.foreignKeys, ...mine.flatMap((key) => keyBefore(before, table, key, changes))],
    }
  })
  return {
    schema: { ...before, tables, enums: keptValues(before, changes) },
    empty: emptyTables(changes),
    value: convertible(before, after, changes),
  }
}

/** A value that an enum loses, and that is mapped to no other, no row has. */
const keptValues = ({ enums }: Schema, changes: readonly SchemaChange[]): Schema['enums'] =>
  enums.map((one) => {
    const change = of(changes, 'changeEnum').find(({ from }) => from.schema === one.schema && from.name === one.name)
    if (change === undefined) return one
    const values = one.values.filter(
      (value) => change.to.values.includes(value) || change.mapping.some(({ from, to }) => from === value && to !== null),
    )
    return { ...one, values }
  })

const tableBefore = (changes: readonly SchemaChange[], table: TableName): TableName =>
  of(changes, 'moveTable').find((change) => sameTable(change.table, table))?.from ?? table

/** The columns as they were called; without those that are new. */
function columnsBefore(table: Table, columns: readonly string[], changes: readonly SchemaChange[]): readonly string[] {
  return columns.flatMap((name) => {
    const renamed = of(changes, 'renameColumn').find((one) => sameTable(tableBefore(changes, one.table), table) && one.to.name === name)
    const moved = of(changes, 'moveTable').find((one) => sameTable(one.from, table))
    const old = renamed?.from.name ?? moved?.columns.find(({ to }) => to === name)?.from ?? name
    return table.columns.some((column) => column.name === old) ? [old] : []
  })
}

/** New columns are taken to be the same in all rows. */
function newUniques(table: Table, changes: readonly SchemaChange[]): readonly Index[] {
  const wanted = [
    ...of(changes, 'addUnique').flatMap((one) => (one.duplicates === 'refuse' ? [{ table: one.table, ...one.index }] : [])),
    ...of(changes, 'changePrimaryKey').flatMap((one) => (one.to === null ? [] : [{ table: one.table, ...one.to }])),
  ]
  return wanted.flatMap(({ table: on, name, columns }) => {
    const old = sameTable(tableBefore(changes, on), table) ? columnsBefore(table, columns, changes) : []
    return old.length === 0 ? [] : [{ name, unique: true, columns: old, definition: '' }]
  })
}

function keyBefore(before: Schema, table: Table, key: ForeignKey, changes: readonly SchemaChange[]): readonly ForeignKey[] {
  const parent = before.tables.find((one) => sameTable(one, tableBefore(changes, key.references)))
  const columns = columnsBefore(table, key.columns, changes)
  // Nothing is there to refer to: a table of nobody's gives NULL, or no row at all.
  if (parent === undefined) return columns.length === 0 ? [] : [{ ...key, columns }]
  const references = columnsBefore(parent, key.references.columns, changes)
  const whole = columns.length === key.columns.length && references.length === columns.length
  return whole ? [{ ...key, columns, references: { schema: parent.schema, name: parent.name, columns: references } }] : []
}

/**
 * A column that gets another type holds what both types can hold: the verification would find every other value, and until contract the
 * column has the old type under the new release.
 */
export const convertible =
  (before: Schema, after: Schema, changes: readonly SchemaChange[]): NonNullable<RowOptions['value']> =>
  (table, { name, nullable }, row, random) => {
    const change = [...of(changes, 'changeType'), ...of(changes, 'renameColumn')].find(
      (one) => isEitherName(one, name) && (sameTable(one.table, table) || sameTable(tableBefore(changes, one.table), table)),
    )
    const conversion = change?.conversion ?? null
    if (change === undefined || conversion === null) return ofDropped(before, table, name, changes, row, random)
    const [from, to] = [change.from.type, change.to.type]
    if (nullable && random.chance(0.3)) return 'NULL'
    const [old, next] = [valuesOf(before, from), valuesOf(after, to)]
    if (old !== undefined && next !== undefined) {
      const common = old.filter((value) => next.includes(value))
      // Without any, each release writes its own: an answer says which becomes which.
      return common.length === 0 || from.endsWith('[]') ? undefined : literal(common[row % common.length] ?? '')
    }
    const narrows = takesValuesOf(from, to) && (conversion.upCanFail || conversion.mayLose || limitOf(to) < limitOf(from))
    return sqlValue(narrows ? to : from, narrows ? after.enums : before.enums, random, row + 1) ?? undefined
  }

const valuesOf = ({ enums }: Schema, type: string): readonly string[] | undefined =>
  enums.find((one) => tableNameOf(one) === type.replace(/\[\]$/, ''))?.values

const texts = /^(TEXT|VARCHAR|CHAR|CITEXT)\b(?!.*\[\])/
const numbers = /^(SMALLINT|INTEGER|BIGINT|DECIMAL|REAL|DOUBLE PRECISION|OID)\b(?!.*\[\])/
const json = /^JSON(?!.*\[\])/

/** A text holds everything, and JSON numbers; otherwise a value is of both types only where they are alike. */
const takesValuesOf = (from: string, to: string): boolean =>
  (texts.test(from) && !to.endsWith('[]')) ||
  (json.test(from) && numbers.test(to)) ||
  [numbers, json, /^(TIMESTAMP|DATE)/].some((family) => family.test(from) && family.test(to))

/** How many letters a text holds. */
const limitOf = (type: string): number => (texts.test(type) ? (parseType(type).limits[0] ?? Infinity) : Infinity)

/** A field that was given up for another of its name: the old column is there until contract. */
function ofDropped(
  { enums }: Schema,
  table: TableName,
  column: string,
  changes: readonly SchemaChange[],
  row: number,
  random: Random,
): string | undefined {
  const dropped = of(changes, 'dropColumn').find((one) => sameTable(one.table, table) && one.column.name === column)
  return dropped === undefined ? undefined : (sqlValue(dropped.column.type, enums, random, row + 1) ?? undefined)
}

const isEitherName = ({ from, to }: ChangeOf<'changeType' | 'renameColumn'>, name: string): boolean =>
  from.name === name || to.name === name

const mustBeSet = (changes: readonly SchemaChange[], table: TableName, column: string): boolean =>
  of(changes, 'setNotNull').some(
    (one) => sameTable(tableBefore(changes, one.table), table) && one.column.name === column && one.fill.kind === 'none',
  )

/** Nothing gives a value to a new required column: the answer says that there is no row. */
const emptyTables = (changes: readonly SchemaChange[]): readonly TableName[] => [
  ...of(changes, 'addColumn').flatMap((one) =>
    one.fill?.kind === 'none' && !one.column.nullable ? [tableBefore(changes, one.table)] : [],
  ),
  ...of(changes, 'renameColumn').flatMap((one) =>
    one.fill?.kind === 'none' && one.from.nullable && !one.to.nullable ? [tableBefore(changes, one.table)] : [],
  ),
]
