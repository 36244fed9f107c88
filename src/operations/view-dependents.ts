import type { Verification } from '../plan/plan.ts'
import type { TableName } from '../schema/model.ts'
import { literal, tableName } from '../sql/ident.ts'
import { isOldNameView } from '../sql/old-name-view.ts'
import { displayName } from './names.ts'

/** What people have built on the view that gives a moved table its old name: DROP VIEW would stop at it. */
export function viewDependents(view: TableName, table: TableName): Verification {
  const from = `FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid
  WHERE d.classid = 'pg_catalog.pg_rewrite'::regclass AND d.refclassid = 'pg_catalog.pg_class'::regclass
    AND d.refobjid = to_regclass(${literal(tableName(view))}) AND r.ev_class <> d.refobjid AND ${isOldNameView('d.refobjid')}`
  return {
    id: `dependents.${displayName(view)}`,
    kind: 'dependents',
    label: `views that read ${displayName(view)}, the old name of ${displayName(table)}`,
    table: view,
    countSql: `SELECT count(DISTINCT r.ev_class) ${from}`,
    sampleSql: `SELECT DISTINCT r.ev_class::regclass::text ${from} LIMIT 10`,
    hint: `let them read ${displayName(table)} instead`,
  }
}
