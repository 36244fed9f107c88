import { nodesAt, textAt } from '../../sql/parse.ts'
import { lastName } from '../sql/nodes.ts'
import type { SqlRule } from '../sql/rule.ts'

export const enumValuePosition: SqlRule = {
  level: 'note',
  title: 'ADD VALUE without BEFORE or AFTER puts the value last',
  find: ({ kind, node }) => {
    const [value, neighbour] = [textAt(node, 'newVal'), textAt(node, 'newValNeighbor')]
    if (kind !== 'AlterEnumStmt' || value === '' || textAt(node, 'oldVal') !== '' || neighbour !== '') return []
    return [
      {
        message: `'${value}' becomes the last value of ${lastName(nodesAt(node, 'typeName'))}, which is how ORDER BY and comparisons see it.`,
        instead: `ALTER TYPE ... ADD VALUE '${value}' BEFORE or AFTER another one, where the order means something.`,
      },
    ]
  },
}
