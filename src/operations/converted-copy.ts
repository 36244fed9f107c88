import type { ChangeOf, Conversion } from '../diff/change.ts'
import type { Verification } from '../plan/plan.ts'
import { altered } from '../sql/exact.ts'
import { ident, tableName } from '../sql/ident.ts'
import { downDirection, upDirection, type Direction } from './conversion-sql.ts'
import { keyOf, overRow } from './fill.ts'
import { displayName } from './names.ts'
import type { ContractPart, ExpandPart, PlanContext, Staged } from './operation.ts'
import { staged } from './staged.ts'
import { keyText } from './tighten.ts'

type RenameColumn = ChangeOf<'renameColumn'>

/** A value that the new application wrote is never computed again, so only what is NULL is pending. */
export function convertedCopy(change: RenameColumn, conversion: Conversion, context: PlanContext): Staged {
  const { table, from, to, fill } = change
  const columns = { table, from, to, physical: to.name, type: to.type, conversion }
  const isComputed = fill?.kind === 'typescript' || fill?.kind === 'query'
  const up = isComputed ? null : upDirection(context, columns)
  const down = downDirection(context, columns)
  const ways = [up, down].flatMap((way) => (way === null ? [] : [way]))
  const isNull = `t.${ident(to.name)} IS NULL`
  const computed = up?.over('t') ?? (fill?.kind === 'query' ? overRow(context, table, fill.sql) : null)
  const read = up?.sources ?? (fill === null || fill.kind === 'none' ? [] : fill.sources)
  return staged({
    expand: ways.some(({ create }) => create.length > 0) ? [functionsPart(change, ways)] : [],
    sync: [
      {
        table,
        rule: {
          kind: 'convert',
          from: from.name,
          to: to.name,
          sources: [...new Set([from.name, ...read])].filter((name) => name !== to.name),
          up: up?.over('NEW') ?? null,
          down: down?.over('NEW') ?? null,
        },
      },
    ],
    assignments:
      computed === null
        ? []
        : [{ table, column: to.name, expression: computed, pending: `(${isNull} AND (${computed}) IS NOT NULL)`, mustEmpty: true }],
    transforms:
      fill?.kind === 'typescript'
        ? [{ table, column: to, file: fill.file, sources: fill.sources, pending: isNull, mustEmpty: !to.nullable }]
        : [],
    verifications: lost(change, conversion, context, up, down),
    contract: dropFunctions(change, ways),
    undo: dropFunctions(change, ways),
    notes: notesOf(change, conversion),
  })
}

const functionsPart = ({ table, from, to }: RenameColumn, ways: readonly Direction[]): ExpandPart => ({
  slot: 'alter',
  table,
  key: `convert.${to.name}`,
  label: `convert ${from.name} of ${displayName(table)} to ${to.type} and back, without an error for whoever writes`,
  safety: 'additive',
  execute: ways.flatMap(({ create }) => create),
  precheck: [],
  postcheck: [],
})

/** After the trigger, which calls them. */
const dropFunctions = ({ table, to }: RenameColumn, ways: readonly Direction[]): readonly ContractPart[] =>
  ways.every(({ drop }) => drop.length === 0)
    ? []
    : [
        {
          slot: 'dropFunction',
          table,
          key: `dropConversion.${to.name}`,
          label: `drop the functions that converted ${displayName(table)}.${to.name}`,
          safety: 'tightening',
          execute: ways.flatMap(({ drop }) => drop),
          precheck: [],
          postcheck: [],
        },
      ]

/** Nothing is lost that was not acknowledged: an answer acknowledges what its expression makes of a value, but not that it fails. */
function lost(
  { table, from, to }: RenameColumn,
  { given, mayLose }: Conversion,
  context: PlanContext,
  up: Direction | null,
  down: Direction | null,
): readonly Verification[] {
  const [old, converted] = [`t.${ident(from.name)}`, `t.${ident(to.name)}`]
  const name = displayName(table)
  const verification = (id: string, label: string, condition: string, hint: string): Verification => ({
    id: `${id}.${name}.${to.name}`,
    label,
    table: { schema: table.schema, name: table.name },
    countSql: `SELECT count(*) FROM ${tableName(table)} AS t WHERE ${condition}`,
    sampleSql: `SELECT ${keyText(keyOf(context, table))} FROM ${tableName(table)} AS t WHERE ${condition} LIMIT 10`,
    hint,
  })
  const unconverted =
    up === null || !given
      ? `${old} IS NOT NULL`
      : [`${up.over('t')} IS NOT NULL`, ...(up.fails === null ? [] : [up.fails('t')])].join(' OR ')
  return [
    ...(up === null
      ? []
      : [
          verification(
            'convert',
            `rows of ${name} whose ${from.name} (${from.type}) has no value of the type ${to.type} in ${to.name}`,
            `${converted} IS NULL AND (${unconverted})`,
            `run \`stager apply --stage backfill\` again; a value that cannot be converted must be changed in ${from.name} or given in ${to.name}`,
          ),
        ]),
    ...(mayLose && down !== null
      ? [
          verification(
            'lose',
            `rows of ${name} whose ${to.name} does not hold all that ${from.name} does`,
            `${old} IS NOT NULL AND ${converted} IS NOT NULL AND ${altered(from.type, old, down.over('t'))}`,
            `change these values, or plan again with --fill, which says what becomes of them`,
          ),
        ]
      : []),
  ]
}

function notesOf({ table, from, to }: RenameColumn, { down }: Conversion): readonly string[] {
  const name = displayName(table)
  const sameField = from.field === to.field
  return [
    `${name}.${from.name} (${from.type}) goes on in a column of its own, ${to.name} (${to.type}), for clients of the old type cannot read the new one.` +
      (sameField ? ` The code still says ${to.field}: the schema has it under \`@map("${to.name}")\`.` : ''),
    ...(down === null
      ? [
          `Nothing leads back from ${to.name} to ${from.name}: what the new release writes is NULL to the old one, and undo needs those rows filled first. \`--down\` gives them a value.`,
        ]
      : []),
  ]
}
