import type { Verification } from '../plan/plan.ts'
import type { TableName } from '../schema/model.ts'
import { literal, tableName } from '../sql/ident.ts'
import type { Check } from '../sql/statement.ts'
import { displayName } from './names.ts'

const prefix = 'dependents.'

/** True for these verifications: they count objects, not rows. PostgreSQL itself refuses a DROP COLUMN that most of them need. */
export const countsDependents = ({ id }: Verification): boolean => id.startsWith(prefix)

/**
 * What would stop a DROP COLUMN, or vanish with it unseen by Prisma: views, policies, generated columns, triggers on the
 * column, CHECKs, partial and expression indexes, extended statistics. stager's own helpers are not counted.
 * https://www.postgresql.org/docs/current/catalog-pg-depend.html
 */
export function dependentsVerification(table: TableName, column: string): Verification {
  const from = dependentsOf(table, column)
  return {
    id: `${prefix}${displayName(table)}.${column}`,
    label: `objects that depend on ${displayName(table)}.${column}`,
    table: { schema: table.schema, name: table.name },
    countSql: `SELECT count(DISTINCT (d.classid, d.objid)) ${from}`,
    sampleSql: `SELECT DISTINCT pg_catalog.pg_describe_object(d.classid, d.objid, 0) ${from} LIMIT 10`,
    hint: 'drop or rewrite them in a migration of your own: stager never drops what Prisma cannot see',
  }
}

/** What ALTER TYPE stops at, or would build again by reading the whole table. */
export const noDependents = (table: TableName, column: string): Check => ({
  label:
    `no view, policy, trigger, generated column, CHECK, statistics object, partial index or index over an expression ` +
    `uses ${displayName(table)}.${column}`,
  sql: `SELECT NOT EXISTS (SELECT 1 ${dependentsOf(table, column)})`,
})

function dependentsOf(table: TableName, column: string): string {
  const regclass = `to_regclass(${literal(tableName(table))})`
  return `FROM pg_catalog.pg_depend d
  JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
  WHERE d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjid = ${regclass} AND a.attname = ${literal(column)}
    AND CASE d.classid
      WHEN 'pg_catalog.pg_rewrite'::regclass THEN true
      WHEN 'pg_catalog.pg_policy'::regclass THEN true
      WHEN 'pg_catalog.pg_statistic_ext'::regclass THEN true
      WHEN 'pg_catalog.pg_trigger'::regclass THEN NOT EXISTS (
        SELECT 1 FROM pg_catalog.pg_trigger g WHERE g.oid = d.objid AND (g.tgisinternal OR g.tgname LIKE 'stager\\_%'))
      WHEN 'pg_catalog.pg_attrdef'::regclass THEN EXISTS (
        SELECT 1 FROM pg_catalog.pg_attrdef f WHERE f.oid = d.objid AND f.adnum <> a.attnum)
      WHEN 'pg_catalog.pg_constraint'::regclass THEN EXISTS (
        SELECT 1 FROM pg_catalog.pg_constraint c WHERE c.oid = d.objid AND c.contype = 'c' AND c.conname NOT LIKE 'stager\\_%')
      WHEN 'pg_catalog.pg_class'::regclass THEN EXISTS (
        SELECT 1 FROM pg_catalog.pg_index i WHERE i.indexrelid = d.objid AND (i.indpred IS NOT NULL OR i.indexprs IS NOT NULL))
      ELSE false
    END`
}
