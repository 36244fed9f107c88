import type { Conversion } from '../diff/change.ts'
import type { Column, TableName } from '../schema/model.ts'
import { inSchemaOf, unlocked } from '../sql/ddl.ts'
import { dollarQuoted } from '../sql/dollar-quote.ts'
import { ident } from '../sql/ident.ts'
import { parseExpression, replaceColumns } from '../sql/parse.ts'
import type { Statement } from '../sql/statement.ts'
import { isTable } from './fold.ts'
import { temporaryName } from './names.ts'
import type { PlanContext } from './operation.ts'

/** What columns are qualified with: the backfill's alias, a trigger's row, or nothing, as in a CHECK. */
export type Row = 't' | 'NEW' | null

const columnOf = (row: Row, column: string): string => (row === null ? ident(column) : `${row}.${ident(column)}`)

/** One direction of a conversion, as SQL that raises no error. */
export interface Direction {
  readonly over: (row: Row) => string
  /** True for rows that make the expression fail; null where none does. */
  readonly fails: ((row: Row) => string) | null
  /** The columns that it reads, as they are called in the database between expand and contract. */
  readonly sources: readonly string[]
  /** The functions that catch errors. They exist from expand to contract. */
  readonly create: readonly Statement[]
  readonly drop: readonly Statement[]
}

export interface ConvertedColumns {
  readonly table: TableName
  /** The old column. */
  readonly from: Column
  /** The new column, under the name that the conversion's `down` calls it. */
  readonly to: Column
  /** What the new column is called in the database until contract. */
  readonly physical: string
  /** Its type there. */
  readonly type: string
  readonly conversion: Conversion
}

interface Source {
  readonly parameter: string
  readonly column: string
  readonly type: string
}

export function upDirection(context: PlanContext, columns: ConvertedColumns): Direction {
  const { from, physical, type, conversion } = columns
  return direction(context, columns, {
    sql: conversion.up,
    canFail: conversion.upCanFail,
    name: `${physical}_up`,
    type,
    own: from.name,
    read: from.name,
    readType: from.type,
  })
}

export function downDirection(context: PlanContext, columns: ConvertedColumns): Direction | null {
  const { from, to, physical, type, conversion } = columns
  if (conversion.down === null) return null
  return direction(context, columns, {
    sql: conversion.down,
    canFail: conversion.downCanFail,
    name: `${physical}_down`,
    type: from.type,
    own: to.name,
    read: physical,
    readType: type,
  })
}

interface Wanted {
  readonly sql: string
  readonly canFail: boolean
  readonly name: string
  /** Of the result. */
  readonly type: string
  /** What the expression calls the column that it converts, what that is called in the database, and its type. */
  readonly own: string
  readonly read: string
  readonly readType: string
}

function direction(context: PlanContext, { table }: ConvertedColumns, wanted: Wanted): Direction {
  const sources = sourcesOf(context, table, wanted)
  const inline = (row: Row): string => {
    const names = new Map(sources.map(({ parameter, column }) => [parameter, columnOf(row, column)]))
    return replaceColumns(wanted.sql, (name) => names.get(name) ?? null, table.name)
  }
  const columns = sources.map(({ column }) => column)
  if (!wanted.canFail) return { over: (row) => `(${inline(row)})`, fails: null, sources: columns, create: [], drop: [] }
  const call =
    (name: string) =>
    (row: Row): string =>
      `${inSchemaOf(table, name)}(${columns.map((column) => columnOf(row, column)).join(', ')})`
  const [value, fails] = [temporaryName(context.tag, table.name, wanted.name), temporaryName(context.tag, table.name, wanted.name, 'fails')]
  const types = sources.map(({ type }) => type).join(', ')
  return {
    over: call(value),
    fails: call(fails),
    sources: columns,
    create: [unlocked(valueFunction(table, value, sources, wanted)), unlocked(failsFunction(table, fails, sources, wanted))],
    drop: [value, fails].map((name) => unlocked(`DROP FUNCTION IF EXISTS ${inSchemaOf(table, name)}(${types})`)),
  }
}

function sourcesOf({ before, after }: PlanContext, table: TableName, { sql, own, read, readType }: Wanted): readonly Source[] {
  const known = new Map(
    [after, before].flatMap(({ tables }) =>
      tables.filter(isTable(table)).flatMap(({ columns }) => columns.map((column) => [column.name, column])),
    ),
  )
  return [...new Set(parseExpression(sql).columns.map(({ name }) => name))].flatMap((name): readonly Source[] => {
    if (name === own) return [{ parameter: name, column: read, type: readType }]
    const column = known.get(name)
    return column === undefined ? [] : [{ parameter: name, column: name, type: column.type }]
  })
}

const parametersOf = (sources: readonly Source[]): string => sources.map(({ parameter, type }) => `${ident(parameter)} ${type}`).join(', ')

/**
 * A row whose value has no place in the other type gets NULL, and verification names it: the error would reach the application that writes the row.
 * The variable has the column's length and precision, which the type of a result has not.
 */
const valueFunction = (table: TableName, name: string, sources: readonly Source[], wanted: Wanted): string =>
  functionSql(table, name, sources, wanted, `${wanted.type} LANGUAGE plpgsql STABLE`, 'RETURN stager_value', 'RETURN NULL')

const failsFunction = (table: TableName, name: string, sources: readonly Source[], wanted: Wanted): string =>
  functionSql(table, name, sources, wanted, 'boolean LANGUAGE plpgsql STABLE', 'RETURN false', 'RETURN true')

function functionSql(
  table: TableName,
  name: string,
  sources: readonly Source[],
  { sql, type }: Wanted,
  returns: string,
  success: string,
  failure: string,
): string {
  const names = new Map(sources.map(({ parameter }) => [parameter, ident(parameter)]))
  const code = [
    '',
    `DECLARE stager_value ${type};`,
    'BEGIN',
    `  stager_value := ${replaceColumns(sql, (column) => names.get(column) ?? null, table.name)};`,
    `  ${success};`,
    'EXCEPTION WHEN OTHERS THEN',
    `  ${failure};`,
    'END ',
  ].join('\n')
  return `CREATE OR REPLACE FUNCTION ${inSchemaOf(table, name)}(${parametersOf(sources)}) RETURNS ${returns} AS ${dollarQuoted(code)}`
}
