import { canonicalJson } from '../../schema/canonical-json.ts'
import type { Schema, TableName } from '../../schema/model.ts'
import type { Plan } from '../../plan/plan.ts'
import type { Finding } from '../finding.ts'

/** The plan's tables of which two schemas say something different. */
export function tablesThatDiffer({ tables }: Plan, left: Schema, right: Schema): readonly string[] {
  return tables.filter((table) => describe(left, table) !== describe(right, table)).map(({ name }) => name)
}

/** In the database's eyes: the order of columns and the names of fields are no difference. */
function describe(schema: Schema, { schema: namespace, name }: TableName): string {
  const table = schema.tables.find((one) => one.schema === namespace && one.name === name)
  if (table === undefined) return ''
  const columns = table.columns.map((column) => canonicalJson([column.name, column.type, column.nullable, column.default])).toSorted()
  const rest = [...table.indexes, ...table.foreignKeys].map((object) => canonicalJson(object)).toSorted()
  return JSON.stringify([columns, rest, canonicalJson(table.primaryKey)])
}

/** `since` are the plans and migrations that came to the base after the plan was made, as far as git knows. */
export function stalePlan(plan: Plan, file: string, tables: readonly string[], since: readonly string[]): Finding {
  const what = since.length === 0 ? '' : `, by ${since.join(', ')}`
  return {
    rule: 'plan-stale',
    level: 'error',
    file,
    line: 1,
    statement: null,
    message: `${tables.join(', ')} changed after the plan ${plan.name} was made${what}: its steps begin with a schema that no longer is.`,
    instead: `stager plan --rebase ${plan.name}`,
    allowed: null,
  }
}
