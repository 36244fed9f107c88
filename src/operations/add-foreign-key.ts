import type { ChangeOf } from '../diff/change.ts'
import type { Verification } from '../plan/plan.ts'
import { ident, tableName } from '../sql/ident.ts'
import { keyOf } from './fill.ts'
import { withForeignKey } from './fold.ts'
import { addForeignKeyParts, dropForeignKeyPart } from './foreign-key-parts.ts'
import { displayName } from './names.ts'
import type { Operation, PlanContext, Settlement } from './operation.ts'
import { foreignKeyTiming } from './origin.ts'
import { keepsReferenced, unreferenced } from './referenced.ts'
import { beforeSwap, isSwappedKey } from './shadow.ts'
import { staged } from './staged.ts'
import { keyText } from './tighten.ts'
import type { ForeignKey, TableName } from '../schema/model.ts'

/** A row with a NULL in its foreign key refers to nothing (MATCH SIMPLE). */
export const orphan = (key: ForeignKey): string => {
  const columns = key.columns.map((column) => `t.${ident(column)}`)
  const same = key.references.columns.map((column, at) => `r.${ident(column)} = ${columns[at] ?? 'NULL'}`).join(' AND ')
  return `${columns.map((column) => `${column} IS NOT NULL`).join(' AND ')} AND NOT EXISTS (SELECT 1 FROM ${tableName(key.references)} AS r WHERE ${same})`
}

export const orphansVerification = (context: PlanContext, table: TableName, key: ForeignKey): Verification => ({
  id: `orphans.${displayName(table)}.${key.name}`,
  label: `rows of ${displayName(table)} whose ${key.columns.join(', ')} refers to no row of ${displayName(key.references)}`,
  table: { schema: table.schema, name: table.name },
  countSql: `SELECT count(*) FROM ${tableName(table)} AS t WHERE ${orphan(key)}`,
  sampleSql: `SELECT ${keyText(keyOf(context, table))} FROM ${tableName(table)} AS t WHERE ${orphan(key)} LIMIT 10`,
  hint: `correct them, or plan again with --orphans ${displayName(table)}.${key.columns[0] ?? ''}:null or :delete`,
})

/** The key over the columns that hold its values before contract: two types cannot be compared. */
const keyBeforeSwap = (context: PlanContext, table: TableName, { references, ...key }: ForeignKey): ForeignKey => ({
  ...key,
  columns: beforeSwap(context, table, key.columns),
  references: { ...references, columns: beforeSwap(context, references, references.columns) },
})

function settlement({ table, foreignKey: key }: ChangeOf<'addForeignKey'>, rule: 'null' | 'delete', context: PlanContext): Settlement {
  const pending = [orphan(keyBeforeSwap(context, table, key)), ...(rule === 'delete' ? unreferenced(context, table, key) : [])].join(
    ' AND ',
  )
  const where = `WHERE :key_range AND ${pending}`
  return {
    table,
    key: `orphans.${displayName({ schema: table.schema, name: key.name })}`,
    label: `settle rows of ${displayName(table)} whose ${key.columns.join(', ')} refers to nothing: ${rule}`,
    sql:
      rule === 'delete'
        ? `DELETE FROM ${tableName(table)} AS t\n${where}`
        : `UPDATE ${tableName(table)} AS t\nSET ${key.columns.map((column) => `${ident(column)} = NULL`).join(', ')}\n${where}`,
    pending,
    writes: rule === 'delete' ? [] : key.columns,
  }
}

/** Rows 1 and 22 of the catalogue: in expand where no write of the old application can meet it, else in contract. */
export const addForeignKey: Operation<'addForeignKey'> = {
  kind: 'addForeignKey',
  describe: ({ table, foreignKey }) =>
    `new foreign key ${displayName(table)} (${foreignKey.columns.join(', ')}) -> ${displayName(foreignKey.references)}`,
  apply: ({ table, foreignKey }, schema) => withForeignKey(schema, table, foreignKey),
  applyExpand: ({ table, foreignKey }, schema, context) =>
    foreignKeyTiming(context, table, foreignKey) === 'expand' ? withForeignKey(schema, table, foreignKey) : schema,
  plan(change, context) {
    const { table, foreignKey, orphans } = change
    if (foreignKeyTiming(context, table, foreignKey) === 'expand') {
      return staged({
        expand: addForeignKeyParts('foreignKey', 'validate', table, foreignKey),
        undo: [dropForeignKeyPart('dropForeignKey', table, foreignKey)],
      })
    }
    const isSwapped = isSwappedKey(context, table, foreignKey)
    return staged({
      settlements: orphans === 'refuse' ? [] : [settlement(change, orphans, context)],
      // Over a column whose type changes it is verified and added over the shadow column.
      verifications: isSwapped ? [] : [orphansVerification(context, table, foreignKey)],
      contract: isSwapped ? [] : addForeignKeyParts('foreignKey', 'validateForeignKey', table, foreignKey),
      gates: [
        `Code that reads ${displayName(foreignKey.references)} through the new relation of ${displayName(table)} waits for the promoted schema: contract adds ${foreignKey.name}.`,
      ],
      notes:
        orphans === 'refuse'
          ? []
          : [
              `Rows of ${displayName(table)} that refer to nothing are settled by "${orphans}"; undo gives them back.`,
              ...(orphans === 'delete' && unreferenced(context, table, foreignKey).length > 0 ? [keepsReferenced(table)] : []),
            ],
    })
  },
}
