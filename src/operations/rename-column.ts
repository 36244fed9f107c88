import type { ChangeOf } from '../diff/change.ts'
import type { Verification } from '../plan/plan.ts'
import { columnExists, columnMissing, columnNullable } from '../sql/checks.ts'
import { addColumn, alterTable, dropColumn, dropNotNull, setDefault } from '../sql/ddl.ts'
import { distinct } from '../sql/exact.ts'
import { ident, tableName } from '../sql/ident.ts'
import { countsByItself, moveCounting } from '../sql/sequence.ts'
import { carryAttributes } from './carry-attributes.ts'
import { convertedCopy } from './converted-copy.ts'
import { dependentsVerification, replacedColumnRequirements } from './dependents.ts'
import { keyOf, overRow } from './fill.ts'
import { changeColumn, withColumn, withoutColumn } from './fold.ts'
import { displayName } from './names.ts'
import type { ContractPart, Operation, PlanContext, Staged } from './operation.ts'
import { staged } from './staged.ts'
import { alwaysWritten, keyText, nullsVerification, tightenNotNull } from './tighten.ts'

type RenameColumn = ChangeOf<'renameColumn'>

/** The new column holds the old one's value, or what NULL is filled with. */
function plainCopy({ table, from, to, fill }: RenameColumn, context: PlanContext): Staged {
  const old = `t.${ident(from.name)}`
  const renamed = `t.${ident(to.name)}`
  const filled = fill?.kind === 'expression' || fill?.kind === 'query' ? `COALESCE(${old}, ${overRow(context, table, fill.sql)})` : old
  const difference = distinct(from.type, renamed, old)
  const pending = filled === old ? difference : `(${difference} OR ${renamed} IS NULL)`
  const copied: Verification = {
    id: `copy.${displayName(table)}.${to.name}`,
    label: `rows of ${displayName(table)} where ${to.name} is not the value of ${from.name}`,
    table,
    countSql: `SELECT count(*) FROM ${tableName(table)} AS t WHERE ${difference}`,
    sampleSql: `SELECT ${keyText(keyOf(context, table))} FROM ${tableName(table)} AS t WHERE ${difference} LIMIT 10`,
    hint: 'run `stager apply --stage backfill` again',
  }
  return staged({
    sync: [{ table, rule: { kind: 'mirror', from: from.name, to: to.name } }],
    assignments: [
      { table, column: to.name, expression: filled, pending, mustEmpty: true, ...(filled === old ? {} : { carries: from.name }) },
    ],
    verifications: [copied],
    notes: [
      `${displayName(table)}.${from.name} is renamed through a second column. If only the name in the code matters, \`${to.field} ... @map("${from.name}")\` changes no database at all.`,
    ],
  })
}

/** A default takes effect in the new column when nobody writes the old one by itself any more. */
function takeDefault({ table, from, to }: RenameColumn): readonly ContractPart[] {
  if (to.default === null) return []
  const counts = to.default.kind === 'sequence'
  return [
    {
      slot: 'tighten',
      table,
      key: `setDefault.${to.name}`,
      label: `${displayName(table)}.${to.name} takes over the default`,
      safety: 'widening',
      execute: [
        to.default.kind === 'sequence'
          ? { ...alterTable(table, ''), sql: moveCounting(table, from.name, to) }
          : setDefault(table, to.name, to.default.sql),
      ],
      precheck: [],
      postcheck: counts ? [countsByItself(table, to.name, true)] : [],
    },
  ]
}

/**
 * Rows 11 and 15 of the catalogue: a new column beside the old one, kept in step by a two-way trigger until contract drops the old one.
 * The new one may be of another type.
 */
export const renameColumn: Operation<'renameColumn'> = {
  kind: 'renameColumn',
  describe: ({ table, from, to, conversion }) =>
    conversion === null
      ? `rename ${displayName(table)}.${from.name} to ${to.name}`
      : `move ${displayName(table)}.${from.name} (${from.type}) to ${to.name} (${to.type})`,
  apply: ({ table, from, to }, schema) => withColumn(withoutColumn(schema, table, from.name), table, to),
  applyExpand: ({ table, from, to }, schema) =>
    withColumn(changeColumn(schema, table, from.name, { nullable: true }), table, { ...to, nullable: true, default: null }),
  plan(change, context) {
    const { table, from, to } = change
    const name = `${displayName(table)}.${from.name}`
    const copy = change.conversion === null ? plainCopy(change, context) : convertedCopy(change, change.conversion, context)
    return staged({
      ...copy,
      expand: [
        {
          slot: 'alter',
          table,
          key: `renameColumn.${to.name}`,
          label: `add ${displayName(table)}.${to.name} beside ${from.name}, with the same rights, comment and statistics target`,
          safety: 'additive',
          execute: [
            addColumn(table, { ...to, nullable: true, default: null }),
            carryAttributes(table, from.name, to.name, { sameType: change.conversion === null }),
            ...(from.nullable ? [] : [dropNotNull(table, from.name)]),
          ],
          precheck: [],
          postcheck: [columnExists(table, to.name), columnNullable(table, from.name)],
        },
        ...copy.expand,
      ],
      requires: replacedColumnRequirements(context, table, from.name, to.name),
      verifications: [
        ...copy.verifications,
        ...(to.nullable
          ? []
          : [
              nullsVerification(
                table,
                to.name,
                keyOf(context, table),
                `give these rows a value in ${to.name}, then \`stager verify\` again`,
              ),
            ]),
        dependentsVerification(context, table, from.name),
      ],
      contract: [
        ...(to.nullable ? [] : tightenNotNull(context.tag, table, to.name)),
        ...takeDefault(change),
        ...copy.contract,
        {
          slot: 'dropColumn',
          table,
          key: `dropColumn.${from.name}`,
          label: `drop ${name}, which ${to.name} has replaced`,
          safety: 'destructive',
          execute: [dropColumn(table, from.name)],
          precheck: [columnExists(table, to.name)],
          postcheck: [columnMissing(table, from.name)],
        },
      ],
      undo: [
        ...copy.undo,
        ...(from.nullable ? [] : tightenNotNull(context.tag, table, from.name)),
        {
          slot: 'dropColumn',
          table,
          key: `dropColumn.${to.name}`,
          label: `drop ${displayName(table)}.${to.name} again`,
          safety: 'destructive',
          execute: [dropColumn(table, to.name)],
          precheck: [columnExists(table, from.name)],
          postcheck: [columnMissing(table, to.name)],
        },
      ],
      gates: to.nullable ? [] : [alwaysWritten(table, to.name)],
    })
  },
}
