import type { PrimaryKey, TableName } from '../schema/model.ts'
import { ident, literal, tableName } from './ident.ts'
import type { Check } from './statement.ts'

/**
 * Questions to pg_catalog. Names are resolved by `to_regclass`, so an unqualified one follows the connection's search_path,
 * as it does in the statements themselves.
 */

export const regclass = (table: TableName): string => `to_regclass(${literal(tableName(table))})`
const described = (table: TableName): string => (table.schema === null ? table.name : `${table.schema}.${table.name}`)

const attribute = (table: TableName, column: string, condition: string): string =>
  `SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = ${regclass(table)} AND attname = ${literal(column)} ` +
  `AND attnum > 0 AND NOT attisdropped${condition})`

export const tableExists = (table: TableName): Check => ({
  label: `table ${described(table)} exists`,
  sql: `SELECT ${regclass(table)} IS NOT NULL`,
})

export const tableMissing = (table: TableName): Check => ({
  label: `table ${described(table)} is gone`,
  sql: `SELECT ${regclass(table)} IS NULL`,
})

export const columnExists = (table: TableName, column: string): Check => ({
  label: `column ${described(table)}.${column} exists`,
  sql: attribute(table, column, ''),
})

export const columnMissing = (table: TableName, column: string): Check => ({
  label: `column ${described(table)}.${column} is gone`,
  sql: `SELECT NOT (${attribute(table, column, '').replace(/^SELECT /, '')})`,
})

export const columnNullable = (table: TableName, column: string): Check => ({
  label: `column ${described(table)}.${column} takes NULL`,
  sql: attribute(table, column, ' AND NOT attnotnull'),
})

export const columnRequired = (table: TableName, column: string): Check => ({
  label: `column ${described(table)}.${column} is NOT NULL`,
  sql: attribute(table, column, ' AND attnotnull'),
})

export const columnHasDefault = (table: TableName, column: string, has: boolean): Check => ({
  label: `column ${described(table)}.${column} has ${has ? 'a' : 'no'} default`,
  sql: attribute(table, column, ` AND ${has ? '' : 'NOT '}atthasdef`),
})

/** `type` as PostgreSQL writes it: `character varying(20)`. */
export const columnHasType = (table: TableName, column: string, type: string): Check => ({
  label: `column ${described(table)}.${column} is ${type}`,
  sql: attribute(table, column, ` AND format_type(atttypid, atttypmod) = ${literal(type)}`),
})

/** ALTER TYPE without COLLATE gives the column the type's own collation. */
export const columnHasOwnCollation = (table: TableName, column: string): Check => ({
  label: `column ${described(table)}.${column} has no collation of its own`,
  sql: attribute(table, column, ' AND attcollation = (SELECT typcollation FROM pg_catalog.pg_type WHERE oid = atttypid)'),
})

const constraint = (table: TableName, name: string, condition = ''): string =>
  `EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = ${regclass(table)} AND conname = ${literal(name)}${condition})`

export const constraintExists = (table: TableName, name: string): Check => ({
  label: `constraint ${name} exists`,
  sql: `SELECT ${constraint(table, name)}`,
})

export const constraintMissing = (table: TableName, name: string): Check => ({
  label: `constraint ${name} is gone`,
  sql: `SELECT NOT ${constraint(table, name)}`,
})

export const constraintValid = (table: TableName, name: string): Check => ({
  label: `constraint ${name} is validated`,
  sql: `SELECT ${constraint(table, name, ' AND convalidated')}`,
})

/** The foreign key is enforced by the unique index of that name. https://www.postgresql.org/docs/current/catalog-pg-constraint.html */
export const foreignKeyUses = (table: TableName, name: string, index: string): Check => ({
  label: `foreign key ${name} uses ${index}`,
  sql: `SELECT ${constraint(table, name, ` AND (SELECT relname FROM pg_catalog.pg_class WHERE oid = conindid) = ${literal(index)}`)}`,
})

