import type { TableName } from '../schema/model.ts'
import { literal, tableName } from './ident.ts'
import { isOldNameView } from './old-name-view.ts'

/** Which objects over a column are no surprise. */
export interface Expected {
  /** Names of indexes that schema.prisma has, where they are what it says: over plain columns, without a predicate. */
  readonly indexes: readonly string[]
  /** Names of foreign keys that schema.prisma has. */
  readonly foreignKeys: readonly string[]
  /** Names of unique indexes that may belong to a constraint: where they go in a transaction, not CONCURRENTLY. */
  readonly uniqueConstraints?: readonly string[]
  /** Objects that a plan takes care of, as `identity` names them. */
  readonly known?: readonly string[]
}

/** Objects that belong to a plan of stager. */
const isOwn = (name: string): string => `${name} LIKE 'stager\\_%'`

const isOneOf = (name: string, names: readonly string[]): string =>
  names.length === 0 ? 'false' : `${name} IN (${[...new Set(names)].toSorted().map(literal).join(', ')})`

const regclass = (table: TableName): string => `to_regclass(${literal(tableName(table))})`

const exists = (from: string): string => `EXISTS (SELECT 1 FROM pg_catalog.${from})`

/** An index is more than schema.prisma can say: it would not come back as it was. */
const isSpecial = `(i.indpred IS NOT NULL OR i.indexprs IS NOT NULL OR i.indnkeyatts < i.indnatts OR i.indisreplident
          OR coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false))`

/** Objects over a column that count, besides those that always do. */
interface Kinds {
  readonly constraints: string
  readonly indexes: string
}

/**
 * Type and name of an object in the words of PostgreSQL, whatever its messages' language is, without inner names that nobody gave; names of
 * the default schema without it. https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-OBJECT
 */
const identity =
  `(SELECT regexp_replace(regexp_replace(o.type || ' ' || replace(o.identity, coalesce(quote_ident(current_schema()) || '.', ''), ''), ` +
  `'^rule "_RETURN" on', 'view'), '^default value for', 'generated column') FROM pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o)`

/**
 * What PostgreSQL knows to hang on a column: views, rules, policies, triggers (UPDATE OF, WHEN), generated columns, functions with an SQL
 * body, statistics objects, publications with a column list or a row filter, constraints and indexes.
 * https://www.postgresql.org/docs/current/catalog-pg-depend.html
 */
const dependingOn = (table: TableName, column: string, { constraints, indexes }: Kinds): string =>
  `FROM pg_catalog.pg_depend d
  JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
  WHERE d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = ${regclass(table)} AND a.attname = ${literal(column)}
    AND CASE d.classid
      WHEN 'pg_catalog.pg_rewrite'::regclass THEN ${exists(`pg_rewrite w WHERE w.oid = d.objid AND NOT ${isOldNameView('w.ev_class')}`)}
      WHEN 'pg_catalog.pg_policy'::regclass THEN true
      WHEN 'pg_catalog.pg_proc'::regclass THEN true
      WHEN 'pg_catalog.pg_publication_rel'::regclass THEN true
      WHEN 'pg_catalog.pg_statistic_ext'::regclass THEN ${exists(`pg_statistic_ext s WHERE s.oid = d.objid AND NOT ${isOwn('s.stxname')}`)}
      WHEN 'pg_catalog.pg_trigger'::regclass THEN ${exists(
        `pg_trigger g WHERE g.oid = d.objid AND NOT (g.tgisinternal OR ${isOwn('g.tgname')})`,
      )}
      WHEN 'pg_catalog.pg_attrdef'::regclass THEN ${exists('pg_attrdef f WHERE f.oid = d.objid AND f.adnum <> a.attnum')}
      WHEN 'pg_catalog.pg_constraint'::regclass THEN ${exists(
        `pg_constraint c WHERE c.oid = d.objid AND NOT ${isOwn('c.conname')} AND ${constraints}`,
      )}
      -- Until PostgreSQL 14 a generated column depends by itself, not by its expression.
      WHEN 'pg_catalog.pg_class'::regclass THEN (d.objid = d.refobjid AND d.objsubid > 0) OR ${exists(
        `pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid WHERE i.indexrelid = d.objid AND NOT ${isOwn('x.relname')} AND ${indexes}`,
      )}
      ELSE false
    END`

