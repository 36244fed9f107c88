import type { ChangeOf } from '../diff/change.ts'
import type { Verification } from '../plan/plan.ts'
import { columnExists, columnMissing, columnNullable } from '../sql/checks.ts'
import { addColumn, dropColumn, dropNotNull, setDefault } from '../sql/ddl.ts'
import { ident, tableName } from '../sql/ident.ts'
import { dependentsVerification } from './dependents.ts'
import { keyOf, overNew, overRow } from './fill.ts'
import { changeColumn, withColumn, withoutColumn } from './fold.ts'
import { asValue, joined, moveShape, type MoveShape, valuesDiffer } from './move-shape.ts'
import { moveTriggers } from './move-triggers.ts'
import { displayName } from './names.ts'
import type { ContractPart, Operation, PlanContext } from './operation.ts'
import { staged } from './staged.ts'
import { alwaysWritten, keyText, nullsVerification, tightenNotNull } from './tighten.ts'

type MoveColumn = ChangeOf<'moveColumn'>

const nameOf = ({ table, column }: { table: MoveColumn['table']; column: MoveColumn['column'] }): string =>
  `${displayName(table)}.${column.name}`

/** The old table's row under alias `s` that belongs to the new table's under `t`. */
const belongs = ({ from }: MoveColumn, shape: MoveShape): string =>
  `FROM ${tableName(from.table)} AS s WHERE ${shape.from === 'parent' ? joined(shape, 's', 't') : joined(shape, 't', 's')}`

/** Rows that have not got their value. Several children of one parent may have values of their own by then. */
function pendingRows(change: MoveColumn, shape: MoveShape): string {
  const [old, now] = [`s.${ident(change.from.column.name)}`, `t.${ident(change.column.name)}`]
  const differs = shape.oneToOne ? valuesDiffer(shape, now, old) : `${now} IS NULL`
  return `EXISTS (SELECT 1 ${belongs(change, shape)} AND ${old} IS NOT NULL AND ${differs})`
}

/** Values that no row of the new table can take. What is no more than the default is no value. */
function unplaced(change: MoveColumn, shape: MoveShape): string {
  const { from, table } = change
  const old = `t.${ident(from.column.name)}`
  const standing = from.column.default?.kind === 'stable' ? ` AND ${valuesDiffer(shape, old, asValue(shape, from.column.default.sql))}` : ''
  const partner = shape.from === 'parent' ? joined(shape, 't', 'r') : joined(shape, 'r', 't')
  return `${old} IS NOT NULL${standing} AND NOT EXISTS (SELECT 1 FROM ${tableName(table)} AS r WHERE ${partner})`
}

function verificationsOf(change: MoveColumn, shape: MoveShape, context: PlanContext): readonly Verification[] {
  const { table, column, from, orphans } = change
  const [here, there] = [displayName(table), displayName(from.table)]
  const pending = pendingRows(change, shape)
  const lost = unplaced(change, shape)
  return [
    {
      id: `move.${here}.${column.name}`,
      label: `rows of ${here} whose ${column.name} is not what ${there}.${from.column.name} has for them`,
      table: { schema: table.schema, name: table.name },
      countSql: `SELECT count(*) FROM ${tableName(table)} AS t WHERE ${pending}`,
      sampleSql: `SELECT ${keyText(keyOf(context, table))} FROM ${tableName(table)} AS t WHERE ${pending} LIMIT 10`,
      hint: 'run `stager apply --stage backfill` again',
    },
    ...(orphans === 'null'
      ? []
      : [
          {
            id: `unplaced.${there}.${from.column.name}`,
            label: `rows of ${there} with a value in ${from.column.name} and no row of ${here} that could take it`,
            table: { schema: from.table.schema, name: from.table.name },
            countSql: `SELECT count(*) FROM ${tableName(from.table)} AS t WHERE ${lost}`,
            sampleSql: `SELECT ${keyText(keyOf(context, from.table))} FROM ${tableName(from.table)} AS t WHERE ${lost} LIMIT 10`,
            hint: `make the rows of ${here}, or give the values up: set them to NULL, or plan again with --orphans ${there}.${from.column.field}:null`,
          },
        ]),
    ...(column.nullable
      ? []
      : [
          nullsVerification(
            table,
            column.name,
            keyOf(context, table),
            `give these rows a value in ${column.name}, then \`stager verify\` again`,
          ),
        ]),
    dependentsVerification(context, from.table, from.column.name),
  ]
}

