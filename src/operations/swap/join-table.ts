import { columnExists, noNulls } from '../../sql/checks.ts'
import { addColumn } from '../../sql/ddl.ts'
import { dollarQuoted } from '../../sql/dollar-quote.ts'
import { ident, tableName } from '../../sql/ident.ts'
import type { Statement } from '../../sql/statement.ts'
import { upDirection, type Direction } from '../conversion-sql.ts'
import { displayName } from '../names.ts'
import type { ContractPart, PlanContext } from '../operation.ts'
import { shadowName, swapsOf, type ChangeType } from '../shadow.ts'
import { convertedOf, targetTable } from './columns.ts'

/** Rows of one batch: what two integers and two index entries cost is a few milliseconds of locks. */
const batchRows = 5000

/**
 * The join table of an implicit relation has no model that could name a shadow column, so Prisma would see it as drift after expand and after
 * backfill: it has its shadows within contract only. Its rows are made of two keys, and those were proved with the tables that they come from.
 */
export function joinTableParts(context: PlanContext, change: ChangeType, helpers: readonly Direction[]): readonly ContractPart[] {
  const { table, from, to, shadowType } = change
  const shadow = shadowName(context, change)
  const swaps = swapsOf(context, table)
  const add: ContractPart = {
    slot: 'shadow',
    table,
    key: `changeType.${from.name}`,
    label: `add ${shadow} beside ${displayName(table)}.${from.name}: its value as ${to.type}`,
    safety: 'additive',
    execute: [
      addColumn(table, { ...to, name: shadow, type: shadowType, nullable: true, default: null }),
      ...helpers.flatMap(({ create }) => create),
    ],
    precheck: [],
    postcheck: [columnExists(table, shadow)],
  }
  if (swaps.at(-1) !== change) return [add]
  const fill: ContractPart = {
    slot: 'fillShadow',
    table,
    key: 'fillShadow',
    label: `fill ${swaps.map((swap) => shadowName(context, swap)).join(', ')} of ${displayName(table)}, ${String(batchRows)} rows in a transaction`,
    safety: 'data',
    execute: [fillStatement(context, change)],
    precheck: swaps.map((swap) => columnExists(table, shadowName(context, swap))),
    postcheck: swaps.map((swap) => noNulls(table, shadowName(context, swap))),
  }
  return [add, fill]
}

/**
 * In the order of the table's key, each batch in a transaction of its own, which a DO block may end where it is a statement alone. It waits for
 * no row that somebody else has, which could end in a deadlock: such a row is filled by a later round.
 * https://www.postgresql.org/docs/current/plpgsql-transactions.html
 */
function fillStatement(context: PlanContext, { table }: ChangeType): Statement {
  const target = targetTable(context, table)
  const columns = target?.columns ?? []
  const swaps = swapsOf(context, table)
  const typeBefore = (name: string): string =>
    swaps.find(({ from }) => from.name === name)?.from.type ?? columns.find((column) => column.name === name)?.type ?? ''
  const name = tableName(table)
  const keys = columns.map((column) => ident(column.name)).join(', ')
  const variables = (prefix: string): string => columns.map((_, at) => `${prefix}${String(at)}`).join(', ')
  const values = swaps.map((swap) => ({
    shadow: ident(shadowName(context, swap)),
    value: upDirection(context, convertedOf(context, swap)).over('t'),
  }))
  const assigned = values.map(({ shadow, value }) => `${shadow} = ${value}`).join(', ')
  // A value that cannot be converted is not waited for: the postcheck tells of it.
  const pending = values.map(({ shadow, value }) => `t.${shadow} IS NULL AND ${value} IS NOT NULL`).join(' OR ')
  const row = `(${columns.map((column) => `t.${ident(column.name)}`).join(', ')})`
  const fill = (range: string): string =>
    `UPDATE ${name} AS t SET ${assigned} FROM (SELECT t.ctid AS place FROM ${name} AS t WHERE ${range} AND (${pending}) FOR UPDATE SKIP LOCKED) AS free WHERE t.ctid = free.place;`
  return {
    sql: `DO ${dollarQuoted(
      [
        '',
        'DECLARE',
        ...columns.flatMap((column, at) => [
          `  low${String(at)} ${typeBefore(column.name)};`,
          `  high${String(at)} ${typeBefore(column.name)};`,
        ]),
        'BEGIN',
        '  LOOP',
        `    SELECT ${keys} INTO ${variables('low')} FROM ${name} ORDER BY ${keys} LIMIT 1;`,
        '    WHILE FOUND LOOP',
        `      SELECT ${keys} INTO ${variables('high')} FROM ${name} AS t WHERE ${row} >= (${variables('low')}) ORDER BY ${keys} OFFSET ${String(batchRows)} LIMIT 1;`,
        '      IF NOT FOUND THEN',
        `        ${fill(`${row} >= (${variables('low')})`)}`,
        '        COMMIT;',
        '        EXIT;',
        '      END IF;',
        `      ${fill(`${row} >= (${variables('low')}) AND ${row} < (${variables('high')})`)}`,
        '      COMMIT;',
        `      SELECT ${columns.map((_, at) => `high${String(at)}`).join(', ')} INTO ${variables('low')};`,
        '    END LOOP;',
        `    EXIT WHEN NOT EXISTS (SELECT 1 FROM ${name} AS t WHERE ${pending});`,
        '    PERFORM pg_sleep(0.1);',
        '  END LOOP;',
        'END ',
      ].join('\n'),
    )}`,
    locks: [{ mode: 'ROW EXCLUSIVE', table }],
    transaction: 'forbidden',
    scans: true,
  }
}
