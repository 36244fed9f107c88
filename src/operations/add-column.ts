import type { ChangeOf } from '../diff/change.ts'
import type { Column } from '../schema/model.ts'
import { columnExists, columnMissing } from '../sql/checks.ts'
import { addColumn as addColumnSql, dropColumn, setDefault, unlocked } from '../sql/ddl.ts'
import { createSequenceSql, grantSequence, nextValue, sequenceName } from '../sql/sequence.ts'
import type { Statement } from '../sql/statement.ts'
import { fillColumn, keyOf } from './fill.ts'
import { changeColumn, withColumn } from './fold.ts'
import { displayName } from './names.ts'
import type { Operation } from './operation.ts'
import { staged } from './staged.ts'
import { alwaysWritten, nullsVerification, tightenNotNull } from './tighten.ts'

type AddColumn = ChangeOf<'addColumn'>

/** Rows have no value at once: the column is nullable until they have. */
const comesLater = ({ column, fill }: AddColumn): boolean => fill !== null || (column.default !== null && column.default.kind !== 'stable')

const mustTighten = (change: AddColumn): boolean => !change.column.nullable && (comesLater(change) || change.column.default === null)

/** The column as expand creates it. */
const expanded = (change: AddColumn): Column => ({ ...change.column, nullable: change.column.nullable || mustTighten(change) })

/** `ADD COLUMN ... DEFAULT` evaluates a volatile default for every row there is, so it is set afterwards. */
function addStatements(change: AddColumn): readonly Statement[] {
  const { table, column } = change
  if (!comesLater(change)) return [addColumnSql(table, expanded(change))]
  const bare = addColumnSql(table, { ...expanded(change), default: null })
  if (column.default === null) return [bare]
  if (column.default.kind !== 'sequence') return [bare, setDefault(table, column.name, column.default.sql)]
  const sequence = sequenceName(table, column.name)
  return [
    bare,
    unlocked(createSequenceSql(sequence, table, column)),
    unlocked(grantSequence(sequence, table)),
    setDefault(table, column.name, nextValue(sequence)),
  ]
}

/** Rows 2-5 of the catalogue: a new column, with or without a value for the rows that are there. */
export const addColumn: Operation<'addColumn'> = {
  kind: 'addColumn',
  describe: ({ table, column }) => `new column ${displayName(table)}.${column.name}`,
  apply: ({ table, column }, schema) => withColumn(schema, table, column),
  applyExpand: (change, schema) =>
    changeColumn(withColumn(schema, change.table, change.column), change.table, change.column.name, expanded(change)),
  plan(change, context) {
    const { table, column } = change
    const name = `${displayName(table)}.${column.name}`
    const fill =
      change.fill ??
      (column.default?.kind === 'sequence'
        ? { kind: 'expression' as const, sql: nextValue(sequenceName(table, column.name)), sources: [] }
        : null)
    const filled = fill === null ? staged({}) : fillColumn(context, table, column, fill, { required: mustTighten(change), existing: false })
    return staged({
      ...filled,
      expand: [
        {
          slot: 'alter',
          table,
          key: `addColumn.${column.name}`,
          label: `add ${name}${mustTighten(change) ? ' as optional' : ''}`,
          safety: 'additive',
          execute: addStatements(change),
          precheck: [],
          postcheck: [columnExists(table, column.name)],
        },
      ],
      verifications: mustTighten(change)
        ? [
            nullsVerification(
              table,
              column.name,
              keyOf(context, table),
              'run `stager apply --stage backfill` again; rows that stay NULL were left so by the backfill',
            ),
          ]
        : [],
      gates: mustTighten(change) ? [alwaysWritten(table, column.name)] : [],
      contract: mustTighten(change) ? tightenNotNull(context.tag, table, column.name) : [],
      undo: [
        {
          slot: 'dropColumn',
          table,
          key: `dropColumn.${column.name}`,
          label: `drop ${name} again`,
          safety: 'destructive',
          execute: [dropColumn(table, column.name)],
          precheck: [],
          postcheck: [columnMissing(table, column.name)],
        },
      ],
    })
  },
}
