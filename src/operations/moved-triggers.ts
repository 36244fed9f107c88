import type { ChangeOf } from '../diff/change.ts'
import type { Verification } from '../plan/plan.ts'
import { literal, tableName } from '../sql/ident.ts'
import { displayName } from './names.ts'

/**
 * A column that is renamed with its table has its old name in the view only. Whatever PostgreSQL knows to hang on it follows, but the text of a
 * trigger's function does not: `NEW."name"` would fail for whoever writes a row. https://www.postgresql.org/docs/current/plpgsql-trigger.html
 */
export function namedByTriggers({ from, columns }: ChangeOf<'moveTable'>): readonly Verification[] {
  if (columns.length === 0) return []
  const names = columns.map((column) => `p.prosrc ~ ${literal(wholeWord(column.from))}`).join(' OR ')
  const found =
    `FROM pg_catalog.pg_trigger g JOIN pg_catalog.pg_proc p ON p.oid = g.tgfoid ` +
    `WHERE g.tgrelid = to_regclass(${literal(tableName(from))}) AND NOT g.tgisinternal AND g.tgname NOT LIKE 'stager\\_%' AND (${names})`
  const renamed = columns.map((column) => column.from).join(' or ')
  return [
    {
      id: `triggers.${displayName(from)}`,
      kind: 'dependents',
      label: `triggers of ${displayName(from)} whose functions name ${renamed}, which is called otherwise from expand on`,
      table: { schema: from.schema, name: from.name },
      countSql: `SELECT count(*) ${found}`,
      sampleSql: `SELECT g.tgname::text ${found} LIMIT 10`,
      hint: `rename the ${columns.length === 1 ? 'column' : 'columns'} in a plan before this one, where both names are there until contract`,
    },
  ]
}

/** As POSIX regular expressions have it, where \\y would not end a name with a dollar sign. */
const wholeWord = (name: string): string => `(^|[^[:alnum:]_$])${name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}($|[^[:alnum:]_$])`
