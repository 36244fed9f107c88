import type { Column, ForeignKey, Schema, Table, TableName } from '../schema/model.ts'
import { ident, literal, tableName } from '../sql/ident.ts'
import { sqlValue, varietyOf } from './rows/literals.ts'
import { seededRandom, type Random } from './rows/random.ts'
import { nameKey, tableGroups } from './rows/table-order.ts'

/** A row as SQL, by column. */
export type Row = Readonly<Record<string, string>>

export interface RowOptions {
  readonly rowsPerTable: number | ((table: TableName) => number)
  /** The same seed gives the same rows. */
  readonly seed: string | number
  /** Rows that are there already: new ones refer to them too, and do not collide with them. Values are compared as SQL text. */
  readonly existing?: (table: TableName) => readonly Row[]
  /** A value as SQL for a column that needs a special one; undefined leaves it to the generator. `row` counts from 0. */
  readonly value?: (table: Table, column: Column, row: number, random: Random) => string | undefined
}

export interface GeneratedTable {
  readonly table: Table
  /** Without the existing ones. Fewer than asked for where uniques allow no more. */
  readonly rows: readonly Row[]
}

interface Draft {
  readonly table: Table
  readonly rows: Record<string, string>[]
  readonly existing: readonly Row[]
  /** Foreign keys of tables that come later in a circle. */
  readonly later: readonly ForeignKey[]
  readonly random: Random
}

const none = 'NULL'
const keyOf = (row: Row, columns: readonly string[]): string => JSON.stringify(columns.map((name) => row[name] ?? none))

/** The column lists that may hold each combination once. */
const uniquesOf = ({ primaryKey, indexes }: Table): readonly (readonly string[])[] => [
  ...(primaryKey === null ? [] : [primaryKey.columns]),
  ...indexes.filter(({ unique, columns }) => unique && columns.length > 0).map(({ columns }) => columns),
]

const collides = (row: Row, rows: readonly Row[], columns: readonly string[]): boolean =>
  columns.every((name) => (row[name] ?? none) !== none) &&
  rows.some((other) => other !== row && keyOf(other, columns) === keyOf(row, columns))

/** Rows for every table of a schema: NULLs and values mixed, uniques and foreign keys respected, circles and self references included. */
export function generateTables(schema: Schema, options: RowOptions): readonly GeneratedTable[] {
  const drafts = new Map<string, Draft>()
  for (const group of tableGroups(schema)) {
    const pending = new Set(group.map(nameKey))
    for (const table of group) {
      const later = table.foreignKeys.filter(({ references }) => pending.has(nameKey(references)) && nameKey(references) !== nameKey(table))
      pending.delete(nameKey(table))
      const random = seededRandom(`${String(options.seed)} ${nameKey(table)}`)
      const draft: Draft = { table, rows: [], existing: options.existing?.(table) ?? [], later, random }
      drafts.set(nameKey(table), draft)
      fillTable(draft, drafts, schema, options)
    }
    for (const table of group) referLater(drafts.get(nameKey(table)), drafts)
  }
  return [...drafts.values()].map(({ table, rows }) => ({ table, rows }))
}

const rowsOf = (drafts: ReadonlyMap<string, Draft>, name: TableName): readonly Row[] => {
  const draft = drafts.get(nameKey(name))
  return draft === undefined ? [] : [...draft.existing, ...draft.rows]
}

function fillTable(draft: Draft, drafts: ReadonlyMap<string, Draft>, schema: Schema, options: RowOptions): void {
  const uniques = uniquesOf(draft.table)
  const wanted = typeof options.rowsPerTable === 'number' ? options.rowsPerTable : options.rowsPerTable(draft.table)
  for (let number = 0; number < wanted; number++)
    for (let attempt = 0; attempt < 12; attempt++) {
      const row = makeRow(draft, drafts, schema, options, number, attempt)
      if (row === null) continue
      if (uniques.some((columns) => collides(row, draft.existing, columns) || collides(row, draft.rows, columns))) continue
      draft.rows.push(row)
      break
    }
}

/** References first, since they say what their columns hold; null where no row of the other table fits. */
function makeRow(
  { table, rows, existing, later, random }: Draft,
  drafts: ReadonlyMap<string, Draft>,
  schema: Schema,
  options: RowOptions,
  number: number,
  attempt: number,
): Record<string, string> | null {
  const row: Record<string, string> = {}
  const nullable = (name: string): boolean => table.columns.some((column) => column.name === name && column.nullable)
  const taken = existing.length + number
  const self: ForeignKey[] = []
  const earlier = table.foreignKeys.filter((key) => !later.includes(key))
  for (const key of earlier.toSorted((left, right) => Number(left.columns.some(nullable)) - Number(right.columns.some(nullable)))) {
    const free = key.columns.find((name) => nullable(name) && row[name] === undefined)
    const isSelf = nameKey(key.references) === nameKey(table)
    const fitting = rowsOf(drafts, key.references).filter((parent) => fits(key, row, parent))
    const wanted = free === undefined || !random.chance(0.3)
    const parent = fitting[(taken + attempt + (attempt === 0 ? 0 : random.below(fitting.length || 1))) % (fitting.length || 1)]
    if (wanted && parent !== undefined && (!isSelf || rows.length > 0)) refer(key, row, parent)
    else if (free !== undefined) row[free] = none
    else if (isSelf) self.push(key)
    else return null
  }
  for (const key of later) for (const name of key.columns) row[name] ??= none
  const inKey = new Set(self.flatMap(({ columns }) => columns))
  for (const column of table.columns)
    if (row[column.name] === undefined && !inKey.has(column.name)) {
      const value = makeValue({ table, column, schema, random, options }, number, taken + 1 + attempt * 1000)
      if (value === null) return null
      row[column.name] = value
    }
  // The first row of a table that must refer to itself refers to itself.
  for (const key of self) refer(key, row, row)
  return row
}