/** What DROP COLUMN stops at, or takes away without a word though schema.prisma does not have it. */
export const dependents = (
  table: TableName,
  column: string,
  { indexes, foreignKeys, uniqueConstraints = [], known = [] }: Expected,
): string =>
  dependingOn(table, column, {
    constraints: `(c.contype IN ('c', 'x') OR c.contype = 'u' AND NOT ${isOneOf('c.conname', uniqueConstraints)} OR c.contype = 'f' AND NOT ${isOneOf('c.conname', foreignKeys)})`,
    indexes: `(NOT ${isOneOf('x.relname', indexes)} OR ${isSpecial})`,
  }) + (known.length === 0 ? '' : `\n    AND NOT ${isOneOf(identity, known)}`)

/** What ALTER TYPE stops at, or would build again by reading the whole table. */
export const typeDependents = (table: TableName, column: string): string =>
  dependingOn(table, column, { constraints: `c.contype IN ('c', 'x')`, indexes: '(i.indpred IS NOT NULL OR i.indexprs IS NOT NULL)' })

/**
 * What DROP TABLE stops at, or what would lose the table without a word: views, rules, policies and functions of others, foreign keys of
 * other tables, inheriting tables, columns of the table's row type, publications.
 */
export const tableDependents = (table: TableName, foreignKeys: readonly string[]): string =>
  `FROM pg_catalog.pg_depend d
  WHERE (d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = ${regclass(table)}
      OR d.refclassid = 'pg_catalog.pg_type'::regclass AND d.refobjid = (SELECT t.reltype FROM pg_catalog.pg_class t WHERE t.oid = ${regclass(table)}))
    AND CASE d.classid
      WHEN 'pg_catalog.pg_rewrite'::regclass THEN ${exists(`pg_rewrite w WHERE w.oid = d.objid AND w.ev_class <> ${regclass(table)} AND NOT ${isOldNameView('w.ev_class')}`)}
      WHEN 'pg_catalog.pg_policy'::regclass THEN ${exists(`pg_policy p WHERE p.oid = d.objid AND p.polrelid <> ${regclass(table)}`)}
      WHEN 'pg_catalog.pg_proc'::regclass THEN true
      WHEN 'pg_catalog.pg_publication_rel'::regclass THEN true
      WHEN 'pg_catalog.pg_constraint'::regclass THEN ${exists(
        `pg_constraint c WHERE c.oid = d.objid AND c.contype = 'f' AND c.conrelid <> ${regclass(table)} AND NOT ${isOneOf('c.conname', foreignKeys)}`,
      )}
      WHEN 'pg_catalog.pg_class'::regclass THEN ${exists(
        `pg_class x WHERE x.oid = d.objid AND x.oid <> ${regclass(table)} AND x.relkind IN ('r', 'p', 'f', 'c')`,
      )}
      ELSE false
    END`

export const countOf = (objects: string): string => `SELECT count(DISTINCT (d.classid, d.objid, d.objsubid)) ${objects}`

export const namesOf = (objects: string): string => `SELECT DISTINCT ${identity} ${objects} ORDER BY 1 LIMIT 10`

/** Everything that is there, with the catalog that it is of. */
export const listOf = (objects: string): string =>
  `SELECT DISTINCT d.classid::regclass::text AS catalog, d.objid::int8 AS id, ${identity} AS identity ${objects} ORDER BY 1, 3`

/** True where the column computes or numbers itself, so that no other can take its place. */
export const columnGeneratesItself = (table: TableName, column: string, options: { readonly identity: boolean }): string =>
  `FROM pg_catalog.pg_attribute a WHERE a.attrelid = ${regclass(table)} AND a.attname = ${literal(column)} ` +
  `AND NOT a.attisdropped AND ${options.identity ? `(a.attgenerated <> '' OR a.attidentity <> '')` : `a.attgenerated <> ''`}`