/** The table has exactly this primary key, under its name. */
export const primaryKeyIs = (table: TableName, key: PrimaryKey | null): Check =>
  key === null
    ? {
        label: `table ${described(table)} has no primary key`,
        sql: `SELECT NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = ${regclass(table)} AND contype = 'p')`,
      }
    : {
        label: `the primary key of ${described(table)} is (${key.columns.join(', ')})`,
        sql:
          `SELECT ${constraint(table, key.name, " AND contype = 'p'")} AND ARRAY(SELECT a.attname::text FROM pg_catalog.pg_constraint c, ` +
          `unnest(c.conkey) WITH ORDINALITY AS k(attnum, place) JOIN pg_catalog.pg_attribute a ON a.attnum = k.attnum AND a.attrelid = ${regclass(table)} ` +
          `WHERE c.conrelid = ${regclass(table)} AND c.contype = 'p' ORDER BY k.place) = ARRAY[${key.columns.map(literal).join(', ')}]`,
      }

/** The index of that name belongs to the table and is valid. */
export const indexValid = (table: TableName, name: string): Check => ({
  label: `index ${name} is valid`,
  sql:
    `SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid ` +
    `WHERE i.indrelid = ${regclass(table)} AND c.relname = ${literal(name)} AND i.indisvalid)`,
})

export const indexMissing = (table: TableName, name: string): Check => ({
  label: `index ${name} is gone`,
  sql: `SELECT ${regclass({ schema: table.schema, name })} IS NULL`,
})

export const triggerExists = (table: TableName, name: string, exists: boolean): Check => ({
  label: `trigger ${name} ${exists ? 'exists' : 'is gone'}`,
  sql: `SELECT ${exists ? '' : 'NOT '}EXISTS (SELECT 1 FROM pg_catalog.pg_trigger WHERE tgrelid = ${regclass(table)} AND tgname = ${literal(name)})`,
})

export const statisticsExist = ({ schema, name }: TableName, exist: boolean): Check => ({
  label: `statistics object ${name} ${exist ? 'exists' : 'is gone'}`,
  sql:
    `SELECT ${exist ? '' : 'NOT '}EXISTS (SELECT 1 FROM pg_catalog.pg_statistic_ext WHERE stxname = ${literal(name)} ` +
    `AND stxnamespace = ${schema === null ? 'quote_ident(current_schema())' : literal(ident(schema))}::regnamespace)`,
})

export const typeExists = (type: TableName, exists: boolean): Check => ({
  label: `type ${described(type)} ${exists ? 'exists' : 'is gone'}`,
  sql: `SELECT to_regtype(${literal(tableName(type))}) IS ${exists ? 'NOT NULL' : 'NULL'}`,
})

export const enumValueExists = (type: TableName, value: string): Check => ({
  label: `enum ${described(type)} has the value ${value}`,
  sql:
    `SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_enum WHERE enumtypid = to_regtype(${literal(tableName(type))}) ` +
    `AND enumlabel = ${literal(value)})`,
})

export const schemaExists = (name: string, exists: boolean): Check => ({
  label: `schema ${name} ${exists ? 'exists' : 'is gone'}`,
  sql: `SELECT ${exists ? '' : 'NOT '}EXISTS (SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = ${literal(name)})`,
})

export const extensionExists = (name: string): Check => ({
  label: `extension ${name} exists`,
  sql: `SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_extension WHERE extname = ${literal(name)})`,
})

/** Reads the table without a lock that anybody feels. */
export const noNulls = (table: TableName, column: string): Check => ({
  label: `no row of ${described(table)} has NULL in ${column}`,
  sql: `SELECT NOT EXISTS (SELECT 1 FROM ${tableName(table)} AS t WHERE t.${ident(column)} IS NULL)`,
  noNullsIn: { table: { schema: table.schema, name: table.name }, column },
})

/** In winter and in summer. */
export const sessionsInUtc: Check = {
  label: `sessions are in UTC, which Prisma Client takes every timestamp for (SHOW timezone)`,
  sql:
    `SELECT bool_and(s.t AT TIME ZONE current_setting('TimeZone') = s.t AT TIME ZONE 'UTC') ` +
    `FROM (VALUES (timestamp '2026-01-01 00:00'), (timestamp '2026-07-01 00:00')) AS s(t)`,
}
