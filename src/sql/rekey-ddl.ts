import type { TableName } from '../schema/model.ts'
import { alterTable, inSchemaOf } from './ddl.ts'
import { dollarQuoted } from './dollar-quote.ts'
import { ident, literal, tableName } from './ident.ts'
import type { Statement } from './statement.ts'

/**
 * A unique index over required columns becomes the primary key: instant, and it gets the key's name.
 * https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT-USING-INDEX
 */
export const addPrimaryKeyUsing = (table: TableName, name: string, index: string): Statement => ({
  ...alterTable(table, ''),
  sql: `DO ${dollarQuoted(
    ` BEGIN\n  IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass(${literal(tableName(table))}) AND conname = ${literal(name)}) THEN\n` +
      `    ALTER TABLE ${tableName(table)} ADD CONSTRAINT ${ident(name)} PRIMARY KEY USING INDEX ${ident(index)};\n  END IF;\nEND `,
  )}`,
})

/** In a transaction that holds the table's lock already, where CONCURRENTLY cannot be. */
export const dropIndexNow = (table: TableName, index: string): Statement => ({
  ...alterTable(table, ''),
  sql: `DROP INDEX IF EXISTS ${inSchemaOf(table, index)}`,
})
