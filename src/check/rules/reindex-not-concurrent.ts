import { nodeAt, nodesAt, textAt } from '../../sql/parse.ts'
import { relationName } from '../sql/nodes.ts'
import type { SqlRule } from '../sql/rule.ts'

/** https://www.postgresql.org/docs/current/sql-reindex.html#SQL-REINDEX-CONCURRENTLY */
export const reindexNotConcurrent: SqlRule = {
  level: 'error',
  title: 'REINDEX without CONCURRENTLY blocks writes, and reads that would use the index',
  find: ({ kind, node }) => {
    if (kind !== 'ReindexStmt') return []
    const options = nodesAt(node, 'params').map((option) => textAt(nodeAt(option, 'DefElem'), 'defname'))
    if (options.includes('concurrently')) return []
    const name = relationName(nodeAt(node, 'relation')) || textAt(node, 'name') || 'the database'
    return [
      {
        message: `Rebuilding the indexes of ${name} blocks writes until it is done.`,
        instead: 'REINDEX TABLE CONCURRENTLY or REINDEX INDEX CONCURRENTLY, alone in its file.',
      },
    ]
  },
}
