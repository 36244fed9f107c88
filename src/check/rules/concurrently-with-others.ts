import { describeOutside, isOutsideTransactions } from '../sql/concurrent.ts'
import { transactionKind } from '../sql/transactions.ts'
import type { SqlRule } from '../sql/rule.ts'

/** Several statements in one message are one implicit transaction. https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-MULTI-STATEMENT */
export const concurrentlyWithOthers: SqlRule = {
  level: 'error',
  title: 'CONCURRENTLY together with other statements in one file',
  find: (statement, { file }) =>
    !statement.inTransaction &&
    isOutsideTransactions(statement) &&
    file.statements.some((other) => other !== statement && transactionKind(other) === null)
      ? [
          {
            message: `${describeOutside(statement)} shares its file: Prisma before 7.4, and later where it cannot split the file, sends all of it as one transaction, in which this fails.`,
            instead: 'Give it a migration of its own: one statement a file.',
          },
        ]
      : [],
}
