import type { ChangeOf, DuplicateRule } from '../diff/change.ts'
import type { Verification } from '../plan/plan.ts'
import type { Index, TableName } from '../schema/model.ts'
import { ident, tableName } from '../sql/ident.ts'
import { buildIndex, removeIndex } from './create-index.ts'
import { keyOf } from './fill.ts'
import { withIndex } from './fold.ts'
import { displayName } from './names.ts'
import type { Operation, PlanContext, Settlement } from './operation.ts'
import { uniqueTiming } from './origin.ts'
import { keepsReferenced, unreferenced } from './referenced.ts'
import { touchesSwap } from './shadow.ts'
import { staged } from './staged.ts'

type AddUnique = ChangeOf<'addUnique'>

/** NULLs never collide in a unique index. */
const duplicates = (table: TableName, index: Index): string =>
  `FROM ${tableName(table)} AS t WHERE ${index.columns.map((column) => `t.${ident(column)} IS NOT NULL`).join(' AND ')} ` +
  `GROUP BY ${index.columns.map((column) => `t.${ident(column)}`).join(', ')} HAVING count(*) > 1`

/** Values that a unique index would forbid. `hint` says what to do about them. */
export const duplicatesVerification = (table: TableName, index: Index, hint: string): Verification => {
  const columns = index.columns.join(', ')
  return {
    id: `duplicates.${displayName(table)}.${index.name}`,
    label: `values of ${displayName(table)} (${columns}) that more than one row has`,
    table: { schema: table.schema, name: table.name },
    countSql: `SELECT count(*) FROM (SELECT 1 ${duplicates(table, index)}) AS d`,
    sampleSql: `SELECT concat_ws(', ', ${index.columns.map((column) => `t.${ident(column)}`).join(', ')}) ${duplicates(table, index)} LIMIT 10`,
    hint,
  }
}

/** Of rows with the same value the one with the smallest key keeps it. */
function settlement(change: AddUnique, rule: Exclude<DuplicateRule, 'refuse'>, context: PlanContext): Settlement {
  const { table, index } = change
  const key = keyOf(context, table)
  const row = (alias: string): string => `(${key.map((column) => `${alias}.${ident(column)}`).join(', ')})`
  const same = index.columns.map((column) => `o.${ident(column)} = t.${ident(column)}`).join(' AND ')
  const duplicate = `EXISTS (SELECT 1 FROM ${tableName(table)} AS o WHERE ${same} AND ${row('o')} < ${row('t')})`
  const pending = [duplicate, ...(rule === 'delete' ? unreferenced(context, table) : [])].join(' AND ')
  const last = index.columns.at(-1) ?? ''
  const where = `WHERE :key_range AND ${pending}`
  const sql: Record<typeof rule, string> = {
    delete: `DELETE FROM ${tableName(table)} AS t\n${where}`,
    null: `UPDATE ${tableName(table)} AS t\nSET ${ident(last)} = NULL\n${where}`,
    suffix: `UPDATE ${tableName(table)} AS t\nSET ${ident(last)} = t.${ident(last)} || '-' || concat_ws('-', ${key.map((column) => `t.${ident(column)}`).join(', ')})\n${where}`,
  }
  return {
    table,
    key: `duplicates.${displayName({ schema: table.schema, name: index.name })}`,
    label: `settle duplicates of ${displayName(table)} (${index.columns.join(', ')}): ${rule}`,
    sql: sql[rule],
    pending,
    writes: rule === 'delete' ? [] : [last],
  }
}

/** Row 20 of the catalogue: in expand where no write of the old application can meet it, else in contract. */
export const addUnique: Operation<'addUnique'> = {
  kind: 'addUnique',
  describe: ({ table, index }) => `new unique index ${index.name} on ${displayName(table)}`,
  apply: ({ table, index }, schema) => withIndex(schema, table, index),
  applyExpand: ({ table, index }, schema, context) =>
    uniqueTiming(context, table, index) === 'expand' ? withIndex(schema, table, index) : schema,
  plan(change, context) {
    const { table, index, duplicates: rule } = change
    if (uniqueTiming(context, table, index) === 'expand') {
      return staged({ expand: [buildIndex('index', table, index)], undo: [removeIndex('dropIndex', table, index)] })
    }
    return staged({
      settlements: rule === 'refuse' ? [] : [settlement(change, rule, context)],
      verifications: [
        duplicatesVerification(
          table,
          index,
          `make them differ, or plan again with --duplicates ${displayName(table)}.${index.columns[0] ?? ''}:suffix, :null or :delete`,
        ),
      ],
      // Over a column whose type changes it is built with the shadow column.
      contract: touchesSwap(context, table, index.columns) ? [] : [buildIndex('unique', table, index)],
      gates: [
        `Code that upserts or finds ${displayName(table)} by (${index.columns.join(', ')}) waits for contract, which builds ${index.name}.`,
      ],
      notes:
        rule === 'refuse'
          ? []
          : [
              `Duplicates in ${displayName(table)} (${index.columns.join(', ')}) are settled by "${rule}"; undo gives them back.`,
              ...(rule === 'delete' && unreferenced(context, table).length > 0 ? [keepsReferenced(table)] : []),
            ],
    })
  },
}
