import { nodeAt, textAt } from '../../sql/parse.ts'
import { relationName } from '../sql/nodes.ts'
import type { SqlRule } from '../sql/rule.ts'

export const renameTable: SqlRule = {
  level: 'error',
  title: 'RENAME TABLE and SET SCHEMA break the application that is running',
  find: ({ kind, node }, context) => {
    const table = nodeAt(node, 'relation')
    const isRename = kind === 'RenameStmt' && textAt(node, 'renameType') === 'OBJECT_TABLE'
    const isMove = kind === 'AlterObjectSchemaStmt' && textAt(node, 'objectType') === 'OBJECT_TABLE'
    if ((!isRename && !isMove) || !context.isExisting(table)) return []
    const to = isRename ? textAt(node, 'newname') : `${textAt(node, 'newschema')}.${textAt(table, 'relname')}`
    return [
      {
        message: `${relationName(table)} becomes ${to}: until the last process of the old release is gone, everything that it does with the table fails.`,
        instead:
          'stager plan --rename keeps the old name as a view until contract; or keep the table and rename only the model, with @@map.',
      },
    ]
  },
}
