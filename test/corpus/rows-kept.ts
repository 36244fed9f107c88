import type { ChangeOf, SchemaChange } from '../../src/diff/change.ts'
import { sameTable } from '../../src/schema/lookup.ts'
import type { Column, Schema, Table, TableName } from '../../src/schema/model.ts'
import { ident, literal, tableName } from '../../src/sql/ident.ts'
import { withConnection } from '../helpers/connection.ts'

/** A table before and after a plan, and what of its columns must be the same. */
interface Pair {
  readonly from: Table
  readonly to: Table
  readonly columns: readonly { readonly before: string; readonly after: string; readonly name: string }[]
}

const of = <K extends SchemaChange['kind']>(changes: readonly SchemaChange[], kind: K): readonly ChangeOf<K>[] =>
  changes.filter((change): change is ChangeOf<K> => change.kind === kind)

/** Tables whose rows may go: that is what was answered. */
const losesRows = (changes: readonly SchemaChange[], table: TableName): boolean =>
  of(changes, 'addUnique').some((change) => sameTable(change.table, table) && change.duplicates === 'delete') ||
  of(changes, 'addForeignKey').some((change) => sameTable(change.table, table) && change.orphans === 'delete')

/** Columns that the plan writes on purpose although they were there before. */
const isRewritten = (changes: readonly SchemaChange[], table: TableName, column: string): boolean =>
  of(changes, 'setNotNull').some(
    (change) => sameTable(change.table, table) && change.column.name === column && change.fill.kind !== 'none',
  ) ||
  of(changes, 'addUnique').some(
    ({ table: on, index, duplicates }) => sameTable(on, table) && index.columns.includes(column) && duplicates !== 'refuse',
  ) ||
  of(changes, 'addForeignKey').some(
    ({ table: on, foreignKey, orphans }) => sameTable(on, table) && foreignKey.columns.includes(column) && orphans !== 'refuse',
  ) ||
  of(changes, 'addSequence').some((change) => sameTable(change.table, table) && change.column.name === column)

function pairs(before: Schema, after: Schema, changes: readonly SchemaChange[]): readonly Pair[] {
  return before.tables.flatMap((from) => {
    const moved = of(changes, 'moveTable').find((change) => sameTable(change.from, from))
    const name: TableName = moved?.table ?? from
    const to = after.tables.find((table) => sameTable(table, name))
    if (to === undefined || losesRows(changes, name)) return []
    const columns = from.columns.flatMap((column) => {
      const target = successor(name, column, to, changes)
      return target === null || isRewritten(changes, name, target.name) ? [] : [comparison(name, column, target, changes)]
    })
    return [{ from, to, columns }]
  })
}

function successor(table: TableName, column: Column, to: Table, changes: readonly SchemaChange[]): Column | null {
  const moved = of(changes, 'moveTable').find((change) => sameTable(change.table, table))
  const renamed = of(changes, 'renameColumn').find((change) => sameTable(change.table, table) && change.from.name === column.name)
  if (renamed !== undefined && renamed.fill !== null && column.nullable && !renamed.to.nullable) return null
  const dropped = of(changes, 'dropColumn').some((change) => sameTable(change.table, table) && change.column.name === column.name)
  if (dropped) return null
  const name = renamed?.to.name ?? moved?.columns.find(({ from }) => from === column.name)?.to ?? column.name
  return to.columns.find((one) => one.name === name) ?? null
}

/** As text, so that a number compares with the text that it became. */
function comparison(table: TableName, from: Column, to: Column, changes: readonly SchemaChange[]): Pair['columns'][number] {
  const changed = [...of(changes, 'changeType'), ...of(changes, 'renameColumn')].find(
    (change) => sameTable(change.table, table) && change.from.name === from.name,
  )
  const conversion = changed?.conversion ?? null
  const mapping = of(changes, 'changeEnum').find(({ from: old }) => from.type.includes(`"${old.name}"`))?.mapping ?? []
  const old = ident(from.name)
  const mapped = (value: string): string =>
    `CASE ${value} ${mapping.map((one) => `WHEN ${literal(one.from)} THEN ${literal(one.to)}`).join(' ')} ELSE ${value} END`
  const inList = `ARRAY(SELECT ${mapped('e.v')} FROM unnest(${old}::text[]) WITH ORDINALITY AS e(v, n) ORDER BY e.n)`
  const up =
    mapping.length > 0
      ? from.type.endsWith('[]')
        ? `CASE WHEN ${old} IS NOT NULL THEN ${inList} END`
        : mapped(`${old}::text`)
      : conversion === null || from.type === to.type
        ? old
        : `(${conversion.up})`
  const type = mapping.length > 0 || /"/.test(to.type) ? 'text' : to.type
  const typed = (sql: string): string => (from.type === to.type ? sql : to.type.endsWith('[]') ? sql : `${sql}::${type}`)
  return { name: to.name, before: `(${typed(up)})::text`, after: `${ident(to.name)}::text` }
}

export type Snapshot = ReadonlyMap<string, readonly string[]>

/** The rows that the plan must carry over, as it must carry them over; taken before it runs. */
export const rowsToKeep = (url: string, before: Schema, after: Schema, changes: readonly SchemaChange[]): Promise<Snapshot> =>
  snapshot(url, pairs(before, after, changes), ({ from, columns }) => [from, columns.map((column) => column.before)])

/** What is missing after the plan: a line a table. Rows that were added meanwhile do not count. */
export async function rowsLost(
  url: string,
  kept: Snapshot,
  { before, after, changes }: { readonly before: Schema; readonly after: Schema; readonly changes: readonly SchemaChange[] },
): Promise<readonly string[]> {
  const now = await snapshot(url, pairs(before, after, changes), ({ to, columns }) => [to, columns.map((column) => column.after)])
  return [...kept].flatMap(([table, rows]) => {
    const left = new Map<string, number>()
    for (const row of now.get(table) ?? []) left.set(row, (left.get(row) ?? 0) + 1)
    const missing = rows.filter((row) => {
      const count = left.get(row) ?? 0
      left.set(row, count - 1)
      return count <= 0
    })
    return missing.length === 0 ? [] : [`${table}: ${String(missing.length)} of ${String(rows.length)} rows, such as ${missing[0] ?? ''}`]
  })
}

async function snapshot(url: string, all: readonly Pair[], side: (pair: Pair) => readonly [Table, readonly string[]]): Promise<Snapshot> {
  return withConnection(url, async (client) => {
    const found = new Map<string, readonly string[]>()
    for (const pair of all) {
      const [table, expressions] = side(pair)
      const values = expressions.length === 0 ? "''" : `jsonb_build_array(${expressions.slice(0, 99).join(', ')})::text`
      const { rows } = await client.query<{ line: string }>(`SELECT ${values} AS line FROM ${tableName(table)}`)
      found.set(
        tableName(pair.to),
        rows.map(({ line }) => line),
      )
    }
    return found
  })
}
