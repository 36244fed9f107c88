import { nodeAt, textAt } from '../../sql/parse.ts'
import { relationName } from '../sql/nodes.ts'
import type { SqlRule } from '../sql/rule.ts'

/** https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY */
export const indexNotConcurrent: SqlRule = {
  level: 'error',
  title: 'CREATE INDEX without CONCURRENTLY blocks writes',
  find: ({ kind, node }, context) => {
    const table = nodeAt(node, 'relation')
    if (kind !== 'IndexStmt' || node['concurrent'] === true || !context.isExisting(table)) return []
    const index = textAt(node, 'idxname')
    return [
      {
        message: `Building ${index === '' ? 'this index' : index} blocks every write to ${relationName(table)} until it is built.`,
        instead: 'CREATE INDEX CONCURRENTLY, alone in its file; or leave it to stager plan.',
      },
    ]
  },
}
