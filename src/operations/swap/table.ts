import type { Index, Table } from '../../schema/model.ts'
import { columnExists, columnMissing, indexMissing, indexValid } from '../../sql/checks.ts'
import {
  alterTable,
  analyzeColumns,
  dropConstraint,
  dropDefault,
  dropNotNull,
  inSchemaOf,
  renameIndex,
  setDefault,
  unlocked,
} from '../../sql/ddl.ts'
import { ident, tableName } from '../../sql/ident.ts'
import type { Statement } from '../../sql/statement.ts'
import type { Direction } from '../conversion-sql.ts'
import { carryAttributes } from '../carry-attributes.ts'
import { buildIndex } from '../create-index.ts'
import { displayName, temporaryName } from '../names.ts'
import type { ContractPart, PlanContext } from '../operation.ts'
import { beforeSwap, retiredName, shadowName, swapGroup, swapsOf, touchesSwap, type ChangeType } from '../shadow.ts'
import { overShadows, targetColumn, targetTable } from './columns.ts'
import { fitName } from './keep-fit.ts'
import { moveSequence } from './move-sequence.ts'
import { columnThere, onlyIf } from './only-if.ts'

/**
 * The contract of one column: its part of the table's one swap transaction; with the first column of a table also what all have in common: indexes
 * over the shadows before it, and their names in it.
 */
export function swapTable(context: PlanContext, change: ChangeType, helpers: readonly Direction[]): readonly ContractPart[] {
  const { table } = change
  const swaps = swapsOf(context, table)
  const target = targetTable(context, table)
  if (target === undefined) return []
  const isFirst = swaps[0] === change
  const isLast = swaps.at(-1) === change
  return [
    ...(isFirst
      ? [...indexesOver(context, target).map(({ built }) => buildIndex('unique' as const, table, built)), sample(context, change)]
      : []),
    ...(isFirst ? releaseKey(context, change, target) : []),
    swapColumn(context, change, helpers),
    ...(isLast ? takeNames(context, change, target) : []),
  ]
}

interface CarriedIndex {
  /** The index over the shadows, under its temporary name. */
  readonly built: Index
  readonly name: string
  readonly primary: boolean
}

/** Every index of the target over a swapped column, the primary key included. */
function indexesOver(context: PlanContext, target: Table): readonly CarriedIndex[] {
  const carried = (name: string, index: Omit<Index, 'name'>, primary: boolean): CarriedIndex => ({
    built: {
      ...index,
      name: temporaryName(context.tag, name),
      columns: beforeSwap(context, target, index.columns),
      definition: overShadows(context, target, index.definition),
    },
    name,
    primary,
  })
  const { primaryKey, indexes } = target
  return [
    ...(primaryKey === null || !touchesSwap(context, target, primaryKey.columns)
      ? []
      : [
          carried(
            primaryKey.name,
            { unique: true, columns: primaryKey.columns, definition: `(${primaryKey.columns.map(ident).join(', ')})` },
            true,
          ),
        ]),
    ...indexes.filter(({ columns }) => touchesSwap(context, target, columns)).map((index) => carried(index.name, index, false)),
  ]
}

/** A column has no statistics before somebody reads a sample, and under the old name queries had some. */
function sample(context: PlanContext, { table }: ChangeType): ContractPart {
  const shadows = swapsOf(context, table).map((swap) => shadowName(context, swap))
  return {
    slot: 'validate',
    table,
    key: 'analyze',
    label: `sample ${shadows.join(', ')} of ${displayName(table)} for the query planner`,
    safety: 'additive',
    execute: [analyzeColumns(table, shadows)],
    precheck: [],
    postcheck: [],
  }
}

const part = (context: PlanContext, { table }: ChangeType) =>
  ({ slot: 'swap', table, ...swapGroup(context, table), safety: 'tightening' }) as const

/** The old primary key goes: its columns must take NULL when no client knows them any more. */
function releaseKey(context: PlanContext, change: ChangeType, target: Table): readonly ContractPart[] {
  const key = indexesOver(context, target).find(({ primary }) => primary)
  const { table } = change
  if (key === undefined) return []
  return [
    {
      ...part(context, change),
      key: 'releaseKey',
      label: `the primary key of ${displayName(table)} is built on ${key.built.columns.join(', ')} instead`,
      execute: [onlyIf(columnThere(table, shadowName(context, change)), [dropConstraint(table, key.name)])],
      precheck: [indexValid(table, key.built.name)],
      postcheck: [],
    },
  ]
}

function swapColumn(context: PlanContext, change: ChangeType, helpers: readonly Direction[]): ContractPart {
  const { table, from } = change
  const [shadow, retired] = [shadowName(context, change), retiredName(context, change)]
  const target = targetColumn(context, change)
  const rename = (old: string, name: string): Statement => alterTable(table, `RENAME COLUMN ${ident(old)} TO ${ident(name)}`)
  const own: readonly Statement[] =
    target.default === null
      ? [dropDefault(table, from.name)]
      : target.default.kind === 'sequence'
        ? [moveSequence(table, from.name, shadow, target.type)]
        : [dropDefault(table, from.name), setDefault(table, shadow, target.default.sql)]
  return {
    ...part(context, change),
    key: `swap.${from.name}`,
    label: `${shadow} of ${displayName(table)} is ${from.name} from now on`,
    execute: [
      onlyIf(columnThere(table, shadow), [
        carryAttributes(table, from.name, shadow, { sameType: false }),
        ...(target.nullable ? [dropConstraint(table, fitName(context, change))] : []),
        ...own,
        ...(from.nullable ? [] : [dropNotNull(table, from.name)]),
        rename(from.name, retired),
        rename(shadow, from.name),
      ]),
      ...helpers.flatMap(({ drop }) => drop),
    ],
    precheck: [columnExists(table, shadow)],
    postcheck: [columnMissing(table, shadow), columnExists(table, from.name)],
  }
}

/** Indexes and the primary key over the new columns get the names of the old ones. */
function takeNames(context: PlanContext, change: ChangeType, target: Table): readonly ContractPart[] {
  const { table } = change
  return indexesOver(context, target).map(({ built, name, primary }): ContractPart => ({
    ...part(context, change),
    key: `takeName.${name}`,
    label: `${name} of ${displayName(table)} is the ${primary ? 'primary key' : 'index'} over the new columns`,
    execute: [
      onlyIf(
        indexThere(table, built.name),
        primary
          ? [alterTable(table, `ADD CONSTRAINT ${ident(name)} PRIMARY KEY USING INDEX ${ident(built.name)}`)]
          : [
              dropConstraint(table, name),
              unlocked(`DROP INDEX IF EXISTS ${inSchemaOf(table, name)}`),
              renameIndex(table, built.name, name),
            ],
      ),
    ],
    precheck: [],
    postcheck: [indexValid(table, name), indexMissing(table, built.name)],
  }))
}

const indexThere = (table: Table | ChangeType['table'], name: string): string =>
  `to_regclass('${tableName({ schema: table.schema, name }).replaceAll("'", "''")}') IS NOT NULL`
