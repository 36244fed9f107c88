import { nodeAt, nodesAt } from '../../sql/parse.ts'
import { relationName } from '../sql/nodes.ts'
import type { SqlRule } from '../sql/rule.ts'

/** The number of SHARE, the weakest table lock that blocks writes: src/include/storage/lockdefs.h. */
const shareLock = 5

export const lockTable: SqlRule = {
  level: 'warning',
  title: 'LOCK TABLE makes the application wait',
  find: ({ kind, node }, context) => {
    if (kind !== 'LockStmt' || Number(node['mode']) < shareLock) return []
    return nodesAt(node, 'relations')
      .map((relation) => nodeAt(relation, 'RangeVar'))
      .filter((table) => context.isExisting(table))
      .map((table) => ({
        message: `LOCK TABLE keeps everybody from ${relationName(table)} until the transaction ends.`,
        instead: 'Let each statement take the lock that it needs, under a lock_timeout.',
      }))
  },
}
