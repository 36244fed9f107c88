import type { ChangeOf } from '../diff/change.ts'
import type { Schema } from '../schema/model.ts'
import { enumValueExists } from '../sql/checks.ts'
import { addEnumValue as addEnumValueSql } from '../sql/ddl.ts'
import { literal, tableName } from '../sql/ident.ts'
import { displayName } from './names.ts'
import type { Operation, PlanContext } from './operation.ts'
import { staged } from './staged.ts'

const withValue = ({ enum: type, value, after }: ChangeOf<'addEnumValue'>, schema: Schema): Schema => ({
  ...schema,
  enums: schema.enums.map((found) => {
    if (found.schema !== type.schema || found.name !== type.name) return found
    const at = after === null ? 0 : found.values.indexOf(after) + 1
    return { ...found, values: found.values.toSpliced(at, 0, value) }
  }),
})

/** Columns that are there already and get the value by default: `Ticket.status`. */
const defaultsTo = ({ enum: type, value }: ChangeOf<'addEnumValue'>, { changes, before }: PlanContext): readonly string[] =>
  changes.flatMap((change) => {
    if (change.kind !== 'setDefault' || change.to.kind === 'sequence' || !change.to.sql.startsWith(literal(value))) return []
    const table = before.tables.find(({ schema, name }) => schema === change.table.schema && name === change.table.name)
    const column = table?.columns.find(({ name }) => name === change.column)
    return column?.type === tableName(type) ? [`${displayName(change.table)}.${column.name}`] : []
  })

/** Row 24 of the catalogue: what uses the value comes in a later file, for only then PostgreSQL knows it. */
export const addEnumValue: Operation<'addEnumValue'> = {
  kind: 'addEnumValue',
  describe: ({ enum: type, value }) => `new value ${value} of enum ${displayName(type)}`,
  apply: withValue,
  applyExpand: withValue,
  plan(change, context) {
    const { enum: type, value, after } = change
    const name = displayName(type)
    return staged({
      expand: [
        {
          slot: 'enumValue',
          table: null,
          key: `addEnumValue.${name}.${value}`,
          label: `add ${value} to enum ${name}`,
          safety: 'widening',
          execute: [addEnumValueSql(type, value, after)],
          precheck: [],
          postcheck: [enumValueExists(type, value)],
        },
      ],
      irreversible: [{ ...enumValueExists(type, value), label: `PostgreSQL cannot remove ${value} from the enum ${name}` }],
      gates: [`Write ${value} of ${name} only when no process of the release before is left: its client cannot read it (P2023).`],
      notes: defaultsTo(change, context).map(
        (column) =>
          `${column} gets ${value} by default, so the new application writes it as soon as it runs, and the old one fails on such rows (P2023). ` +
          `To avoid that, leave the default to a plan of its own, after this one is deployed.`,
      ),
    })
  },
}
