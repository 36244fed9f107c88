import type { ColumnDefault, TableName } from '../schema/model.ts'
import { dollarQuoted } from './dollar-quote.ts'
import { ident, literal, tableName } from './ident.ts'
import type { Check } from './statement.ts'

const doBlock = (lines: readonly string[]): string => `DO ${dollarQuoted(['', ...lines].join('\n'))}`

const suffix = '_seq'
/** PostgreSQL truncates identifiers to this many bytes. */
const maximumNameBytes = 63

/** Cut to so many bytes, on a character's boundary. */
function clip(name: string, bytes: number): string {
  let kept = ''
  for (const character of name) {
    if (Buffer.byteLength(kept + character) > bytes) break
    kept += character
  }
  return kept
}

/**
 * The name that SERIAL gives to the sequence of a column: the longer of the two names is cut until all fits.
 * https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-SERIAL
 */
export function sequenceName(table: TableName, column: string): TableName {
  const room = maximumNameBytes - suffix.length - 1
  let [ofTable, ofColumn] = [Buffer.byteLength(table.name), Buffer.byteLength(column)]
  while (ofTable + ofColumn > room) {
    if (ofTable > ofColumn) ofTable -= 1
    else ofColumn -= 1
  }
  return { schema: table.schema, name: `${clip(table.name, ofTable)}_${clip(column, ofColumn)}${suffix}` }
}

/** A sequence as a constant of type regclass: it follows renames once it is stored. */
export const regclass = (sequence: TableName): string => `${literal(tableName(sequence))}::regclass`

export const nextValue = (sequence: TableName): string => `nextval(${regclass(sequence)})`

/** A default as an expression; `sequence` is the one that the column owns. */
export const defaultExpression = (value: ColumnDefault, sequence: TableName): string =>
  value.kind === 'sequence' ? nextValue(sequence) : value.sql

/** `CREATE SEQUENCE` as SERIAL does it. */
export const createSequenceSql = (
  sequence: TableName,
  table: TableName,
  column: { readonly name: string; readonly type: string },
): string =>
  `CREATE SEQUENCE IF NOT EXISTS ${tableName(sequence)} AS ${column.type.toLowerCase()} OWNED BY ${tableName(table)}.${ident(column.name)}`

/**
 * Who writes the table, or single columns of it, may use the new sequence: the default of a column, and a trigger that lets the sequence
 * follow, run with the rights of whoever writes. The owner has all rights; without this, a role of its own for the application has none.
 * Roles that stager does not ask about (members, default privileges) keep what they have. A block of PL/pgSQL.
 * https://www.postgresql.org/docs/current/sql-grant.html
 */
const grantToWriters = (sequence: TableName, table: TableName): readonly string[] => [
  '  DECLARE writer text; BEGIN',
  '    FOR writer IN',
  "      SELECT DISTINCT CASE acl.grantee WHEN 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END FROM pg_catalog.pg_class c,",
  '        LATERAL (SELECT * FROM aclexplode(c.relacl) UNION ALL SELECT own.* FROM pg_catalog.pg_attribute a, aclexplode(a.attacl) own WHERE a.attrelid = c.oid) AS acl',
  `      WHERE c.oid = ${regclass(table)} AND acl.privilege_type IN ('INSERT', 'UPDATE') AND acl.grantee <> c.relowner`,
  '    LOOP',
  `      EXECUTE format(${literal(`GRANT USAGE, SELECT, UPDATE ON SEQUENCE ${tableName(sequence).replaceAll('%', '%%')} TO %s`)}, writer);`,
  '    END LOOP;',
  '  END;',
]

export const grantSequence = (sequence: TableName, table: TableName): string =>
  doBlock(['BEGIN', ...grantToWriters(sequence, table), 'END '])

