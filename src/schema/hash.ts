import { createHash } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'
import type { Schema, Table, TableName } from './model.ts'

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)
const byName = (left: { readonly name: string }, right: { readonly name: string }): number => compare(left.name, right.name)
const byTableName = (left: TableName, right: TableName): number => compare(left.schema ?? '', right.schema ?? '') || byName(left, right)

const inOrder = (table: Table): Table => ({
  ...table,
  columns: table.columns.toSorted(byName),
  indexes: table.indexes.toSorted(byName),
  foreignKeys: table.foreignKeys.toSorted(byName),
})

/** Lower-case hex SHA-256 of a schema's model. The order in which a schema file lists things does not count. */
export function schemaHash({ tables, enums, schemas, extensions }: Schema): string {
  const ordered: Schema = {
    tables: tables.map(inOrder).toSorted(byTableName),
    enums: enums.map(({ schema, name, values }) => ({ schema, name, values: values.toSorted(compare) })).toSorted(byTableName),
    schemas: schemas.toSorted(compare),
    extensions: extensions.toSorted(compare),
  }
  return createHash('sha256').update(canonicalJson(ordered)).digest('hex')
}