/** Row 32 of the catalogue: a new column in the other table, kept equal along the foreign key until contract drops the old one. */
export const moveColumn: Operation<'moveColumn'> = {
  kind: 'moveColumn',
  describe: (change) => `${nameOf(change.from)} moves to ${nameOf(change)}`,
  apply: ({ table, column, from }, schema) => withColumn(withoutColumn(schema, from.table, from.column.name), table, column),
  applyExpand: ({ table, column, from }, schema) =>
    withColumn(changeColumn(schema, from.table, from.column.name, { nullable: true }), table, { ...column, nullable: true, default: null }),
  plan(change, context) {
    const { table, column, from, fill } = change
    const shape = moveShape(change, context)
    const sql = fill?.kind === 'expression' || fill?.kind === 'query' ? fill.sql : null
    const triggers = moveTriggers(context.tag, shape, sql === null ? null : overNew(context, table, sql))
    // The lock makes the value the one that is there when the row is written, not the one of the batch's snapshot.
    const value = `(SELECT s.${ident(from.column.name)} ${belongs(change, shape)} FOR NO KEY UPDATE OF s)`
    const pending = pendingRows(change, shape)
    const makeDefault: readonly ContractPart[] =
      column.default === null || column.default.kind === 'sequence'
        ? []
        : [
            {
              slot: 'tighten',
              table,
              key: `setDefault.${column.name}`,
              label: `${nameOf(change)} takes over the default`,
              safety: 'widening',
              execute: [setDefault(table, column.name, column.default.sql)],
              precheck: [],
              postcheck: [],
            },
          ]
    return staged({
      expand: [
        {
          slot: 'alter',
          table,
          key: `moveColumn.${column.name}`,
          label: `add ${nameOf(change)} beside ${nameOf(from)}`,
          safety: 'additive',
          execute: [addColumn(table, { ...column, nullable: true, default: null })],
          precheck: [],
          postcheck: [columnExists(table, column.name)],
        },
        ...(from.column.nullable
          ? []
          : [
              {
                slot: 'alter' as const,
                table: from.table,
                key: `dropNotNull.${from.column.name}`,
                label: `${nameOf(from)} takes NULL, since the new application no longer writes it`,
                safety: 'widening' as const,
                execute: [dropNotNull(from.table, from.column.name)],
                precheck: [],
                postcheck: [columnNullable(from.table, from.column.name)],
              },
            ]),
        ...triggers.expand,
      ],
      assignments: [
        {
          table,
          column: column.name,
          expression: sql === null ? value : `COALESCE(${value}, ${overRow(context, table, sql)})`,
          pending: sql === null ? pending : `(${pending} OR t.${ident(column.name)} IS NULL)`,
          mustEmpty: true,
        },
      ],
      verifications: verificationsOf(change, shape, context),
      contract: [
        ...triggers.relax,
        ...(column.nullable ? [] : tightenNotNull(context.tag, table, column.name)),
        ...makeDefault,
        ...triggers.drop,
        {
          slot: 'dropColumn',
          table: from.table,
          key: `dropColumn.${from.column.name}`,
          label: `drop ${nameOf(from)}, which ${nameOf(change)} has replaced`,
          safety: 'destructive',
          execute: [dropColumn(from.table, from.column.name)],
          precheck: [columnExists(table, column.name)],
          postcheck: [columnMissing(from.table, from.column.name)],
        },
      ],
      undo: [
        ...(from.column.nullable ? [] : tightenNotNull(context.tag, from.table, from.column.name)),
        ...triggers.drop,
        {
          slot: 'dropColumn',
          table,
          key: `dropColumn.${column.name}`,
          label: `drop ${nameOf(change)} again`,
          safety: 'destructive',
          execute: [dropColumn(table, column.name)],
          precheck: [columnExists(from.table, from.column.name)],
          postcheck: [columnMissing(table, column.name)],
        },
      ],
      gates: column.nullable ? [] : [alwaysWritten(table, column.name)],
      notes: notesOf(change, shape),
    })
  },
}

function notesOf(change: MoveColumn, shape: MoveShape): readonly string[] {
  const [old, now] = [nameOf(change.from), nameOf(change)]
  const [parent, child] = [displayName(shape.parent.table), displayName(shape.child.table)]
  return [
    ...(shape.oneToOne
      ? []
      : [
          `Each row of ${child} gets the value of its ${parent}, and has its own from then on: where the new application makes them differ, the old one keeps ` +
            `what ${old} had, and what it writes there goes to all of them again.`,
          `A row of ${child} that has its ${parent}'s value takes the new one's when it goes to another ${parent}.`,
        ]),
    `A write to ${parent} or to ${child} writes the row of the other table that belongs to it: two transactions that write both in opposite orders can deadlock until ` +
      `contract, as they can wherever code does so. A row of ${child} that comes without a value waits for whoever is writing its ${parent}.`,
    `Deleting a row of ${child} leaves ${nameOf(shape.parent)} as it is${shape.from === 'parent' ? ', until contract begins' : ''}.`,
    ...(change.orphans === 'null'
      ? [
          `Values of ${old} that no row of ${displayName(change.table)} can take are lost at contract; this was acknowledged when the plan was made.`,
        ]
      : [
          `Values of ${old} that no row of ${displayName(change.table)} can take hold contract back, until ${now} has them or they are given up.`,
        ]),
  ]
}
