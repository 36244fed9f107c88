import type { Table, TableName } from '../schema/model.ts'
import { columnRenamer, type TableMove } from '../schema/readdress.ts'
import { dollarQuoted } from './dollar-quote.ts'
import { ident, literal, tableName } from './ident.ts'
import type { Check, Statement } from './statement.ts'

/** Every comment on a view of stager's begins so: that is how its other checks know them. */
const comment = 'stager: '

/** True for the oid of a view that gives a moved table its old name. */
export const isOldNameView = (oid: string): string => `coalesce(pg_catalog.obj_description(${oid}, 'pg_class') LIKE '${comment}%', false)`

const unlocked = (sql: string): Statement => ({ sql, locks: [], transaction: 'allowed', scans: false })

const described = ({ schema, name }: TableName): string => (schema === null ? name : `${schema}.${name}`)

const regclass = (name: TableName): string => `to_regclass(${literal(tableName(name))})`

/**
 * An updatable view under the table's old name, with its old columns: select, insert, update and delete go through it, RETURNING and ON
 * CONFLICT included, and columns that it does not have get the table's defaults.
 * https://www.postgresql.org/docs/current/sql-createview.html#SQL-CREATEVIEW-UPDATABLE-VIEWS
 */
export function oldNameView(before: Table, move: TableMove): readonly Statement[] {
  const rename = columnRenamer(move.columns)
  const columns = before.columns.map(({ name }) => (rename(name) === name ? ident(name) : `${ident(rename(name))} AS ${ident(name)}`))
  const what = `${comment}the old name of ${described(move.to)} for the application of before; contract drops it`
  return [
    unlocked(`CREATE OR REPLACE VIEW ${tableName(before)} AS SELECT\n    ${columns.join(',\n    ')}\n  FROM ${tableName(move.to)}`),
    unlocked(`COMMENT ON VIEW ${tableName(before)} IS ${literal(what)}`),
    unlocked(sameRights(before, move)),
  ]
}

/** A view whose columns are read with the rights of who asks wants the right to all of them, so grants of single columns would not do. */
const invokerFits = (table: string): string =>
  `current_setting('server_version_num')::int >= 150000 AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = ${table} AND attacl IS NOT NULL)`

/**
 * The view gives nobody more than the table does. It has the table's grants, not the default ones; and its rows are read with the rights,
 * and under the policies, of who asks, where PostgreSQL can do that (15 and later). Else the policies would be those of the view's owner.
 * https://www.postgresql.org/docs/current/sql-createview.html
 */
function sameRights(view: TableName, { to, columns }: TableMove): string {
  const names = columns.map(({ from, to: now }) => `WHEN ${literal(now)} THEN ${literal(from)} `).join('')
  const oldName = names === '' ? 'a.attname' : `CASE a.attname ${names}ELSE a.attname END`
  const body = [
    ' DECLARE',
    `  moved CONSTANT regclass := ${literal(tableName(to))};`,
    `  old_name CONSTANT regclass := ${literal(tableName(view))};`,
    '  command text;',
    'BEGIN',
    `  IF ${invokerFits('moved')} THEN`,
    `    EXECUTE format('ALTER VIEW %s SET (security_invoker = true)', old_name);`,
    `  ELSIF (SELECT relrowsecurity FROM pg_catalog.pg_class WHERE oid = moved) THEN`,
    `    RAISE EXCEPTION 'stager: % has row security, which a view would not keep: PostgreSQL 15 can, where no column has grants of its own', moved;`,
    '  END IF;',
    '  FOR command IN',
    '    WITH grants (columns, acl, owner) AS (',
    "      SELECT '', relacl, relowner FROM pg_catalog.pg_class WHERE oid = moved",
    '      UNION ALL',
    `      SELECT format('(%I)', ${oldName}), a.attacl, c.relowner`,
    '      FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid WHERE c.oid = moved AND NOT a.attisdropped',
    '    ), wanted (place, command, grantee, ending) AS (',
    "      SELECT 1, format('REVOKE ALL ON %s FROM', old_name), g.grantee, '' FROM pg_catalog.pg_class v, aclexplode(v.relacl) AS g",
    '      WHERE v.oid = old_name AND g.grantee <> v.relowner',
    '      UNION ALL',
    "      SELECT 2, format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO', old_name), t.relowner, '' FROM pg_catalog.pg_class t WHERE t.oid = moved",
    '      UNION ALL',
    "      SELECT 2, format('GRANT %s %s ON %s TO', g.privilege_type, s.columns, old_name), g.grantee, CASE WHEN g.is_grantable THEN 'WITH GRANT OPTION' ELSE '' END",
    "      FROM grants s, aclexplode(s.acl) AS g WHERE g.grantee <> s.owner AND g.privilege_type IN ('SELECT', 'INSERT', 'UPDATE', 'DELETE')",
    '    )',
    "    SELECT w.command || ' ' || CASE w.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(w.grantee)) END || ' ' || w.ending",
    '    FROM wanted w ORDER BY w.place',
    '  LOOP',
    '    EXECUTE command;',
    '  END LOOP;',
    'END ',
  ].join('\n')
  return `DO ${dollarQuoted(body)}`
}

/** Policies that the view would not keep: see `sameRights`. */
export const rowSecurityFits = (table: TableName): Check => ({
  label: `row security of ${described(table)} is off, or the server is PostgreSQL 15 or later and no column has grants of its own`,
  sql: `SELECT (${invokerFits(regclass(table))}) OR NOT EXISTS (SELECT 1 FROM pg_catalog.pg_class WHERE oid = ${regclass(table)} AND relrowsecurity)`,
})
