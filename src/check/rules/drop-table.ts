import { droppedObjects, isDrop } from '../sql/nodes.ts'
import { tablesCreated } from '../sql/created.ts'
import type { SqlRule } from '../sql/rule.ts'

export const dropTable: SqlRule = {
  level: 'error',
  title: 'DROP TABLE breaks the application that is running, and loses the rows',
  find: (statement, { earlier }) => {
    const own = isDrop(statement, 'OBJECT_TABLE') ? tablesCreated(earlier) : new Set<string>()
    return (isDrop(statement, 'OBJECT_TABLE') ? droppedObjects(statement) : [])
      .filter((name) => !own.has(name))
      .map((name) => ({
        message: `${name} is gone at once, with its rows: everything that the running application does with it fails.`,
        instead: `stager plan --drop ${name}: the application stops using it first, contract drops it.`,
      }))
  },
}
