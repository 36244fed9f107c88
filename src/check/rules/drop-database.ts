import { textAt } from '../../sql/parse.ts'
import { droppedObjects, isDrop } from '../sql/nodes.ts'
import type { SqlRule } from '../sql/rule.ts'

export const dropDatabase: SqlRule = {
  level: 'error',
  title: 'DROP DATABASE and DROP SCHEMA do not belong into a migration',
  find: (statement) => {
    const schemas = isDrop(statement, 'OBJECT_SCHEMA') ? droppedObjects(statement).map((name) => `The schema ${name}`) : []
    const database = statement.kind === 'DropdbStmt' ? [`The database ${textAt(statement.node, 'dbname')}`] : []
    return [...database, ...schemas].map((what) => ({
      message: `${what} would be dropped, with all that is in it.`,
      instead: 'Drop it by hand, once nothing uses it and a backup has been restored somewhere.',
    }))
  },
}
