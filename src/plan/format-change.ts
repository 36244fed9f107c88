import { z } from 'zod'
import type { ChangeKind, ChangeOf, ColumnRename, Conversion, Fill, SchemaChange } from '../diff/change.ts'
import { column, columnDefault, enumType, foreignKey, index, primaryKey, table, tableName, textList } from './format-schema.ts'

const fill = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('expression'), sql: z.string(), sources: textList }),
    z.strictObject({ kind: z.literal('query'), sql: z.string(), sources: textList }),
    z.strictObject({ kind: z.literal('typescript'), file: z.string().nullable(), sources: textList }),
    z.strictObject({ kind: z.literal('none') }),
  ])
  .meta({ id: 'Fill' }) satisfies z.ZodType<Fill>

const conversion = z
  .strictObject({
    up: z.string().describe('SQL over the row: from the old column to the new one.'),
    down: z.string().nullable(),
    upCanFail: z.boolean(),
    downCanFail: z.boolean(),
    mayLose: z.boolean(),
    mayCollide: z.boolean(),
    given: z.boolean(),
  })
  .meta({ id: 'Conversion' }) satisfies z.ZodType<Conversion>

const columnRenames = z.array(z.strictObject({ from: z.string(), to: z.string() })) satisfies z.ZodType<readonly ColumnRename[]>

const joinTableKeys = z.strictObject({ primaryKey: primaryKey.nullable(), indexes: z.array(index) })

/** One codec a kind of change; a missing one does not compile. */
const changes = {
  createSchema: z.strictObject({ kind: z.literal('createSchema'), name: z.string() }),
  createExtension: z.strictObject({ kind: z.literal('createExtension'), name: z.string() }),
  createEnum: z.strictObject({ kind: z.literal('createEnum'), enum: enumType }),
  dropEnum: z.strictObject({ kind: z.literal('dropEnum'), enum: enumType }),
  addEnumValue: z.strictObject({ kind: z.literal('addEnumValue'), enum: enumType, value: z.string(), after: z.string().nullable() }),
  changeEnum: z.strictObject({ kind: z.literal('changeEnum'), from: enumType, to: enumType, mapping: columnRenames }),
  moveTable: z.strictObject({ kind: z.literal('moveTable'), table: tableName, from: table, columns: columnRenames }),
  createTable: z.strictObject({ kind: z.literal('createTable'), table }),
  dropTable: z.strictObject({ kind: z.literal('dropTable'), table }),
  addColumn: z.strictObject({ kind: z.literal('addColumn'), table: tableName, column, fill: fill.nullable() }),
  dropColumn: z.strictObject({ kind: z.literal('dropColumn'), table: tableName, column, down: fill.nullable() }),
  renameColumn: z.strictObject({
    kind: z.literal('renameColumn'),
    table: tableName,
    from: column,
    to: column,
    fill: fill.nullable(),
    // Plans made before conversions existed have none.
    conversion: conversion.nullable().default(null),
  }),
  changeType: z.strictObject({
    kind: z.literal('changeType'),
    table: tableName,
    from: column,
    to: column,
    shadowType: z.string(),
    conversion,
  }),
  moveColumn: z.strictObject({
    kind: z.literal('moveColumn'),
    table: tableName,
    column,
    from: z.strictObject({ table: tableName, column }),
    join: columnRenames,
    fill: fill.nullable(),
    orphans: z.enum(['refuse', 'null']),
  }),
  addSequence: z.strictObject({ kind: z.literal('addSequence'), table: tableName, column, from: columnDefault.nullable() }),
  dropSequence: z.strictObject({ kind: z.literal('dropSequence'), table: tableName, column }),
  changePrimaryKey: z.strictObject({
    kind: z.literal('changePrimaryKey'),
    table: tableName,
    from: primaryKey.nullable(),
    to: primaryKey.nullable(),
  }),
  rekeyJoinTable: z.strictObject({ kind: z.literal('rekeyJoinTable'), table: tableName, from: joinTableKeys, to: joinTableKeys }),
  setNotNull: z.strictObject({ kind: z.literal('setNotNull'), table: tableName, column, fill }),
  dropNotNull: z.strictObject({ kind: z.literal('dropNotNull'), table: tableName, column }),
  setDefault: z.strictObject({
    kind: z.literal('setDefault'),
    table: tableName,
    column: z.string(),
    from: columnDefault.nullable(),
    to: columnDefault,
  }),
  dropDefault: z.strictObject({ kind: z.literal('dropDefault'), table: tableName, column: z.string(), from: columnDefault }),
  widenColumn: z.strictObject({
    kind: z.literal('widenColumn'),
    table: tableName,
    column: z.string(),
    from: z.string(),
    to: z.string(),
  }),
  createIndex: z.strictObject({ kind: z.literal('createIndex'), table: tableName, index }),
  dropIndex: z.strictObject({ kind: z.literal('dropIndex'), table: tableName, index }),
  addUnique: z.strictObject({
    kind: z.literal('addUnique'),
    table: tableName,
    index,
    duplicates: z.enum(['refuse', 'null', 'suffix', 'delete']),
  }),
  dropUnique: z.strictObject({ kind: z.literal('dropUnique'), table: tableName, index }),
  addForeignKey: z.strictObject({
    kind: z.literal('addForeignKey'),
    table: tableName,
    foreignKey,
    orphans: z.enum(['refuse', 'null', 'delete']),
  }),
  dropForeignKey: z.strictObject({ kind: z.literal('dropForeignKey'), table: tableName, foreignKey }),
  changeForeignKey: z.strictObject({ kind: z.literal('changeForeignKey'), table: tableName, from: foreignKey, to: foreignKey }),
  renameIndex: z.strictObject({ kind: z.literal('renameIndex'), table: tableName, from: z.string(), to: z.string() }),
  renameConstraint: z.strictObject({
    kind: z.literal('renameConstraint'),
    table: tableName,
    constraint: z.enum(['primaryKey', 'foreignKey']),
    from: z.string(),
    to: z.string(),
  }),
} satisfies { readonly [K in ChangeKind]: z.ZodType<ChangeOf<K>> }

const { createSchema, ...others } = changes

export const schemaChange = z
  .discriminatedUnion('kind', [createSchema, ...Object.values(others)])
  .meta({ id: 'SchemaChange' }) satisfies z.ZodType<SchemaChange>
