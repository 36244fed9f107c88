import { describeOutside, isOutsideTransactions } from '../sql/concurrent.ts'
import type { SqlRule } from '../sql/rule.ts'

export const concurrentlyInTransaction: SqlRule = {
  level: 'error',
  title: 'CONCURRENTLY between BEGIN and COMMIT fails',
  find: (statement) =>
    statement.inTransaction && isOutsideTransactions(statement)
      ? [
          {
            message: `${describeOutside(statement)} cannot run between BEGIN and COMMIT: PostgreSQL refuses it, and the migration is left failed.`,
            instead: 'Give it a migration of its own, without BEGIN and COMMIT.',
          },
        ]
      : [],
}
