import type pg from 'pg'
import type { SchemaChange } from '../../src/diff/change.ts'
import type { Table, TableName } from '../../src/schema/model.ts'
import { ident, tableName } from '../../src/sql/ident.ts'
import type { Planned } from './planning-property.ts'

/** A column before and after; `text` where only the text of its values stays the same. */
interface KeptColumn {
  readonly before: string
  readonly after: string
}

/**
 * Every row of the tables that stay, in the columns whose values must stay: before the change, or after it under the new names.
 * Columns that are filled where they were NULL are left out, as are those of another type; their rows still count.
 */
export async function keptValues(
  client: pg.Client,
  { before, changes }: Planned,
  side: 'before' | 'after',
): Promise<Readonly<Record<string, readonly string[]>>> {
  const kept = before.schema.tables.flatMap((table) => {
    const now = tableAfter(table, changes)
    return now === null ? [] : [{ table: side === 'before' ? table : now, label: tableName(table), columns: keptColumns(table, changes) }]
  })
  const values: Record<string, readonly string[]> = {}
  for (const { table, label, columns } of kept) {
    const list = columns.map((column) => `${ident(column[side])}::text`).join(', ')
    const { rows } = await client.query<{ line: string }>(`SELECT jsonb_build_array(${list})::text AS line FROM ${tableName(table)}`)
    values[label] = rows.map(({ line }) => line).toSorted()
  }
  return values
}

const isTable = (left: TableName, right: TableName): boolean => left.schema === right.schema && left.name === right.name

function tableAfter(table: Table, changes: readonly SchemaChange[]): TableName | null {
  for (const change of changes) {
    if (change.kind === 'dropTable' && isTable(change.table, table)) return null
    if (change.kind === 'moveTable' && isTable(change.from, table)) return change.table
  }
  return table
}

function keptColumns(table: Table, changes: readonly SchemaChange[]): readonly KeptColumn[] {
  const now = tableAfter(table, changes) ?? table
  const own = changes.filter((change) => 'table' in change && (isTable(change.table, table) || isTable(change.table, now)))
  return table.columns.flatMap(({ name }) => {
    // A move comes first; what else happens to the table knows the columns by their new names.
    let after: string | null =
      own.flatMap((change) => (change.kind === 'moveTable' ? change.columns : [])).find(({ from }) => from === name)?.to ?? name
    for (const change of own) {
      if (change.kind === 'dropColumn' && change.column.name === after) after = null
      if (change.kind === 'addUnique' && change.duplicates !== 'refuse' && after !== null && change.index.columns.includes(after))
        after = null
      if (change.kind === 'addForeignKey' && change.orphans !== 'refuse' && after !== null && change.foreignKey.columns.includes(after))
        after = null
      if (change.kind === 'changeType' && change.from.name === after) after = null
      if (change.kind === 'setNotNull' && change.column.name === after) after = null
      if (change.kind === 'renameColumn' && change.from.name === after)
        after = change.conversion !== null || (change.from.nullable && !change.to.nullable) ? null : change.to.name
    }
    return after === null ? [] : [{ before: name, after }]
  })
}
