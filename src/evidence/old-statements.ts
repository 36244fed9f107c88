import type { Growth, OldStatement } from './evidence.ts'
import type { OldNames } from './old-names.ts'
import type { SeenStatement } from '../run/evidence-ports.ts'
import { sqlUses } from './sql-uses.ts'

/** The statements that name an old column or table as PostgreSQL would read them; a mere word in the text is none. */
export function oldStatements(statements: readonly SeenStatement[], names: OldNames): readonly Omit<OldStatement, keyof Growth>[] {
  return statements.flatMap(({ id, query }) => {
    const uses = sqlUses(query, names).filter(({ confidence }) => confidence !== 'possible')
    if (uses.length === 0) return []
    const named = uses.map(({ table, column }) => (column === null ? table.name : `${table.name}.${column}`))
    return [{ id, query, names: [...new Set(named)], access: uses.some(({ access }) => access === 'write') ? 'write' : 'read' }]
  })
}
