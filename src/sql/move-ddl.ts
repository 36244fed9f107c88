import type { TableName } from '../schema/model.ts'
import type { TableMove } from '../schema/readdress.ts'
import { dollarQuoted } from './dollar-quote.ts'
import { ident, literal, tableName } from './ident.ts'
import { sequenceName, sequenceOf } from './sequence.ts'
import type { Check, Statement } from './statement.ts'

/** What moves a table to another name or schema, and back. All of it is metadata: no row is read. */

type Kind = 'table' | 'view'

const described = ({ schema, name }: TableName): string => (schema === null ? name : `${schema}.${name}`)

/** Such a relation of that name, and no other kind of one. */
export const relationIs = (name: TableName, kind: Kind): string =>
  `EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass(${literal(tableName(name))}) AND relkind IN (${kind === 'table' ? "'r', 'p'" : "'v'"}))`

export const isTableNow = (name: TableName): Check => ({
  label: `${described(name)} is a table`,
  sql: `SELECT ${relationIs(name, 'table')}`,
})

export const isViewNow = (name: TableName, is: boolean): Check => ({
  label: `${described(name)} is ${is ? 'a' : 'no'} view`,
  sql: `SELECT ${is ? '' : 'NOT '}${relationIs(name, 'view')}`,
})

export const nameIsFree = (name: TableName): Check => ({
  label: `the name ${described(name)} is free`,
  sql: `SELECT to_regclass(${literal(tableName(name))}) IS NULL`,
})

/** The schema that a name without one is in. */
const setSchema = (table: TableName, schema: string | null): string =>
  schema === null
    ? `EXECUTE format(${literal(`ALTER TABLE ${tableName(table).replaceAll('%', '%%')} SET SCHEMA %I`)}, current_schema())`
    : `ALTER TABLE ${tableName(table)} SET SCHEMA ${ident(schema)}`

/** A name that no column has: two columns may exchange theirs. */
const interim = (name: string): string => `stager_${name}`.slice(0, 50)

/** Columns one after the other; those whose new name is still another's go through one of stager's. */
function renameColumns(table: TableName, columns: TableMove['columns']): readonly string[] {
  const rename = (from: string, to: string): string => `ALTER TABLE ${tableName(table)} RENAME COLUMN ${ident(from)} TO ${ident(to)}`
  const waits = columns.filter(({ to }) => columns.some(({ from }) => from === to))
  return [
    ...waits.map(({ from }) => rename(from, interim(from))),
    ...columns.filter((one) => !waits.includes(one)).map(({ from, to }) => rename(from, to)),
    ...waits.map(({ from, to }) => rename(interim(from), to)),
  ]
}

/** The table's name first, in its old schema: the indexes' names do not change here. */
function moveActions({ from, to, columns }: TableMove): readonly string[] {
  const renamed = { schema: from.schema, name: to.name }
  return [
    ...(from.name === to.name ? [] : [`ALTER TABLE ${tableName(from)} RENAME TO ${ident(to.name)}`]),
    ...(from.schema === to.schema ? [] : [setSchema(renamed, to.schema)]),
    ...renameColumns(to, columns),
  ]
}

const when = (condition: string, actions: readonly string[]): string =>
  `DO ${dollarQuoted(` BEGIN\n  IF ${condition} THEN\n${actions.map((action) => `    ${action};\n`).join('')}  END IF;\nEND `)}`

const locked = (sql: string, ...tables: readonly TableName[]): Statement => ({
  sql,
  locks: tables.map(({ schema, name }) => ({ mode: 'ACCESS EXCLUSIVE', table: { schema, name } })),
  transaction: 'allowed',
  scans: false,
})

/**
 * Nothing happens where it has moved already. A statement that waits for the lock looks the name up again when it has it, and finds the
 * view. https://www.postgresql.org/docs/current/sql-altertable.html
 */
export const moveTable = (move: TableMove): Statement => locked(when(relationIs(move.from, 'table'), moveActions(move)), move.from)

/** The sequence of a column that its table owns, as SERIAL would name it under the new names; one that has a name of its own keeps it. */
export function renameSequence({ from, to }: TableMove, columnBefore: string, columnAfter: string): Statement | null {
  const [old, wanted] = [sequenceName({ ...to, name: from.name }, columnBefore), sequenceName(to, columnAfter)]
  if (old.name === wanted.name) return null
  const isOwned = `to_regclass(${literal(tableName(old))}) = ${sequenceOf(to, columnAfter)}`
  return locked(when(isOwned, [`ALTER SEQUENCE ${tableName(old)} RENAME TO ${ident(wanted.name)}`]))
}

/** Drops the view, if it is one: the name may be the table's again. */
export const dropView = (name: TableName): Statement => locked(when(relationIs(name, 'view'), [`DROP VIEW ${tableName(name)}`]), name)

/** The way back of a move; its view is gone by then. */
export const reversed = ({ from, to, columns }: TableMove): TableMove => ({
  from: to,
  to: { schema: from.schema, name: from.name },
  columns: columns.map((one) => ({ from: one.to, to: one.from })),
})
