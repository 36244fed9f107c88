import type { Column, ForeignKey, Index, PrimaryKey, Schema, Table, TableName } from '../schema/model.ts'

/** The schema as a change leaves it: small pure updates that the operations' `apply` are made of. */

export const isTable = (name: TableName) => (table: TableName) => table.schema === name.schema && table.name === name.name

const updateTable = (schema: Schema, name: TableName, update: (table: Table) => Table): Schema => ({
  ...schema,
  tables: schema.tables.map((table) => (isTable(name)(table) ? update(table) : table)),
})

export const withTable = (schema: Schema, table: Table): Schema => ({ ...schema, tables: [...schema.tables, table] })

export const withoutTable = (schema: Schema, name: TableName): Schema => ({
  ...schema,
  tables: schema.tables.filter((table) => !isTable(name)(table)),
})

export const withColumn = (schema: Schema, table: TableName, column: Column): Schema =>
  updateTable(schema, table, (found) => ({ ...found, columns: [...found.columns, column] }))

export const changeColumn = (schema: Schema, table: TableName, name: string, change: Partial<Column>): Schema =>
  updateTable(schema, table, (found) => ({
    ...found,
    columns: found.columns.map((column) => (column.name === name ? { ...column, ...change } : column)),
  }))

/** As PostgreSQL does: indexes and foreign keys over the column go with it. */
export const withoutColumn = (schema: Schema, table: TableName, name: string): Schema =>
  updateTable(schema, table, (found) => ({
    ...found,
    columns: found.columns.filter((column) => column.name !== name),
    indexes: found.indexes.filter((index) => !index.columns.includes(name)),
    foreignKeys: found.foreignKeys.filter((key) => !key.columns.includes(name)),
  }))

export const withIndex = (schema: Schema, table: TableName, index: Index): Schema =>
  updateTable(schema, table, (found) => ({ ...found, indexes: [...found.indexes, index] }))

export const withoutIndex = (schema: Schema, table: TableName, name: string): Schema =>
  updateTable(schema, table, (found) => ({ ...found, indexes: found.indexes.filter((index) => index.name !== name) }))

export const renameIndexIn = (schema: Schema, table: TableName, from: string, to: string): Schema =>
  updateTable(schema, table, (found) => ({
    ...found,
    indexes: found.indexes.map((index) => (index.name === from ? { ...index, name: to } : index)),
  }))

export const withForeignKey = (schema: Schema, table: TableName, key: ForeignKey): Schema =>
  updateTable(schema, table, (found) => ({ ...found, foreignKeys: [...found.foreignKeys, key] }))

export const withoutForeignKey = (schema: Schema, table: TableName, name: string): Schema =>
  updateTable(schema, table, (found) => ({ ...found, foreignKeys: found.foreignKeys.filter((key) => key.name !== name) }))

export const withPrimaryKey = (schema: Schema, table: TableName, primaryKey: PrimaryKey | null): Schema =>
  updateTable(schema, table, (found) => ({ ...found, primaryKey }))

export const withJoinTableKeys = (schema: Schema, table: TableName, keys: Pick<Table, 'primaryKey' | 'indexes'>): Schema =>
  updateTable(schema, table, (found) => ({ ...found, primaryKey: keys.primaryKey, indexes: keys.indexes }))

export const renameConstraintIn = (schema: Schema, table: TableName, from: string, to: string): Schema =>
  updateTable(schema, table, (found) => ({
    ...found,
    primaryKey: found.primaryKey?.name === from ? { ...found.primaryKey, name: to } : found.primaryKey,
    foreignKeys: found.foreignKeys.map((key) => (key.name === from ? { ...key, name: to } : key)),
  }))