const fits = ({ columns, references }: ForeignKey, row: Row, parent: Row): boolean =>
  columns.every((name, at) => {
    const value = parent[references.columns[at] ?? ''] ?? none
    return value !== none && (row[name] === undefined || row[name] === value)
  })

function refer({ columns, references }: ForeignKey, row: Record<string, string>, parent: Row): void {
  for (const [at, name] of columns.entries()) row[name] = parent[references.columns[at] ?? ''] ?? none
}

interface Wanted {
  readonly table: Table
  readonly column: Column
  readonly schema: Schema
  readonly random: Random
  readonly options: RowOptions
}

function makeValue({ table, column, schema, random, options }: Wanted, number: number, distinct: number): string | null {
  const special = options.value?.(table, column, number, random)
  if (special !== undefined) return special
  if (column.nullable && random.chance(0.3)) return none
  const mine = uniquesOf(table).filter((columns) => columns.includes(column.name))
  const alone = mine.some((columns) => columns.length === 1)
  const few = varietyOf(column.type, schema.enums) < distinct
  const value = sqlValue(column.type, schema.enums, random, mine.length > 0 && (alone || !few) ? distinct : null)
  if (value !== null) return value
  return column.nullable ? none : column.default === null || column.default.kind === 'sequence' ? null : 'DEFAULT'
}

/** References around a circle, once both tables have rows. */
function referLater(draft: Draft | undefined, drafts: ReadonlyMap<string, Draft>): void {
  if (draft === undefined) return
  const { table, rows, existing, later, random } = draft
  const required = (name: string): boolean => table.columns.some((column) => column.name === name && !column.nullable)
  for (const key of later) {
    const uniques = uniquesOf(table).filter((columns) => columns.some((name) => key.columns.includes(name)))
    for (const [at, row] of rows.entries()) {
      const must = key.columns.every(required)
      const kept = Object.fromEntries(key.columns.map((name) => [name, row[name] ?? none]))
      const bare = Object.fromEntries(Object.entries(row).filter(([name, value]) => !key.columns.includes(name) || value !== none))
      const parents = rowsOf(drafts, key.references).filter((parent) => fits(key, bare, parent))
      const start = existing.length + at
      const found = parents.findIndex((_, index) => {
        refer(key, row, parents[(start + index) % parents.length] ?? {})
        return !uniques.some((columns) => collides(row, rows, columns) || collides(row, existing, columns))
      })
      if (must && found < 0) throw new Error(`No row of ${key.references.name} is left for ${table.name}.${key.name}.`)
      if (found < 0 || (!must && random.chance(0.3))) Object.assign(row, kept)
    }
  }
}

const insert = ({ table, rows }: GeneratedTable): string => {
  const columns = table.columns.map(({ name }) => name)
  const values = rows.map((row) => `(${columns.map((name) => row[name] ?? none).join(', ')})`)
  return `INSERT INTO ${tableName(table)} (${columns.map(ident).join(', ')}) VALUES\n  ${values.join(',\n  ')}`
}

/**
 * One INSERT a table, parents first. Tables that refer to each other in a circle are one statement: PostgreSQL checks foreign keys at its
 * end. Sequences are set past the rows.
 */
export function insertStatements(schema: Schema, generated: readonly GeneratedTable[]): readonly string[] {
  const filled = (table: Table): readonly GeneratedTable[] =>
    generated.filter((one) => nameKey(one.table) === nameKey(table) && one.rows.length > 0)
  const inserts = tableGroups(schema).flatMap((group) => {
    const tables = group.flatMap(filled)
    if (tables.length <= 1) return tables.map(insert)
    const parts = tables.map((one, at) => `insert_${String(at)} AS (\n${insert(one)}\n)`)
    return [`WITH ${parts.join(', ')}\nSELECT 1`]
  })
  const sequences = generated.flatMap(({ table, rows }) =>
    rows.length === 0
      ? []
      : table.columns.filter((column) => column.default?.kind === 'sequence').map((column) => setSequence(table, column)),
  )
  return [...inserts, ...sequences]
}

const setSequence = (table: Table, { name }: Column): string =>
  `SELECT setval(pg_get_serial_sequence(${literal(tableName(table))}, ${literal(name)}), (SELECT max(${ident(name)}) FROM ${tableName(table)}))`
