import type { Verification } from '../plan/plan.ts'
import { sameTable } from '../schema/lookup.ts'
import type { TableName } from '../schema/model.ts'
import { literal, tableName } from '../sql/ident.ts'
import type { Check } from '../sql/statement.ts'
import { displayName } from './names.ts'

interface KnownKey {
  readonly table: TableName
  readonly key: { readonly name: string }
}

/** What PostgreSQL would refuse to drop a primary key for: foreign keys of tables that Prisma does not know, views that group by it. */
export function keyDependentsVerification(table: TableName, name: string, known: readonly KnownKey[]): Verification {
  const from = keyDependents(table, name, known)
  return {
    id: `dependents.${displayName(table)}.${name}`,
    kind: 'dependents',
    label: `objects that depend on the primary key ${name} of ${displayName(table)}`,
    table: { schema: table.schema, name: table.name },
    countSql: `SELECT count(*) ${from}`,
    sampleSql: `SELECT d.what ${from} LIMIT 10`,
    hint: 'drop or rewrite them in a migration of your own: stager never drops what Prisma cannot see',
  }
}

export const noKeyDependents = (table: TableName, name: string, known: readonly KnownKey[]): Check => ({
  label: `no view, and no foreign key of a table that Prisma does not know, depends on the primary key ${name} of ${displayName(table)}`,
  sql: `SELECT NOT EXISTS (SELECT 1 ${keyDependents(table, name, known)})`,
})

/** A view that groups by a primary key depends on the constraint, a foreign key on its index. */
function keyDependents(table: TableName, name: string, known: readonly KnownKey[]): string {
  const regclass = `to_regclass(${literal(tableName(table))})`
  const names = known
    .filter((one, at) => known.findIndex((other) => sameTable(other.table, one.table) && other.key.name === one.key.name) === at)
    .map((one) => `(to_regclass(${literal(tableName(one.table))}), ${literal(one.key.name)})`)
  return `FROM (
    SELECT pg_catalog.pg_describe_object(r.classid, r.objid, 0) AS what FROM pg_catalog.pg_depend r JOIN pg_catalog.pg_constraint p ON p.oid = r.refobjid
    WHERE r.refclassid = 'pg_catalog.pg_constraint'::regclass AND r.classid = 'pg_catalog.pg_rewrite'::regclass
      AND p.conrelid = ${regclass} AND p.conname = ${literal(name)}
    UNION ALL
    SELECT pg_catalog.pg_describe_object('pg_catalog.pg_constraint'::regclass, f.oid, 0) FROM pg_catalog.pg_constraint f
    JOIN pg_catalog.pg_constraint p ON p.conindid = f.conindid AND p.contype = 'p'
    WHERE f.contype = 'f' AND p.conrelid = ${regclass} AND p.conname = ${literal(name)}
      AND NOT EXISTS (SELECT 1 FROM (VALUES ${['(NULL::regclass, NULL)', ...names].join(', ')}) AS k (rel, name) WHERE k.rel = f.conrelid AND k.name = f.conname)
  ) AS d`
}
