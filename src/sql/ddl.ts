import type { Column, ColumnDefault, Enum, ForeignKey, Index, PrimaryKey, Table, TableName } from '../schema/model.ts'
import { dollarQuoted } from './dollar-quote.ts'
import { ident, literal, tableName } from './ident.ts'
import type { LockMode, Statement } from './statement.ts'

/** The statements that stager writes. Locks: https://www.postgresql.org/docs/current/explicit-locking.html and each command's own page. */

const statement = (sql: string, mode: LockMode, ...tables: readonly TableName[]): Statement => ({
  sql,
  locks: tables.map(({ schema, name }) => ({ mode, table: { schema, name } })),
  transaction: 'allowed',
  scans: false,
})

/** ALTER TABLE, with the strongest lock unless told otherwise. */
export const alterTable = (table: TableName, action: string, mode: LockMode = 'ACCESS EXCLUSIVE'): Statement =>
  statement(`ALTER TABLE ${tableName(table)} ${action}`, mode, table)

/** For statements that lock no table that traffic uses. */
export const unlocked = (sql: string): Statement => statement(sql, 'ACCESS SHARE')

/** A name in the schema of `table`. */
export const inSchemaOf = (table: TableName, name: string): string => tableName({ schema: table.schema, name })

/** The SQL of a default; null for a sequence, which needs statements of its own. */
export const defaultSql = (value: ColumnDefault): string | null => (value.kind === 'sequence' ? null : value.sql)

/** `"name" TYPE [NOT NULL] [DEFAULT x]`. */
export const columnDefinition = (column: Column): string =>
  [
    ident(column.name),
    column.default?.kind === 'sequence' ? serialType(column.type) : column.type,
    column.nullable ? '' : 'NOT NULL',
    column.default === null || column.default.kind === 'sequence' ? '' : `DEFAULT ${column.default.sql}`,
  ]
    .filter((part) => part !== '')
    .join(' ')

const serialTypes: Readonly<Record<string, string>> = { INTEGER: 'SERIAL', BIGINT: 'BIGSERIAL', SMALLINT: 'SMALLSERIAL' }
const serialType = (type: string): string => serialTypes[type] ?? type

export const addColumn = (table: TableName, column: Column): Statement =>
  alterTable(table, `ADD COLUMN IF NOT EXISTS ${columnDefinition(column)}`)

export const dropColumn = (table: TableName, column: string): Statement => alterTable(table, `DROP COLUMN IF EXISTS ${ident(column)}`)

export const dropNotNull = (table: TableName, column: string): Statement => alterTable(table, `ALTER COLUMN ${ident(column)} DROP NOT NULL`)

export const setNotNull = (table: TableName, column: string): Statement => alterTable(table, `ALTER COLUMN ${ident(column)} SET NOT NULL`)

export const setDefault = (table: TableName, column: string, sql: string): Statement =>
  alterTable(table, `ALTER COLUMN ${ident(column)} SET DEFAULT ${sql}`)

export const dropDefault = (table: TableName, column: string): Statement => alterTable(table, `ALTER COLUMN ${ident(column)} DROP DEFAULT`)

export const alterColumnType = (table: TableName, column: string, type: string): Statement =>
  alterTable(table, `ALTER COLUMN ${ident(column)} TYPE ${type}`)

/** Reads a sample; blocks neither reads nor writes. https://www.postgresql.org/docs/current/sql-analyze.html */
export const analyzeColumns = (table: TableName, columns: readonly string[]): Statement => ({
  ...statement(`ANALYZE ${tableName(table)} (${columns.map(ident).join(', ')})`, 'SHARE UPDATE EXCLUSIVE', table),
  scans: true,
})

/** Repeatable: an earlier constraint of that name is dropped in the same transaction. */
export const addCheckNotValid = (table: TableName, name: string, expression: string, options = ''): readonly Statement[] => [
  dropConstraint(table, name),
  alterTable(table, `ADD CONSTRAINT ${ident(name)} CHECK (${expression})${options} NOT VALID`),
]

export const dropConstraint = (table: TableName, name: string): Statement => alterTable(table, `DROP CONSTRAINT IF EXISTS ${ident(name)}`)

/** Runs statements only where a question to the catalog finds something. */
const where = (question: string, statements: readonly string[]): string =>
  `DO ${dollarQuoted(
    [
      ' BEGIN',
      `  IF EXISTS (SELECT 1 FROM pg_catalog.${question}) THEN`,
      ...statements.map((sql) => `    ${sql};`),
      '  END IF;',
      'END ',
    ].join('\n'),
  )}`

/** The constraint `from` takes the place and the name of another one; once. */
export const takeOverConstraint = (table: TableName, from: string, name: string): Statement => ({
  ...alterTable(table, ''),
  sql: where(`pg_constraint WHERE conrelid = ${literal(tableName(table))}::regclass AND conname = ${literal(from)}`, [
    dropConstraint(table, name).sql,
    renameConstraint(table, from, name).sql,
  ]),
})

