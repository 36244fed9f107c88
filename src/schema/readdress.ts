import { sameTable } from './lookup.ts'
import type { Schema, Table, TableName } from './model.ts'

/** A table that gets another name, or goes to another schema; the columns of it that get other names with it. */
export interface TableMove {
  readonly from: TableName
  readonly to: TableName
  readonly columns: readonly { readonly from: string; readonly to: string }[]
}

type Rename = (column: string) => string

export const columnRenamer =
  (columns: TableMove['columns']): Rename =>
  (name) =>
    columns.find(({ from }) => from === name)?.to ?? name

/** The columns in what follows the table's name in CREATE INDEX; what stands in single quotes is data. */
export const renameQuoted = (definition: string, rename: Rename): string =>
  definition.replaceAll(/'(?:[^']|'')*'|"((?:[^"]|"")*)"/g, (token: string, name: string | undefined) =>
    name === undefined ? token : `"${rename(name.replaceAll('""', '"')).replaceAll('"', '""')}"`,
  )

function movedTable(table: Table, { to, columns }: TableMove): Table {
  const rename = columnRenamer(columns)
  return {
    ...table,
    schema: to.schema,
    name: to.name,
    columns: table.columns.map((column) => ({ ...column, name: rename(column.name) })),
    primaryKey: table.primaryKey === null ? null : { ...table.primaryKey, columns: table.primaryKey.columns.map(rename) },
    indexes: table.indexes.map((index) => ({
      ...index,
      columns: index.columns.map(rename),
      definition: renameQuoted(index.definition, rename),
    })),
    foreignKeys: table.foreignKeys.map((key) => ({ ...key, columns: key.columns.map(rename) })),
  }
}

/** The schema once the table has moved: nothing else changes its name, and what refers to the table follows it. */
export function readdress(schema: Schema, move: TableMove): Schema {
  const rename = columnRenamer(move.columns)
  return {
    ...schema,
    tables: schema.tables.map((one) => {
      const table = sameTable(one, move.from) ? movedTable(one, move) : one
      return {
        ...table,
        foreignKeys: table.foreignKeys.map((key) =>
          sameTable(key.references, move.from)
            ? { ...key, references: { schema: move.to.schema, name: move.to.name, columns: key.references.columns.map(rename) } }
            : key,
        ),
      }
    }),
  }
}
