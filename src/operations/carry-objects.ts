import type { HiddenCheck, HiddenIndex, HiddenStatistics } from '../schema/hidden.ts'
import { constraintExists, constraintMissing, constraintValid, indexMissing, indexValid, statisticsExist } from '../sql/checks.ts'
import {
  addCheckNotValid,
  commentOn,
  createStatistics,
  dropStatistics,
  inSchemaOf,
  renameIndex,
  takeOverConstraint,
  takeOverStatistics,
  validateConstraint,
} from '../sql/ddl.ts'
import { ident, tableName } from '../sql/ident.ts'
import { renameColumnsIn, renameColumnsOfIndex } from '../sql/rename-columns.ts'
import { buildIndex, removeIndex } from './create-index.ts'
import { replacedColumns } from './hidden-fate.ts'
import { displayName, temporaryName } from './names.ts'
import type { PlanContext, Staged } from './operation.ts'

const newNames = (context: PlanContext, { table }: HiddenIndex | HiddenCheck | HiddenStatistics): ReadonlyMap<string, string> =>
  new Map(replacedColumns(context, table).map(({ from, to }) => [from, to]))

/**
 * The same index over the new column, under a temporary name until contract. A unique one waits for contract where rows that the backfill
 * has not reached yet, with NULL in the new column, could collide.
 */
export function carryIndex(context: PlanContext, object: HiddenIndex): Partial<Staged> {
  const { table, name, unique, keys, comment } = object
  const names = newNames(context, object)
  const temporary = temporaryName(context.tag, name)
  const index = { name: temporary, unique, columns: keys, definition: renameColumnsOfIndex(object.definition, names) }
  const swapped = replacedColumns(context, table).some((column) => column.swapped && object.columns.includes(column.from))
  const early = !swapped && (!unique || keys.some((key) => names.has(key)))
  const build = {
    label: `build ${unique ? 'unique ' : ''}index ${name} of ${displayName(table)} anew over ${[...names.values()].join(', ')}`,
  }
  return {
    expand: early ? [{ ...buildIndex('index', table, index), ...build }] : [],
    contract: [
      ...(early ? [] : [{ ...buildIndex('unique', table, index), ...build }]),
      removeIndex('dropIndex', table, { ...index, name }),
      {
        slot: 'dropIndex',
        table,
        key: `takeOver.${name}`,
        label: `the new index of ${displayName(table)} takes over the name ${name}`,
        safety: 'tightening',
        execute: [
          renameIndex(table, temporary, name),
          ...(comment === null ? [] : [commentOn(table, `INDEX ${inSchemaOf(table, name)}`, comment)]),
        ],
        precheck: [],
        postcheck: [indexMissing(table, temporary), indexValid(table, name)],
      },
    ],
    undo: early ? [removeIndex('dropIndex', table, index)] : [],
  }
}

/**
 * In contract only: rows that the backfill has not reached could break it before, and until then the CHECK of the old column holds for both,
 * since every write reaches the old column too.
 */
export function carryCheck(context: PlanContext, object: HiddenCheck): Partial<Staged> {
  const { table, name, expression, inherited, valid, comment } = object
  const temporary = temporaryName(context.tag, table.name, name)
  const renamed = renameColumnsIn(expression, newNames(context, object))
  return {
    contract: [
      {
        slot: 'check',
        table,
        key: `carryCheck.${name}`,
        label: `new rows of ${displayName(table)} keep the CHECK ${name}`,
        safety: 'tightening',
        execute: addCheckNotValid(table, temporary, renamed, inherited ? '' : ' NO INHERIT'),
        precheck: [],
        postcheck: [constraintExists(table, temporary)],
      },
      ...(valid
        ? [
            {
              slot: 'validate' as const,
              table,
              key: `carryCheck.${name}`,
              label: `prove that all rows of ${displayName(table)} keep the CHECK ${name}`,
              safety: 'tightening' as const,
              execute: [validateConstraint(table, temporary)],
              precheck: [constraintExists(table, temporary)],
              postcheck: [constraintValid(table, temporary)],
            },
          ]
        : []),
      {
        slot: 'tighten',
        table,
        key: `takeOver.${name}`,
        label: `the new CHECK of ${displayName(table)} takes over the name ${name}`,
        safety: 'tightening',
        execute: [
          takeOverConstraint(table, temporary, name),
          ...(comment === null ? [] : [commentOn(table, `CONSTRAINT ${ident(name)} ON ${tableName(table)}`, comment)]),
        ],
        precheck: valid ? [constraintValid(table, temporary)] : [constraintExists(table, temporary)],
        postcheck: [constraintMissing(table, temporary), constraintExists(table, name)],
      },
    ],
  }
}

/** The same statistics object over the new column; PostgreSQL fills it at the next ANALYZE. */
export function carryStatistics(context: PlanContext, object: HiddenStatistics): Partial<Staged> {
  const { table, schema, name, kinds, target, comment } = object
  const temporary = { schema, name: temporaryName(context.tag, table.name, name) }
  const on = renameColumnsIn(object.on, newNames(context, object))
  return {
    expand: [
      {
        slot: 'index',
        table,
        key: `carryStatistics.${name}`,
        label: `make the statistics object ${name} of ${displayName(table)} anew`,
        safety: 'additive',
        execute: createStatistics(table, temporary, { kinds, on, target }),
        precheck: [],
        postcheck: [statisticsExist(temporary, true)],
      },
    ],
    contract: [
      {
        slot: 'dropIndex',
        table,
        key: `takeOverStatistics.${name}`,
        label: `the new statistics object of ${displayName(table)} takes over the name ${name}`,
        safety: 'tightening',
        execute: [
          takeOverStatistics(table, temporary, name),
          ...(comment === null ? [] : [commentOn(table, `STATISTICS ${tableName({ schema, name })}`, comment)]),
        ],
        precheck: [],
        postcheck: [statisticsExist(temporary, false), statisticsExist({ schema, name }, true)],
      },
    ],
    undo: [
      {
        slot: 'dropIndex',
        table,
        key: `dropStatistics.${name}`,
        label: `drop the new statistics object of ${displayName(table)} again`,
        safety: 'destructive',
        execute: [dropStatistics(table, temporary)],
        precheck: [],
        postcheck: [statisticsExist(temporary, false)],
      },
    ],
  }
}
