import { alterations, relationName } from '../sql/nodes.ts'
import type { SqlRule } from '../sql/rule.ts'

export const dropColumn: SqlRule = {
  level: 'error',
  title: 'DROP COLUMN breaks the application that is running, and loses the data',
  find: (statement, context) =>
    alterations(statement)
      .filter(({ subtype, table }) => subtype === 'AT_DropColumn' && context.isExisting(table))
      .map(({ table, name }) => ({
        message: `${relationName(table)}.${name} is gone at once: reads and writes of ${relationName(table)} by the running application fail, and its values are lost.`,
        instead: `stager plan --drop ${relationName(table)}.${name}: the application stops using it first, contract drops it.`,
      })),
}
