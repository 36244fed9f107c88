import { nodeAt } from '../../sql/parse.ts'
import { alterations, relationName } from '../sql/nodes.ts'
import type { SqlRule } from '../sql/rule.ts'

/** PostgreSQL 14 and later can do it without blocking. https://www.postgresql.org/docs/current/sql-altertable.html */
export const detachPartitionNotConcurrent: SqlRule = {
  level: 'warning',
  title: 'DETACH PARTITION without CONCURRENTLY blocks reads and writes',
  find: (statement, context) =>
    alterations(statement)
      .filter(({ subtype, def, table }) => {
        return subtype === 'AT_DetachPartition' && nodeAt(def, 'PartitionCmd')['concurrent'] !== true && context.isExisting(table)
      })
      .map(({ table, def }) => {
        const partition = relationName(nodeAt(nodeAt(def, 'PartitionCmd'), 'name'))
        return {
          message: `Detaching ${partition} takes ACCESS EXCLUSIVE on ${relationName(table)}: every read and write waits.`,
          instead: `ALTER TABLE ${relationName(table)} DETACH PARTITION ${partition} CONCURRENTLY, alone in its file.`,
        }
      }),
}
