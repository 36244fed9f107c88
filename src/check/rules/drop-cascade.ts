import { textAt } from '../../sql/parse.ts'
import { alterations, droppedObjects, relationName } from '../sql/nodes.ts'
import type { SqlRule } from '../sql/rule.ts'

export const dropCascade: SqlRule = {
  level: 'warning',
  title: 'CASCADE drops what nobody named',
  find: (statement) => {
    const objects = statement.kind === 'DropStmt' && textAt(statement.node, 'behavior') === 'DROP_CASCADE' ? droppedObjects(statement) : []
    const actions = statement.kind === 'AlterTableStmt' && /\bCASCADE\s*$/i.test(statement.text) ? alterations(statement) : []
    const dropped = actions
      .filter(({ subtype }) => subtype === 'AT_DropColumn' || subtype === 'AT_DropConstraint')
      .map(({ table, name }) => `${relationName(table)}.${name}`)
    return [...objects, ...dropped].map((name) => ({
      message: `CASCADE drops everything that depends on ${name}: views, foreign keys, defaults, whatever there is in that database.`,
      instead: 'Drop each of them by name, and let PostgreSQL refuse what was forgotten.',
    }))
  },
}
