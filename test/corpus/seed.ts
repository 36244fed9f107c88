import type { TableName } from '../../src/schema/model.ts'
import { sameTable } from '../../src/schema/lookup.ts'
import { ident, tableName } from '../../src/sql/ident.ts'
import { withConnection } from '../helpers/connection.ts'
import { generateTables, insertStatements, type Row } from '../../src/rehearse/generate-rows.ts'
import type { Conforming } from '../../src/rehearse/conforming.ts'

interface SeedOptions {
  readonly rowsPerTable: number
  readonly name: string
}

/** Inserts generated rows, besides those that the database has. */
export async function seed(url: string, { schema, empty, value }: Conforming, { rowsPerTable, name }: SeedOptions): Promise<void> {
  return withConnection(url, async (client) => {
    const existing = new Map<string, readonly Row[]>()
    for (const table of schema.tables) {
      const values = table.columns.map((column) => `quote_nullable(${ident(column.name)}::text) AS ${ident(column.name)}`)
      const { rows } = await client.query<Record<string, string>>(`SELECT ${values.join(', ') || '1'} FROM ${tableName(table)}`)
      existing.set(tableName(table), rows)
    }
    const generated = generateTables(schema, {
      rowsPerTable: (table: TableName) => (empty.some((one) => sameTable(one, table)) ? 0 : rowsPerTable),
      seed: name,
      ...(value === undefined ? {} : { value }),
      existing: (table) => existing.get(tableName(table)) ?? [],
    })
    for (const statement of insertStatements(schema, generated)) await client.query(statement)
  })
}
