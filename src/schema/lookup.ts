import type { Column, Schema, Table, TableName } from './model.ts'

export const sameTable = (left: TableName, right: TableName): boolean => left.schema === right.schema && left.name === right.name

export const findTable = (schema: Schema, name: TableName): Table | undefined => schema.tables.find((table) => sameTable(table, name))

export const findColumn = (table: Table | undefined, name: string): Column | undefined =>
  table?.columns.find((column) => column.name === name)

/** The table of a Prisma model. */
export const modelTable = (schema: Schema, model: string): Table | undefined => schema.tables.find((table) => table.model === model)
