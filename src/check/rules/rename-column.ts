import { nodeAt, textAt } from '../../sql/parse.ts'
import { relationName } from '../sql/nodes.ts'
import type { SqlRule } from '../sql/rule.ts'

export const renameColumn: SqlRule = {
  level: 'error',
  title: 'RENAME COLUMN breaks the application that is running',
  find: ({ kind, node }, context) => {
    const table = nodeAt(node, 'relation')
    if (kind !== 'RenameStmt' || textAt(node, 'renameType') !== 'OBJECT_COLUMN' || !context.isExisting(table)) return []
    const [from, to] = [textAt(node, 'subname'), textAt(node, 'newname')]
    return [
      {
        message: `${relationName(table)}.${from} becomes ${to}: until the last process of the old release is gone, its reads and writes of ${relationName(table)} fail.`,
        instead: 'stager plan --rename keeps both names in step until contract; or keep the column and rename only the field, with @map.',
      },
    ]
  },
}
