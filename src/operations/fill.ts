import type { Fill } from '../diff/change.ts'
import type { Column, TableName } from '../schema/model.ts'
import { rowKey } from '../schema/row-key.ts'
import { ident } from '../sql/ident.ts'
import { qualifyColumns } from '../sql/parse.ts'
import { isTable } from './fold.ts'
import { displayName } from './names.ts'
import type { PlanContext, Staged } from './operation.ts'
import { staged } from './staged.ts'

/** Every column name that the table has before or after the plan. */
const columnNames = (context: PlanContext, table: TableName): ReadonlySet<string> =>
  new Set(
    [context.before, context.after].flatMap(({ tables }) =>
      tables.filter(isTable(table)).flatMap(({ columns }) => columns.map(({ name }) => name)),
    ),
  )

/** The expression over the backfill's alias `t`. */
export const overRow = (context: PlanContext, table: TableName, sql: string): string =>
  qualifyColumns(sql, 't', columnNames(context, table), table.name)

/** The expression over the row that a trigger sees. */
export const overNew = (context: PlanContext, table: TableName, sql: string): string =>
  qualifyColumns(sql, 'NEW', columnNames(context, table), table.name)

/** The columns by which rows of the table are visited, and named in messages; empty where there are none. */
export function keyOf({ before, after }: PlanContext, table: TableName): readonly string[] {
  const found = before.tables.find(isTable(table))
  return found === undefined ? [] : (rowKey(found, after.tables.find(isTable(table)) ?? found) ?? [])
}

/** Where two rows with NULL are allowed, and two with the fill's value may not be: it would be the old application's write that fails, not the backfill. */
const isInUnique = ({ before }: PlanContext, table: TableName, { name }: Column): boolean =>
  before.tables.some(
    (candidate) => isTable(table)(candidate) && candidate.indexes.some(({ unique, columns }) => unique && columns.includes(name)),
  )

export interface FillOptions {
  /** The value must not stay NULL: contract makes the column required. */
  readonly required: boolean
  /** The column holds the application's own data already: only its NULLs are filled, nothing is computed again. */
  readonly existing: boolean
}

/** How rows get a column's value: the trigger for the old application's writes, the backfill for what is there. */
export function fillColumn(context: PlanContext, table: TableName, column: Column, fill: Fill, options: FillOptions): Staged {
  const isNull = `t.${ident(column.name)} IS NULL`
  const sources = options.existing ? [] : fill.kind === 'none' ? [] : fill.sources
  switch (fill.kind) {
    case 'none':
      return staged({})
    case 'expression': {
      const expression = overRow(context, table, fill.sql)
      const trigger = overNew(context, table, fill.sql)
      return staged({
        // A column with a default of its own needs no trigger: the old application's inserts get it.
        sync:
          column.default === null && !(options.existing && isInUnique(context, table, column))
            ? [
                {
                  table,
                  rule: {
                    kind: 'fill',
                    column: column.name,
                    expression: trigger,
                    sources,
                    required: options.required,
                    canFail: fill.sources.length > 0,
                  },
                },
              ]
            : [],
        assignments: [
          {
            table,
            column: column.name,
            expression,
            pending: options.required ? isNull : `(${isNull} AND (${expression}) IS NOT NULL)`,
            mustEmpty: true,
          },
        ],
      })
    }
    case 'query': {
      const expression = overRow(context, table, fill.sql)
      return staged({
        sync: sources.length === 0 ? [] : [{ table, rule: { kind: 'pending', column: column.name, sources } }],
        assignments: [
          {
            table,
            column: column.name,
            expression,
            pending: options.required ? isNull : `(${isNull} AND (${expression}) IS NOT NULL)`,
            mustEmpty: true,
          },
        ],
        // The new application may write the column itself, so a difference later on is no fault that verification could name.
        notes: [
          `${displayName(table)}.${column.name} is computed from other tables by the backfill, once for each row: where those change afterwards, ` +
            `nothing computes it again, and \`stager verify\` does not compare. A field that moves along a relation is kept in step by \`--rename Model.field:Other.field\`.`,
        ],
      })
    }
    case 'typescript':
      return staged({
        sync: sources.length === 0 ? [] : [{ table, rule: { kind: 'pending', column: column.name, sources } }],
        transforms: [{ table, column, file: fill.file, sources: fill.sources, pending: isNull, mustEmpty: options.required }],
      })
  }
}