export const commentOn = (table: TableName, object: string, comment: string): Statement =>
  statement(`COMMENT ON ${object} IS ${literal(comment)}`, 'SHARE UPDATE EXCLUSIVE', table)

/** https://www.postgresql.org/docs/current/sql-createstatistics.html */
export const createStatistics = (
  table: TableName,
  name: TableName,
  { kinds, on, target }: { readonly kinds: readonly string[]; readonly on: string; readonly target: number | null },
): readonly Statement[] => [
  statement(
    `CREATE STATISTICS IF NOT EXISTS ${tableName(name)}${kinds.length === 0 ? '' : ` (${kinds.join(', ')})`} ON ${on} FROM ${tableName(table)}`,
    'SHARE UPDATE EXCLUSIVE',
    table,
  ),
  ...(target === null
    ? []
    : [statement(`ALTER STATISTICS ${tableName(name)} SET STATISTICS ${String(target)}`, 'SHARE UPDATE EXCLUSIVE', table)]),
]

export const dropStatistics = (table: TableName, name: TableName): Statement =>
  statement(`DROP STATISTICS IF EXISTS ${tableName(name)}`, 'SHARE UPDATE EXCLUSIVE', table)

/** The statistics object `from` takes the place and the name of another one; once. */
export const takeOverStatistics = (table: TableName, from: TableName, name: string): Statement =>
  statement(
    where(`pg_statistic_ext WHERE stxrelid = ${literal(tableName(table))}::regclass AND stxname = ${literal(from.name)}`, [
      `DROP STATISTICS IF EXISTS ${tableName({ schema: from.schema, name })}`,
      `ALTER STATISTICS ${tableName(from)} RENAME TO ${ident(name)}`,
    ]),
    'SHARE UPDATE EXCLUSIVE',
    table,
  )

/** Reads the table under SHARE UPDATE EXCLUSIVE, which blocks neither reads nor writes. */
export const validateConstraint = (table: TableName, name: string): Statement => ({
  ...alterTable(table, `VALIDATE CONSTRAINT ${ident(name)}`, 'SHARE UPDATE EXCLUSIVE'),
  scans: true,
})

/** The same, of a foreign key: the other table is locked, too, as by SELECT ... FOR UPDATE. https://www.postgresql.org/docs/current/sql-altertable.html */
export function validateForeignKey(table: TableName, { references }: ForeignKey, name: string): Statement {
  const validated = validateConstraint(table, name)
  const { schema, name: other } = references
  return { ...validated, locks: [...validated.locks, { mode: 'ROW SHARE', table: { schema, name: other } }] }
}

export const foreignKeyDefinition = (key: ForeignKey): string =>
  `FOREIGN KEY (${key.columns.map(ident).join(', ')}) REFERENCES ${tableName(key.references)}(${key.references.columns.map(ident).join(', ')})` +
  ` ON DELETE ${key.onDelete} ON UPDATE ${key.onUpdate}`

/**
 * `ADD FOREIGN KEY` takes SHARE ROW EXCLUSIVE on both tables; NOT VALID makes it instant. Repeatable by a look at the catalog:
 * DROP CONSTRAINT IF EXISTS would take ACCESS EXCLUSIVE even where there is nothing to drop.
 */
export const addForeignKeyNotValid = (table: TableName, key: ForeignKey, name = key.name): readonly Statement[] => [
  statement(
    unlessConstraint(table, name, `ALTER TABLE ${tableName(table)} ADD CONSTRAINT ${ident(name)} ${foreignKeyDefinition(key)} NOT VALID`),
    'SHARE ROW EXCLUSIVE',
    table,
    key.references,
  ),
]

const unlessConstraint = (table: TableName, name: string, sql: string): string =>
  `DO ${dollarQuoted(
    [
      ' BEGIN',
      `  IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = ${literal(tableName(table))}::regclass AND conname = ${literal(name)}) THEN`,
      `    ${sql};`,
      '  END IF;',
      'END ',
    ].join('\n'),
  )}`

/** Dropping a foreign key takes ACCESS EXCLUSIVE on both tables, for its triggers. */
export const dropForeignKey = (table: TableName, key: ForeignKey, name = key.name): Statement =>
  statement(`ALTER TABLE IF EXISTS ${tableName(table)} DROP CONSTRAINT IF EXISTS ${ident(name)}`, 'ACCESS EXCLUSIVE', table, key.references)

/** What `swapPrimaryKey` has to know. */
export interface PrimaryKeySwap {
  readonly table: TableName
  readonly from: PrimaryKey | null
  readonly to: PrimaryKey | null
  /** Becomes the index of `to`, and gets its name. */
  readonly index: Index | null
  /** Foreign keys that use the index of `from`. */
  readonly rebound: readonly { readonly table: TableName; readonly key: ForeignKey }[]
}

/**
 * No row is read: the index is there, its columns are NOT NULL, and foreign keys come back NOT VALID. Repeatable by a look at what the
 * first run leaves. https://www.postgresql.org/docs/current/sql-altertable.html
 */
