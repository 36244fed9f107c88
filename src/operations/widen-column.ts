import type { ChangeOf } from '../diff/change.ts'
import { sameTable } from '../schema/lookup.ts'
import { columnHasOwnCollation, columnHasType } from '../sql/checks.ts'
import { alterColumnType, analyzeColumns } from '../sql/ddl.ts'
import { noDependents } from './dependents.ts'
import { changeColumn } from './fold.ts'
import { moveOf } from './moves.ts'
import { displayName } from './names.ts'
import type { ExpandPart, Operation, PlanContext } from './operation.ts'
import { staged } from './staged.ts'

type WidenColumn = ChangeOf<'widenColumn'>

const catalogNames: Readonly<Record<string, string>> = { VARCHAR: 'character varying', VARBIT: 'bit varying', DECIMAL: 'numeric' }

/** `VARCHAR(20)` as `format_type` of PostgreSQL writes it. */
const catalogType = (type: string): string => type.replace(/^[A-Z]+/, (word) => catalogNames[word] ?? word.toLowerCase())

/** All widened columns of the table, where this change is the first of them: what is said and done once a table. */
function togetherWith(change: WidenColumn, { changes }: PlanContext): readonly string[] {
  const all = changes.filter((other): other is WidenColumn => other.kind === 'widenColumn' && sameTable(other.table, change.table))
  return all[0] === change ? all.map(({ column }) => column) : []
}

/** ALTER TYPE removes a column's statistics, also where it changes no row; autovacuum would not bring them back. */
const analyze = ({ table }: WidenColumn, columns: readonly string[]): readonly ExpandPart[] =>
  columns.length === 0
    ? []
    : [
        {
          slot: 'validate',
          table,
          key: 'analyze',
          label: `sample ${columns.map((column) => `${displayName(table)}.${column}`).join(', ')} for the query planner, since ALTER TYPE drops statistics`,
          safety: 'additive',
          execute: [analyzeColumns(table, columns)],
          precheck: [],
          postcheck: [],
        },
      ]

/** Row 13 of the catalogue: PostgreSQL knows of these types that every value and every index stays as it is. */
export const widenColumn: Operation<'widenColumn'> = {
  kind: 'widenColumn',
  describe: ({ table, column, from, to }) => `${displayName(table)}.${column} widens from ${from} to ${to}`,
  apply: ({ table, column, to }, schema) => changeColumn(schema, table, column, { type: to }),
  applyExpand: ({ table, column, to }, schema) => changeColumn(schema, table, column, { type: to }),
  plan(change, context) {
    const { table, column, from, to } = change
    const name = `${displayName(table)}.${column}`
    const isWide = columnHasType(table, column, catalogType(to))
    const columns = togetherWith(change, context)
    // A view holds the types of its columns: where the table gets one under its old name, it is wide before.
    const move = moveOf(context.changes, table)
    const old = move?.from ?? table
    const before = move?.columns.find((renamed) => renamed.to === column)?.from ?? column
    return staged({
      expand: [
        {
          slot: move === undefined ? 'alter' : 'move',
          table,
          key: `widenColumn.${column}`,
          label: `widen ${name} from ${from} to ${to}, which rewrites nothing`,
          safety: 'widening',
          execute: [alterColumnType(table, column, to)],
          precheck: [columnHasType(old, before, catalogType(from)), columnHasOwnCollation(old, before), noDependents(old, before)],
          postcheck: [isWide],
        },
        ...analyze(change, columns),
      ],
      irreversible: [{ ...isWide, label: `to make ${name} ${from} again, PostgreSQL would rewrite the table and block it meanwhile` }],
      notes:
        columns.length === 0
          ? []
          : [
              `Sessions that keep named prepared statements over ${displayName(table)} fail once on each that returns a widened column ` +
                `("cached plan must not change result type"). Prisma 7 keeps none unless its adapter was given a \`statementNameGenerator\`.`,
            ],
    })
  },
}