/** Where a column counts from, whatever its name: what it owns (IDENTITY too); a subquery over pg_catalog. */
export const sequenceOf = (table: TableName, column: string): string =>
  `(SELECT d.objid::regclass FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid ` +
  `JOIN pg_catalog.pg_class c ON c.oid = d.objid AND c.relkind = 'S' WHERE d.classid = 'pg_catalog.pg_class'::regclass ` +
  `AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.deptype IN ('a', 'i') ` +
  `AND d.refobjid = to_regclass(${literal(tableName(table))}) AND a.attname = ${literal(column)} LIMIT 1)`

/** The sequence that the default of a column calls, whoever owns it; a subquery over pg_catalog. */
export const defaultSequence = (table: TableName, column: string): string =>
  `(SELECT d.refobjid::regclass FROM pg_catalog.pg_attrdef f JOIN pg_catalog.pg_attribute a ON a.attrelid = f.adrelid AND a.attnum = f.adnum ` +
  `JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_attrdef'::regclass AND d.objid = f.oid AND d.refclassid = 'pg_catalog.pg_class'::regclass ` +
  `JOIN pg_catalog.pg_class c ON c.oid = d.refobjid AND c.relkind = 'S' ` +
  `WHERE f.adrelid = to_regclass(${literal(tableName(table))}) AND a.attname = ${literal(column)} LIMIT 1)`

/**
 * Moves a sequence forward to `value`, never back, whatever else does so at the same time. The lock lasts for as long as the block
 * around it does: a subtransaction that is rolled back lets go of it, and `setval` is never rolled back.
 * https://www.postgresql.org/docs/current/functions-sequence.html
 */
export const forward = (sequence: TableName, value: string): readonly string[] => [
  `PERFORM pg_advisory_xact_lock(${String(lockClass)}, ${regclass(sequence)}::oid::integer);`,
  `PERFORM setval(${regclass(sequence)}, ${value}) FROM ${tableName(sequence)} AS s WHERE ${isBehind('s', value)};`,
]

/** The sequence (under an alias) has not given out `value` yet. */
export const isBehind = (alias: string, value: string): string =>
  `${value} > ${alias}.last_value OR (${value} = ${alias}.last_value AND NOT ${alias}.is_called)`

/** Any number: it keeps the locks apart from an application's own. */
const lockClass = 72_707_370

/** Reads the table, or an index over the column, under a lock that nobody feels. */
export const forwardPastMaximum = (sequence: TableName, table: TableName, column: string): string =>
  doBlock([
    'DECLARE top bigint; BEGIN',
    `  SELECT max(${ident(column)}) INTO top FROM ${tableName(table)};`,
    ...forward(sequence, 'top').map((line) => `  ${line}`),
    'END ',
  ])

/** The name is free, or taken by the column's own sequence. */
export const sequenceNameFree = (sequence: TableName, table: TableName, column: string): Check => ({
  label: `the name ${sequence.name} is free for the sequence of ${table.name}.${column}`,
  sql: `SELECT to_regclass(${literal(tableName(sequence))}) IS NULL OR to_regclass(${literal(tableName(sequence))}) = ${sequenceOf(table, column)}`,
})

export const sequenceMissing = (sequence: TableName): Check => ({
  label: `sequence ${sequence.name} is gone`,
  sql: `SELECT to_regclass(${literal(tableName(sequence))}) IS NULL`,
})

/** Neither IDENTITY nor a default that calls a sequence. */
export const countsByItself = (table: TableName, column: string, counts: boolean): Check => ({
  label: `column ${table.name}.${column} ${counts ? 'counts' : 'does not count'} by itself`,
  sql:
    `SELECT ${counts ? '' : 'NOT '}EXISTS (SELECT 1 FROM pg_catalog.pg_attribute a LEFT JOIN pg_catalog.pg_attrdef f ON f.adrelid = a.attrelid AND f.adnum = a.attnum ` +
    `WHERE a.attrelid = to_regclass(${literal(tableName(table))}) AND a.attname = ${literal(column)} AND NOT a.attisdropped ` +
    `AND (a.attidentity <> '' OR pg_catalog.pg_get_expr(f.adbin, f.adrelid) LIKE 'nextval(%'))`,
})

