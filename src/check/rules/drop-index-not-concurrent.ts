import { droppedObjects, isDrop } from '../sql/nodes.ts'
import type { SqlRule } from '../sql/rule.ts'
import { indexesCreated } from '../sql/created.ts'

/** https://www.postgresql.org/docs/current/sql-dropindex.html */
export const dropIndexNotConcurrent: SqlRule = {
  level: 'warning',
  title: 'DROP INDEX without CONCURRENTLY blocks reads and writes',
  find: (statement, { earlier }) => {
    if (!isDrop(statement, 'OBJECT_INDEX') || statement.node['concurrent'] === true) return []
    const own = indexesCreated(earlier)
    return droppedObjects(statement)
      .filter((name) => !own.has(name))
      .map((name) => ({
        message: `Dropping ${name} waits for every transaction on its table, and everybody else waits behind it.`,
        instead: `DROP INDEX CONCURRENTLY "${name.replaceAll('.', '"."')}", alone in its file; or leave it to stager plan.`,
      }))
  },
}
