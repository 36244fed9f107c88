import { columnExists, columnMissing, sessionsInUtc } from '../sql/checks.ts'
import { addColumn, dropColumn } from '../sql/ddl.ts'
import { distinct } from '../sql/exact.ts'
import { ident } from '../sql/ident.ts'
import { volatileFunctions } from '../sql/volatile.ts'
import { parseExpression } from '../sql/parse.ts'
import { downDirection, upDirection } from './conversion-sql.ts'
import { dependentsVerification, replacedColumnRequirements } from './dependents.ts'
import { changeColumn, withColumn } from './fold.ts'
import { displayName } from './names.ts'
import type { ContractPart, Operation } from './operation.ts'
import { isNewTable } from './origin.ts'
import { isJoinTable, retiredName, shadowName } from './shadow.ts'
import { staged } from './staged.ts'
import type { SyncRule } from './sync-rule.ts'
import { swapVerifications } from './swap/verifications.ts'
import { isWrittenByForeignKey, swapForeignKeys, swappedOrphans } from './swap/foreign-keys.ts'
import { swapTable } from './swap/table.ts'
import { convertedOf, targetColumn } from './swap/columns.ts'
import { gatesOf, notesOf } from './swap/gates.ts'
import { joinTableParts } from './swap/join-table.ts'
import { keepFit } from './swap/keep-fit.ts'
import { tightenNotNull } from './tighten.ts'

/**
 * Prisma's adapter writes a timestamp without a zone, and reads it without one: only in sessions that are in UTC do clients of both types mean the
 * same instant.
 */
const readsTimeZone = (type: string): boolean => /^TIME(STAMP)?TZ/.test(type)

/**
 * Rows 14 and 16 of the catalogue: a shadow column of the new type, which no client knows, follows the old one by a trigger, and takes over its name,
 * default, sequence, indexes and keys at contract. The old column has no name that a client knows from then on, and goes.
 */
export const changeType: Operation<'changeType'> = {
  kind: 'changeType',
  describe: ({ table, from, to }) => `${displayName(table)}.${to.name} changes from ${from.type} to ${to.type}`,
  apply: ({ table, to }, schema) => changeColumn(schema, table, to.name, { type: to.type }),
  applyExpand: (change, schema, context) =>
    isJoinTable(context, change.table)
      ? schema
      : withColumn(schema, change.table, {
          ...change.to,
          name: shadowName(context, change),
          type: change.shadowType,
          nullable: true,
          default: null,
          clientDefault: null,
        }),
  plan(change, context) {
    const { table, from, to, shadowType, conversion } = change
    const name = `${displayName(table)}.${from.name}`
    const shadow = shadowName(context, change)
    const converted = convertedOf(context, change)
    const up = upDirection(context, converted)
    const down = isWrittenByForeignKey(context, table, from.name) ? downDirection(context, converted) : null
    const value = `t.${ident(shadow)}`
    const isVolatile = parseExpression(conversion.up).functions.some((called) => volatileFunctions.has(called))
    const helpers = [up, ...(down === null ? [] : [down])]
    const rule: SyncRule = {
      kind: 'shadow',
      column: shadow,
      of: from.name,
      sources: up.sources,
      up: up.over('NEW'),
      down: down?.over('NEW') ?? null,
    }
    const contract: readonly ContractPart[] = [
      ...(targetColumn(context, change).nullable ? keepFit(context, change, up) : tightenNotNull(context.tag, table, shadow)),
      ...swapTable(context, change, helpers),
      ...swapForeignKeys(context, change),
      {
        slot: 'dropColumn',
        table,
        key: `dropColumn.${retiredName(context, change)}`,
        label: `drop the ${from.type} that ${name} was`,
        safety: 'destructive',
        execute: [dropColumn(table, retiredName(context, change))],
        precheck: [columnMissing(table, shadow)],
        postcheck: [columnMissing(table, retiredName(context, change))],
      },
    ]
    if (isJoinTable(context, table)) {
      return staged({
        sync: [{ table, rule }],
        requires: replacedColumnRequirements(context, table, from.name, `the ${to.type} that takes over`),
        verifications: [dependentsVerification(context, table, from.name)],
        contract: [...joinTableParts(context, change, helpers), ...contract],
        gates: gatesOf(context, change),
        notes: notesOf(context, change),
      })
    }
    return staged({
      expand: [
        {
          slot: 'alter',
          table,
          key: `changeType.${from.name}`,
          label: `add ${shadow} beside ${name}: its value as ${to.type}`,
          safety: 'additive',
          execute: [
            addColumn(table, { ...to, name: shadow, type: shadowType, nullable: true, default: null }),
            ...helpers.flatMap(({ create }) => create),
          ],
          precheck: readsTimeZone(from.type) === readsTimeZone(to.type) ? [] : [sessionsInUtc],
          postcheck: [columnExists(table, shadow)],
        },
      ],
      requires: replacedColumnRequirements(context, table, from.name, `the ${to.type} that takes over`),
      sync: [{ table, rule }],
      // Nobody wrote a new table before its trigger was there.
      assignments: isNewTable(context, table)
        ? []
        : [
            {
              table,
              column: shadow,
              expression: up.over('t'),
              pending: isVolatile ? `${value} IS NULL` : distinct(shadowType, value, up.over('t')),
              mustEmpty: true,
            },
          ],
      verifications: [...swapVerifications(context, change, up, isVolatile), ...swappedOrphans(context, change)],
      contract,
      gates: gatesOf(context, change),
      notes: notesOf(context, change),
      undo: [
        {
          slot: 'dropColumn',
          table,
          key: `dropColumn.${shadow}`,
          label: `drop ${displayName(table)}.${shadow} again`,
          safety: 'destructive',
          execute: [dropColumn(table, shadow), ...helpers.flatMap(({ drop }) => drop)],
          precheck: [],
          postcheck: [columnMissing(table, shadow)],
        },
      ],
    })
  },
}