/** `GENERATED ALWAYS` refuses every value that is given. */
export const takesValues = (table: TableName, column: string): Check => ({
  label: `column ${table.name}.${column} is not GENERATED ALWAYS: ALTER TABLE ... ALTER COLUMN ... SET GENERATED BY DEFAULT`,
  sql:
    `SELECT NOT EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = to_regclass(${literal(tableName(table))}) ` +
    `AND attname = ${literal(column)} AND attidentity = 'a')`,
})

/**
 * The column counts no more: its IDENTITY, or its default and the sequence behind it, under whatever name they are. A sequence that
 * others use too stays. `value`: the default that takes the place.
 */
export const stopCounting = (table: TableName, column: string, value: string | null): string => {
  const alter = `ALTER TABLE ${tableName(table)} ALTER COLUMN ${ident(column)}`
  return doBlock([
    'DECLARE counted regclass; BEGIN',
    `  counted := ${defaultSequence(table, column)};`,
    `  ${alter} DROP IDENTITY IF EXISTS;`,
    `  counted := coalesce(${sequenceOf(table, column)}, counted);`,
    `  ${alter} ${value === null ? 'DROP DEFAULT' : `SET DEFAULT ${value}`};`,
    '  IF counted IS NOT NULL THEN',
    `    BEGIN EXECUTE format('DROP SEQUENCE %s', counted); EXCEPTION WHEN dependent_objects_still_exist THEN NULL; END;`,
    '  END IF;',
    'END ',
  ])
}

/**
 * `to` counts on where `from` did: the sequence changes its owner and gets the name that SERIAL would have given it. One that the column does
 * not own keeps both; an IDENTITY's cannot have another owner, so a new one goes on after it.
 */
export function moveCounting(table: TableName, from: string, to: { readonly name: string; readonly type: string }): string {
  const sequence = sequenceName(table, to.name)
  const alter = `ALTER TABLE ${tableName(table)} ALTER COLUMN`
  return doBlock([
    'DECLARE counted regclass; BEGIN',
    `  counted := ${sequenceOf(table, from)};`,
    `  IF EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = ${regclass(table)} AND attname = ${literal(from)} AND attidentity <> '') THEN`,
    `    ${createSequenceSql(sequence, table, to)};`,
    `    EXECUTE format('SELECT setval(%L, last_value, is_called) FROM %s', ${literal(tableName(sequence))}, counted);`,
    // An IDENTITY needs no right to its sequence, a default does.
    ...grantToWriters(sequence, table).map((line) => `  ${line}`),
    `    ${alter} ${ident(to.name)} SET DEFAULT ${nextValue(sequence)};`,
    '  ELSIF counted IS NOT NULL THEN',
    `    ${alter} ${ident(from)} DROP DEFAULT;`,
    `    EXECUTE format('ALTER SEQUENCE %s OWNED BY %s', counted, ${literal(`${tableName(table)}.${ident(to.name)}`)});`,
    `    IF counted <> coalesce(to_regclass(${literal(tableName(sequence))}), 0) THEN EXECUTE format('ALTER SEQUENCE %s RENAME TO %I', counted, ${literal(sequence.name)}); END IF;`,
    `    ${alter} ${ident(to.name)} SET DEFAULT ${nextValue(sequence)};`,
    '  ELSE',
    `    counted := ${defaultSequence(table, from)};`,
    '    IF counted IS NOT NULL THEN',
    `      ${alter} ${ident(from)} DROP DEFAULT;`,
    `      EXECUTE format(${literal(`${alter} ${ident(to.name)} SET DEFAULT nextval(%L::regclass)`.replaceAll('%', '%%').replace('%%L', '%L'))}, counted);`,
    '    END IF;',
    '  END IF;',
    'END ',
  ])
}
