import type { Verification } from '../../plan/plan.ts'
import type { Index, PrimaryKey, TableName } from '../../schema/model.ts'
import { altered, distinct } from '../../sql/exact.ts'
import { ident, literal, tableName } from '../../sql/ident.ts'
import { downDirection, type Direction } from '../conversion-sql.ts'
import { dependentsVerification } from '../dependents.ts'
import { keyOf } from '../fill.ts'
import { displayName } from '../names.ts'
import type { PlanContext } from '../operation.ts'
import { beforeSwap, shadowName, swapsOf, type ChangeType } from '../shadow.ts'
import { keyText } from '../tighten.ts'
import { convertedOf, targetColumn, targetTable } from './columns.ts'

/** What contract must not find: rows without their value, values that do not survive, keys that become one. */
export function swapVerifications(context: PlanContext, change: ChangeType, up: Direction, isVolatile: boolean): readonly Verification[] {
  const { table, from, to, shadowType } = change
  const [old, shadow] = [`t.${ident(from.name)}`, `t.${ident(shadowName(context, change))}`]
  const name = `${displayName(table)}.${from.name}`
  const rows = (id: string, label: string, condition: string, hint: string): Verification => ({
    id: `${id}.${name}`,
    label,
    table,
    countSql: `SELECT count(*) FROM ${tableName(table)} AS t WHERE ${condition}`,
    sampleSql: `SELECT ${keyText(keyOf(context, table))} FROM ${tableName(table)} AS t WHERE ${condition} LIMIT 10`,
    hint,
  })
  const asked = `${targetTable(context, table)?.model ?? table.name}.${to.field}`
  return [
    ...(isVolatile
      ? []
      : [
          rows(
            'convert',
            `rows of ${displayName(table)} whose ${from.name} has not been converted to ${to.type}`,
            distinct(shadowType, shadow, up.over('t')),
            'run `stager apply --stage backfill` again',
          ),
        ]),
    // Of the values of an enum `changeEnum` says what is lost.
    ...(shadowType !== to.type
      ? []
      : [
          rows(
            'lost',
            `rows of ${displayName(table)} whose ${from.name} ${to.type} does not hold in full`,
            lost(context, change, up, old, shadow),
            `correct these values, or undo and plan again with --fill '${asked}=<sql expression>', which says what becomes of them`,
          ),
        ]),
    ...(targetColumn(context, change).nullable
      ? []
      : [
          rows(
            'nulls',
            `rows of ${displayName(table)} with NULL in ${from.name} as ${to.type}`,
            `${shadow} IS NULL`,
            `give these rows a value in ${from.name}, then \`stager apply --stage backfill\` again`,
          ),
        ]),
    ...duplicates(context, change),
    ...sequenceRange(context, change),
    dependentsVerification(context, table, from.name),
  ]
}

/** Values that have become NULL or that the way back does not give again; where an answer gave the expression, those for which it fails. */
function lost(context: PlanContext, change: ChangeType, up: Direction, old: string, shadow: string): string {
  const { from, conversion } = change
  if (conversion.given && up.fails !== null) return up.fails('t')
  const gone = `${old} IS NOT NULL AND ${shadow} IS NULL`
  const down = conversion.mayLose ? downDirection(context, convertedOf(context, change)) : null
  return down === null ? gone : `${old} IS NOT NULL AND (${shadow} IS NULL OR ${altered(from.type, down.over('t'), old)})`
}

/** Said once a table. */
function duplicates(context: PlanContext, change: ChangeType): readonly Verification[] {
  const { table } = change
  const target = targetTable(context, table)
  const swaps = swapsOf(context, table)
  const keys: readonly (Index | PrimaryKey)[] = [
    ...(target === undefined || target.primaryKey === null ? [] : [target.primaryKey]),
    ...(target?.indexes ?? []).filter(({ unique }) => unique),
  ]
  return keys.flatMap(({ name, columns }) => {
    const over = swaps.filter(({ from, conversion }) => conversion.mayCollide && columns.includes(from.name))
    return over[0] === change ? [duplicatesOf(context, table, name, columns)] : []
  })
}

function duplicatesOf(context: PlanContext, table: TableName, name: string, columns: readonly string[]): Verification {
  const shadows = beforeSwap(context, table, columns).map((column) => `t.${ident(column)}`)
  const from =
    `FROM ${tableName(table)} AS t WHERE ${shadows.map((column) => `${column} IS NOT NULL`).join(' AND ')} ` +
    `GROUP BY ${shadows.join(', ')} HAVING count(*) > 1`
  return {
    id: `duplicates.${displayName(table)}.${name}`,
    label: `values of ${displayName(table)} (${columns.join(', ')}) that more than one row has once they are converted`,
    table,
    countSql: `SELECT count(*) FROM (SELECT 1 ${from}) AS d`,
    sampleSql: `SELECT concat_ws(', ', ${shadows.join(', ')}) ${from} LIMIT 10`,
    hint: `make them differ: ${name} is unique`,
  }
}

const ranges: Readonly<Record<string, string>> = { SMALLINT: '32767', INTEGER: '2147483647' }

/** A sequence that has gone on further than the new type counts. */
function sequenceRange(context: PlanContext, change: ChangeType): readonly Verification[] {
  const { table, from, to } = change
  const highest = ranges[to.type]
  if (highest === undefined || targetColumn(context, change).default?.kind !== 'sequence' || from.type === 'SMALLINT') return []
  const last = `(SELECT s.last_value FROM pg_catalog.pg_sequences s WHERE format('%I.%I', s.schemaname, s.sequencename)::regclass = pg_get_serial_sequence(${literal(tableName(table))}, ${literal(from.name)})::regclass)`
  return [
    {
      id: `sequence.${displayName(table)}.${from.name}`,
      label: `sequences of ${displayName(table)}.${from.name} beyond the range of ${to.type}`,
      table,
      countSql: `SELECT count(*) FROM (SELECT 1) AS one WHERE ${last} > ${highest}`,
      sampleSql: `SELECT ${last}::text`,
      hint: `undo, and leave ${from.name} as it was`,
    },
  ]
}
