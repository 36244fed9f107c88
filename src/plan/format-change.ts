import { z } from 'zod'
import type { ChangeKind, ChangeOf, Fill, SchemaChange } from '../diff/change.ts'
import { column, columnDefault, enumType, foreignKey, index, table, tableName, textList } from './format-schema.ts'

const fill = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('expression'), sql: z.string(), sources: textList }),
    z.strictObject({ kind: z.literal('query'), sql: z.string(), sources: textList }),
    z.strictObject({ kind: z.literal('typescript'), file: z.string().nullable(), sources: textList }),
    z.strictObject({ kind: z.literal('none') }),
  ])
  .meta({ id: 'Fill' }) satisfies z.ZodType<Fill>

/** One codec a kind of change; a missing one does not compile. */
const changes = {
  createSchema: z.strictObject({ kind: z.literal('createSchema'), name: z.string() }),
  createExtension: z.strictObject({ kind: z.literal('createExtension'), name: z.string() }),
  createEnum: z.strictObject({ kind: z.literal('createEnum'), enum: enumType }),
  dropEnum: z.strictObject({ kind: z.literal('dropEnum'), enum: enumType }),
  addEnumValue: z.strictObject({ kind: z.literal('addEnumValue'), enum: enumType, value: z.string(), after: z.string().nullable() }),
  createTable: z.strictObject({ kind: z.literal('createTable'), table }),
  dropTable: z.strictObject({ kind: z.literal('dropTable'), table }),
  addColumn: z.strictObject({ kind: z.literal('addColumn'), table: tableName, column, fill: fill.nullable() }),
  dropColumn: z.strictObject({ kind: z.literal('dropColumn'), table: tableName, column, down: fill.nullable() }),
  renameColumn: z.strictObject({ kind: z.literal('renameColumn'), table: tableName, from: column, to: column, fill: fill.nullable() }),
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
