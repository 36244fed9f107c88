import type { Verification } from '../plan/plan.ts'
import type { TableName } from '../schema/model.ts'
import { columnGeneratesItself, countOf, dependents, namesOf, tableDependents, typeDependents, type Expected } from '../sql/dependents.ts'
import type { Check } from '../sql/statement.ts'
import { isTable } from './fold.ts'
import { carriedIdentities, knownIdentities } from './hidden-fate.ts'
import { keyChangeOf } from './key-change.ts'
import { nameBeforeMove } from './moves.ts'
import { displayName } from './names.ts'
import type { PlanContext } from './operation.ts'
import { isSwapped } from './shadow.ts'

/** What schema.prisma knows, now or in between, to hang on the table's columns. */
export function expectedOf(context: PlanContext, table: TableName): Expected {
  const tables = [...context.before.tables, ...context.after.tables]
  const key = keyChangeOf(context, table)
  return {
    indexes: [
      ...tables
        .filter(isTable(table))
        .flatMap(({ indexes, primaryKey }) => [...indexes, ...(primaryKey === null ? [] : [primaryKey])].map(({ name }) => name)),
      // Only the transition schema has these.
      ...[key?.formerIndex, key?.newIndex?.index].flatMap((index) => (index === undefined || index === null ? [] : [index.name])),
    ],
    foreignKeys: tables.flatMap((each) =>
      each.foreignKeys.filter(({ references }) => isTable(table)(each) || isTable(table)(references)).map(({ name }) => name),
    ),
  }
}

/** The swap of a column drops the constraint where its index is one. */
function expectedOfColumn(context: PlanContext, table: TableName, column: string): Expected {
  const expected = expectedOf(context, table)
  return isSwapped(context, table, column) ? { ...expected, uniqueConstraints: expected.indexes } : expected
}

const verification = (table: TableName, id: string, label: string, objects: string, hint: string): Verification => ({
  id: `dependents.${id}`,
  // PostgreSQL itself refuses a DROP COLUMN that most of them need.
  kind: 'dependents',
  label,
  table: { schema: table.schema, name: table.name },
  countSql: countOf(objects),
  sampleSql: namesOf(objects),
  hint,
})

const wayOut = 'drop or rewrite them in a migration of your own: stager never drops what Prisma cannot see'

/** What would stop a DROP COLUMN, or vanish with it unseen by Prisma. */
export const dependentsVerification = (context: PlanContext, table: TableName, column: string): Verification =>
  verification(
    table,
    `${displayName(table)}.${column}`,
    `objects that depend on ${displayName(table)}.${column}`,
    dependents(table, column, { ...expectedOfColumn(context, table, column), known: carriedIdentities(context, table) }),
    wayOut,
  )

/** What would stop a DROP TABLE, or lose the table unseen by Prisma. */
export const tableDependentsVerification = ({ before, after }: PlanContext, table: TableName): Verification =>
  verification(
    table,
    displayName(table),
    `objects that depend on ${displayName(table)}`,
    tableDependents(
      table,
      [...before.tables, ...after.tables].flatMap(({ foreignKeys }) => foreignKeys.map(({ name }) => name)),
    ),
    wayOut,
  )

/** What hangs on a column that another one replaces, and would stay behind: expand does not begin while there is any. */
export function replacedColumnRequirements(context: PlanContext, table: TableName, from: string, to: string): readonly Verification[] {
  const name = `${displayName(table)}.${from}`
  const now = nameBeforeMove(context, table, from)
  const options = { identity: !isSwapped(context, table, from) }
  return [
    verification(
      table,
      name,
      `objects on ${name} that this plan does not carry over to ${to}`,
      dependents(table, from, { ...expectedOfColumn(context, table, from), known: knownIdentities(context, table) }),
      'plan again with --database-url, which carries what can be carried and names the rest',
    ),
    {
      id: `generated.${name}`,
      label: `values of ${name} that PostgreSQL itself computes (GENERATED ALWAYS)${options.identity ? ' or numbers (IDENTITY)' : ''}`,
      table: { schema: table.schema, name: table.name },
      countSql: `SELECT count(*) ${columnGeneratesItself(now.table, now.column, options)}`,
      sampleSql: `SELECT a.attname::text ${columnGeneratesItself(now.table, now.column, options)}`,
      hint: `leave the column as it is: @map("${from}") gives it another name in the code only`,
    },
  ]
}

/** What ALTER TYPE stops at, or would build again by reading the whole table. */
export const noDependents = (table: TableName, column: string): Check => ({
  label:
    `no view, policy, trigger, function, publication, generated column, CHECK, statistics object, partial index or index over an expression ` +
    `uses ${displayName(table)}.${column}`,
  sql: `SELECT NOT EXISTS (SELECT 1 ${typeDependents(table, column)})`,
})
