import { nodeAt, nodesAt, textAt } from '../../sql/parse.ts'
import { relationName } from '../sql/nodes.ts'
import type { SqlRule } from '../sql/rule.ts'

export const truncate: SqlRule = {
  level: 'error',
  title: 'TRUNCATE loses the rows, with CASCADE those of other tables, too',
  find: ({ kind, node }, context) => {
    if (kind !== 'TruncateStmt') return []
    const tables = nodesAt(node, 'relations').map((relation) => nodeAt(relation, 'RangeVar'))
    const others = textAt(node, 'behavior') === 'DROP_CASCADE' ? ', and those of every table that refers to it' : ''
    return tables
      .filter((table) => context.isExisting(table))
      .map((table) => ({
        message: `All rows of ${relationName(table)} are gone${others}, under ACCESS EXCLUSIVE.`,
        instead: 'Delete what has to go in batches, in a backfill; name each table.',
      }))
  },
}
