import { z } from 'zod'
import type { Column, Enum, ForeignKey, Index, PrimaryKey, Table, TableName } from '../schema/model.ts'

/** The codecs of what a schema is made of. Every object is strict: a key that stager does not know is a plan that it does not know. */

export const textList = z.array(z.string())

export const tableName = z
  .strictObject({
    schema: z.string().nullable().describe('Null for the default schema of the connection.'),
    name: z.string(),
  })
  .meta({ id: 'TableName' }) satisfies z.ZodType<TableName>

export const columnDefault = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('stable'), sql: z.string() }),
    z.strictObject({ kind: z.literal('volatile'), sql: z.string() }),
    z.strictObject({ kind: z.literal('sequence') }),
  ])
  .meta({ id: 'ColumnDefault' })

export const column = z
  .strictObject({
    name: z.string(),
    field: z.string().describe('The Prisma field.'),
    type: z.string().describe('As Prisma writes it in DDL.'),
    nullable: z.boolean(),
    default: columnDefault.nullable(),
    clientDefault: z.string().nullable().describe('A default that Prisma Client computes: cuid(), uuid(7), updatedAt.'),
  })
  .meta({ id: 'Column' }) satisfies z.ZodType<Column>

export const index = z
  .strictObject({
    name: z.string(),
    unique: z.boolean(),
    columns: textList,
    definition: z.string().describe("What follows the table's name in CREATE INDEX."),
  })
  .meta({ id: 'Index' }) satisfies z.ZodType<Index>

export const foreignKey = z
  .strictObject({
    name: z.string(),
    columns: textList,
    references: z.strictObject({ schema: z.string().nullable(), name: z.string(), columns: textList }),
    onDelete: z.string(),
    onUpdate: z.string(),
  })
  .meta({ id: 'ForeignKey' }) satisfies z.ZodType<ForeignKey>

export const primaryKey = z.strictObject({ name: z.string(), columns: textList }).meta({ id: 'PrimaryKey' }) satisfies z.ZodType<PrimaryKey>

export const table = z
  .strictObject({
    schema: z.string().nullable(),
    name: z.string(),
    model: z.string().nullable(),
    columns: z.array(column),
    primaryKey: primaryKey.nullable(),
    indexes: z.array(index),
    foreignKeys: z.array(foreignKey),
  })
  .meta({ id: 'Table' }) satisfies z.ZodType<Table>

export const enumType = z
  .strictObject({ schema: z.string().nullable(), name: z.string(), values: textList })
  .meta({ id: 'Enum' }) satisfies z.ZodType<Enum>