export function swapPrimaryKey({ table, from, to, index, rebound }: PrimaryKeySwap): Statement {
  const name = tableName(table)
  const actions = [
    ...(from === null ? [] : [`DROP CONSTRAINT IF EXISTS ${ident(from.name)}`]),
    ...(to === null || index === null ? [] : [`ADD CONSTRAINT ${ident(to.name)} PRIMARY KEY USING INDEX ${ident(index.name)}`]),
  ]
  const condition =
    index === null
      ? `EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = ${literal(name)}::regclass AND contype = 'p')`
      : `EXISTS (SELECT 1 FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = ${literal(name)}::regclass AND c.relname = ${literal(index.name)} AND NOT i.indisprimary)`
  const body = [
    ' BEGIN',
    `  IF ${condition} THEN`,
    ...rebound.map(({ table: other, key }) => `    ALTER TABLE ${tableName(other)} DROP CONSTRAINT IF EXISTS ${ident(key.name)};`),
    `    ALTER TABLE ${name} ${actions.join(', ')};`,
    ...rebound.map(
      ({ table: other, key }) =>
        `    ALTER TABLE ${tableName(other)} ADD CONSTRAINT ${ident(key.name)} ${foreignKeyDefinition(key)} NOT VALID;`,
    ),
    '  END IF;',
    'END ',
  ].join('\n')
  return statement(`DO ${dollarQuoted(body)}`, 'ACCESS EXCLUSIVE', table, ...rebound.map((one) => one.table))
}

export const renameConstraint = (table: TableName, from: string, to: string): Statement =>
  alterTable(table, `RENAME CONSTRAINT ${ident(from)} TO ${ident(to)}`)

/** ALTER INDEX RENAME takes SHARE UPDATE EXCLUSIVE on the index only (PostgreSQL 12+). */
export const renameIndex = (table: TableName, from: string, to: string): Statement =>
  statement(`ALTER INDEX IF EXISTS ${inSchemaOf(table, from)} RENAME TO ${ident(to)}`, 'SHARE UPDATE EXCLUSIVE', table)

const createIndexSql = (table: TableName, index: Index, options: string): string =>
  `CREATE ${index.unique ? 'UNIQUE ' : ''}INDEX ${options}${ident(index.name)} ON ${tableName(table)}${index.definition.startsWith('(') ? '' : ' '}${index.definition}`

export const createIndexConcurrently = (table: TableName, index: Index): Statement => ({
  sql: createIndexSql(table, index, 'CONCURRENTLY '),
  locks: [{ mode: 'SHARE UPDATE EXCLUSIVE', table: { schema: table.schema, name: table.name } }],
  transaction: 'forbidden',
  scans: true,
})

export const dropIndexConcurrently = (table: TableName, name: string): Statement => ({
  sql: `DROP INDEX CONCURRENTLY IF EXISTS ${inSchemaOf(table, name)}`,
  locks: [{ mode: 'SHARE UPDATE EXCLUSIVE', table: { schema: table.schema, name: table.name } }],
  transaction: 'forbidden',
  scans: false,
})

/** A new table with its primary key and indexes: nobody can wait for it. */
export const createTable = (table: Table): readonly Statement[] => [
  unlocked(
    `CREATE TABLE IF NOT EXISTS ${tableName(table)} (\n${[
      ...table.columns.map((column) => `    ${columnDefinition(column)}`),
      ...(table.primaryKey === null
        ? []
        : [`    CONSTRAINT ${ident(table.primaryKey.name)} PRIMARY KEY (${table.primaryKey.columns.map(ident).join(', ')})`]),
    ].join(',\n')}\n)`,
  ),
  ...table.indexes.map((index) => unlocked(createIndexSql(table, index, 'IF NOT EXISTS '))),
]

export const dropTable = (table: TableName): Statement => statement(`DROP TABLE IF EXISTS ${tableName(table)}`, 'ACCESS EXCLUSIVE', table)

/** CREATE TYPE has no IF NOT EXISTS. */
export const createEnum = (type: Enum): Statement =>
  unlocked(
    `DO ${dollarQuoted(
      ` BEGIN\n  CREATE TYPE ${tableName(type)} AS ENUM (${type.values.map(literal).join(', ')});\n` +
        `EXCEPTION WHEN duplicate_object THEN NULL;\nEND `,
    )}`,
  )

/** Alone: the value is of no use before the transaction that adds it has ended. https://www.postgresql.org/docs/current/sql-altertype.html */
export const addEnumValue = (type: Enum, value: string, after: string | null): Statement => {
  const [first] = type.values
  const place = after === null ? (first === undefined ? '' : ` BEFORE ${literal(first)}`) : ` AFTER ${literal(after)}`
  return { ...unlocked(`ALTER TYPE ${tableName(type)} ADD VALUE IF NOT EXISTS ${literal(value)}${place}`), transaction: 'forbidden' }
}

export const dropEnum = (type: Enum): Statement => unlocked(`DROP TYPE IF EXISTS ${tableName(type)}`)
