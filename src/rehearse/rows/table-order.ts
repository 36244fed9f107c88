import { sameTable } from '../../schema/lookup.ts'
import type { ForeignKey, Schema, Table, TableName } from '../../schema/model.ts'

const isRequired = (table: Table, key: ForeignKey): boolean =>
  key.columns.every((name) => table.columns.some((column) => column.name === name && !column.nullable))

const parentsOf = (table: Table, tables: readonly Table[], keys: (table: Table) => readonly ForeignKey[]): readonly Table[] =>
  keys(table).flatMap(({ references }) => tables.filter((other) => other !== table && sameTable(other, references)))

/** Tarjan's algorithm: groups of tables that refer to each other in a circle, parents first. */
function components(tables: readonly Table[], keys: (table: Table) => readonly ForeignKey[]): readonly (readonly Table[])[] {
  const groups: (readonly Table[])[] = []
  const seen = new Map<Table, { index: number; low: number; open: boolean }>()
  const stack: Table[] = []
  const visit = (table: Table): { index: number; low: number; open: boolean } => {
    const state = { index: seen.size, low: seen.size, open: true }
    seen.set(table, state)
    stack.push(table)
    for (const parent of parentsOf(table, tables, keys)) {
      const known = seen.get(parent)
      if (known === undefined) state.low = Math.min(state.low, visit(parent).low)
      else if (known.open) state.low = Math.min(state.low, known.index)
    }
    if (state.low === state.index) {
      const group = stack.splice(stack.indexOf(table))
      for (const member of group) (seen.get(member) ?? state).open = false
      groups.push(group)
    }
    return state
  }
  for (const table of tables) if (!seen.has(table)) visit(table)
  return groups
}

/** Tables in groups that must be inserted by one statement, parents first; in a group, as few required references forwards as possible. */
export function tableGroups({ tables }: Schema): readonly (readonly Table[])[] {
  return components(tables, ({ foreignKeys }) => foreignKeys).map((group) =>
    group.length === 1 ? group : components(group, (table) => table.foreignKeys.filter((key) => isRequired(table, key))).flat(),
  )
}

export const nameKey = ({ schema, name }: TableName): string => JSON.stringify([schema, name])
