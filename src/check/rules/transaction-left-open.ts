import { transactionKind } from '../sql/transactions.ts'
import type { SqlRule } from '../sql/rule.ts'

export const transactionLeftOpen: SqlRule = {
  level: 'error',
  title: 'BEGIN without COMMIT: nothing of the file is kept',
  find: (statement, { file, index }) =>
    transactionKind(statement) === 'begin' && !file.statements.slice(index + 1).some((later) => transactionKind(later) === 'end')
      ? [
          {
            message:
              'The transaction that begins here has no end: PostgreSQL takes back all of it when the connection closes, and Prisma records the migration as applied.',
            instead: 'COMMIT; at the end of the file.',
          },
        ]
      : [],
}
