import type { Plan } from '../plan/plan.ts'
import type { Session } from '../run/ports.ts'
import { findTable, sameTable } from '../schema/lookup.ts'
import type { Schema, Table, TableName } from '../schema/model.ts'
import { ident, tableName } from '../sql/ident.ts'
import { conforming } from './conforming.ts'
import { generateTables, insertStatements, type Row, type RowOptions } from './generate-rows.ts'
import { sqlValue } from './rows/literals.ts'

/**
 * Puts generated rows, always the same, into the tables that the plan touches and into those that they refer to. Answers why a table got
 * none, one sentence each: what Prisma does not see (a CHECK, a trigger) may refuse them.
 */
export async function fillTables(
  session: Session,
  plan: Plan,
  { before, target }: { readonly before: Schema; readonly target: Schema },
  rows: number,
): Promise<readonly string[]> {
  const { schema: whole, empty, value } = conforming(before, target, plan.changes)
  const schema: Schema = { ...whole, tables: withParents(whole, plan.tables) }
  const existing = new Map<string, readonly Row[]>()
  for (const table of schema.tables) existing.set(tableName(table), await readRows(session, table))
  const generated = generateTables(schema, {
    rowsPerTable: (table) => (empty.some((one) => sameTable(one, table)) ? 0 : rows),
    seed: plan.name,
    existing: (table) => existing.get(tableName(table)) ?? [],
    value: distinctValues(whole, value),
  })
  const notes: string[] = []
  for (const sql of insertStatements(schema, generated)) {
    await session.execute(sql).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error)
      notes.push(`Generated rows were refused, so there are fewer: ${reason.replace(/\.$/, '')}.`)
    })
  }
  return notes
}

/** What is the same in no two rows stays so in most of what is computed from it, as a unique slug. */
const distinctValues =
  ({ enums }: Schema, special: RowOptions['value']): NonNullable<RowOptions['value']> =>
  (table, column, row, random) => {
    const value = special?.(table, column, row, random)
    if (value !== undefined || column.nullable || column.type.endsWith('[]')) return value
    return sqlValue(column.type, enums, random, row + 1) ?? undefined
  }

/** The tables, and what their foreign keys lead to. */
function withParents(schema: Schema, names: readonly TableName[]): readonly Table[] {
  const found = new Set<Table>()
  const add = (name: TableName): void => {
    const table = findTable(schema, name)
    if (table === undefined || found.has(table)) return
    found.add(table)
    for (const { references } of table.foreignKeys) add(references)
  }
  for (const name of names) add(name)
  return schema.tables.filter((table) => found.has(table))
}

/** As SQL; migrations of the team may have put rows there. */
async function readRows(session: Session, table: Table): Promise<readonly Row[]> {
  if (table.columns.length === 0) return []
  const values = table.columns.map(({ name }) => `quote_nullable(${ident(name)}::text) AS ${ident(name)}`)
  return session.query<Record<string, string>>(`SELECT ${values.join(', ')} FROM ${tableName(table)}`)
}
