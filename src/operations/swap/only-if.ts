import type { TableName } from '../../schema/model.ts'
import { literal, tableName } from '../../sql/ident.ts'
import { dollarQuoted } from '../../sql/dollar-quote.ts'
import type { Statement } from '../../sql/statement.ts'

const attribute = (table: TableName, column: string): string =>
  `EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = ${literal(tableName(table))}::regclass AND attname = ${literal(column)} AND NOT attisdropped)`

/** As a condition of PL/pgSQL. */
export const columnThere = attribute

export const constraintThere = (table: TableName, name: string): string =>
  `EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = ${literal(tableName(table))}::regclass AND conname = ${literal(name)})`

/** Statements that rename have no IF EXISTS of their own that would make them repeatable. */
export const onlyIf = (condition: string, statements: readonly Statement[]): Statement => ({
  sql: `DO ${dollarQuoted(
    [
      ' BEGIN',
      `  IF ${condition} THEN`,
      ...statements.flatMap(({ sql }) => sql.split('\n').map((line, at, all) => `    ${line}${at === all.length - 1 ? ';' : ''}`)),
      '  END IF;',
      'END ',
    ].join('\n'),
  )}`,
  locks: statements.flatMap(({ locks }) => locks),
  transaction: 'allowed',
  scans: false,
})
