import type { TableName } from '../schema/model.ts'
import { alterTable } from '../sql/ddl.ts'
import { dollarQuoted } from '../sql/dollar-quote.ts'
import { ident, literal, tableName } from '../sql/ident.ts'
import type { Statement } from '../sql/statement.ts'

/**
 * Gives a column that has just been added what another one has besides its data: rights on it, comment, collation, storage, options and
 * statistics target. Read when it runs, since each database has its own; without the rights, an application whose role was granted single
 * columns could not read the new one. https://www.postgresql.org/docs/current/catalog-pg-attribute.html
 */
export function carryAttributes(table: TableName, from: string, to: string, options: { readonly sameType: boolean }): Statement {
  const alter = (action: string, value: string): string =>
    `EXECUTE ${literal(`ALTER TABLE ${tableName(table)} ALTER COLUMN ${ident(to)} ${action} `)} || ${value};`
  return {
    ...alterTable(table, ''),
    sql: `DO ${dollarQuoted(
      [
        '',
        'DECLARE',
        '  c pg_catalog.pg_attribute;',
        '  t pg_catalog.pg_type;',
        '  acl record;',
        'BEGIN',
        `  SELECT * INTO STRICT c FROM pg_catalog.pg_attribute WHERE attrelid = ${literal(tableName(table))}::regclass AND attname = ${literal(from)} AND NOT attisdropped;`,
        '  SELECT * INTO STRICT t FROM pg_catalog.pg_type WHERE oid = c.atttypid;',
        '  FOR acl IN SELECT * FROM pg_catalog.aclexplode(c.attacl) LOOP',
        `    EXECUTE 'GRANT ' || acl.privilege_type || ${literal(` (${ident(to)}) ON ${tableName(table)} TO `)} ||`,
        `      CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END || CASE WHEN acl.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END;`,
        '  END LOOP;',
        '  IF pg_catalog.col_description(c.attrelid, c.attnum) IS NOT NULL THEN',
        `    EXECUTE ${literal(`COMMENT ON COLUMN ${tableName(table)}.${ident(to)} IS `)} || quote_literal(pg_catalog.col_description(c.attrelid, c.attnum));`,
        '  END IF;',
        `  IF c.attstattarget >= 0 THEN ${alter('SET STATISTICS', 'c.attstattarget')} END IF;`,
        `  IF c.attoptions IS NOT NULL THEN ${alter('SET', `'(' || array_to_string(c.attoptions, ', ') || ')'`)} END IF;`,
        ...(options.sameType
          ? [
              // Instant, since the column is empty.
              `  IF c.attcollation <> t.typcollation THEN ${alter('TYPE', `format_type(c.atttypid, c.atttypmod) || ' COLLATE ' || c.attcollation::regcollation`)} END IF;`,
              `  IF c.attstorage <> t.typstorage THEN ${alter('SET STORAGE', `CASE c.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END`)} END IF;`,
              `  IF c.attcompression <> '' THEN ${alter('SET COMPRESSION', `CASE c.attcompression WHEN 'l' THEN 'lz4' ELSE 'pglz' END`)} END IF;`,
            ]
          : []),
        'END ',
      ].join('\n'),
    )}`,
  }
}
