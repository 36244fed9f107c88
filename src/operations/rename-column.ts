import { columnExists, columnMissing, columnNullable } from '../sql/checks.ts'
import { addColumn, dropColumn, dropNotNull, setDefault } from '../sql/ddl.ts'
import { ident, tableName } from '../sql/ident.ts'
import { dependentsVerification } from './dependents.ts'
import { keyOf, overRow } from './fill.ts'
import { changeColumn, withColumn, withoutColumn } from './fold.ts'
import { displayName } from './names.ts'
import type { ContractPart, Operation } from './operation.ts'
import { staged } from './staged.ts'
import { alwaysWritten, keyText, nullsVerification, tightenNotNull } from './tighten.ts'

/** json has no equality operator. */
const differ = (type: string, left: string, right: string): string => {
  const cast = /^(json|xml)\b/i.test(type) ? '::text' : ''
  return `${left}${cast} IS DISTINCT FROM ${right}${cast}`
}

/** Row 11 of the catalogue: a new column beside the old one, kept equal by a two-way trigger until contract drops the old one. */
export const renameColumn: Operation<'renameColumn'> = {
  kind: 'renameColumn',
  describe: ({ table, from, to }) => `rename ${displayName(table)}.${from.name} to ${to.name}`,
  apply: ({ table, from, to }, schema) => withColumn(withoutColumn(schema, table, from.name), table, to),
  applyExpand: ({ table, from, to }, schema) =>
    withColumn(changeColumn(schema, table, from.name, { nullable: true }), table, { ...to, nullable: true, default: null }),
  plan({ table, from, to, fill }, context) {
    const old = `t.${ident(from.name)}`
    const renamed = `t.${ident(to.name)}`
    const name = `${displayName(table)}.${from.name}`
    const filled = fill?.kind === 'expression' || fill?.kind === 'query' ? `COALESCE(${old}, ${overRow(context, table, fill.sql)})` : old
    const difference = differ(from.type, renamed, old)
    const pending = filled === old ? difference : `(${difference} OR ${renamed} IS NULL)`
    const makeDefault: readonly ContractPart[] =
      to.default === null || to.default.kind === 'sequence'
        ? []
        : [
            {
              slot: 'tighten',
              table,
              key: `setDefault.${to.name}`,
              label: `${displayName(table)}.${to.name} takes over the default`,
              safety: 'widening',
              execute: [setDefault(table, to.name, to.default.sql)],
              precheck: [],
              postcheck: [],
            },
          ]
    return staged({
      expand: [
        {
          slot: 'alter',
          table,
          key: `renameColumn.${to.name}`,
          label: `add ${displayName(table)}.${to.name} beside ${from.name}`,
          safety: 'additive',
          execute: [addColumn(table, { ...to, nullable: true, default: null }), ...(from.nullable ? [] : [dropNotNull(table, from.name)])],
          precheck: [],
          postcheck: [columnExists(table, to.name), columnNullable(table, from.name)],
        },
      ],
      sync: [{ table, rule: { kind: 'mirror', from: from.name, to: to.name } }],
      assignments: [{ table, column: to.name, expression: filled, pending, mustEmpty: true }],
      verifications: [
        {
          id: `copy.${displayName(table)}.${to.name}`,
          label: `rows of ${displayName(table)} where ${to.name} is not the value of ${from.name}`,
          table,
          countSql: `SELECT count(*) FROM ${tableName(table)} AS t WHERE ${difference}`,
          sampleSql: `SELECT ${keyText(keyOf(context, table))} FROM ${tableName(table)} AS t WHERE ${difference} LIMIT 10`,
          hint: 'run `stager apply --stage backfill` again',
        },
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
        dependentsVerification(table, from.name),
      ],
      contract: [
        ...(to.nullable ? [] : tightenNotNull(context.tag, table, to.name)),
        ...makeDefault,
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
      notes: [
        `${name} is renamed through a second column. If only the name in the code matters, \`${to.field} ... @map("${from.name}")\` changes no database at all.`,
      ],
    })
  },
}
