import { isOutsideTransactions } from '../sql/concurrent.ts'
import { isRepeatable } from '../sql/repeatable.ts'
import type { SqlRule } from '../sql/rule.ts'

export const notRepeatable: SqlRule = {
  level: 'note',
  title: 'a statement that fails when it is run again',
  find: (statement) =>
    statement.inTransaction || isRepeatable(statement)
      ? []
      : [
          {
            message: isOutsideTransactions(statement)
              ? 'When this is interrupted, it leaves an INVALID index behind, and running the migration again fails on its name.'
              : 'When the migration fails after this statement, running it again fails here: what it makes is there already.',
            instead: isOutsideTransactions(statement)
              ? 'Leave it to stager plan: stager drops an INVALID index before it tries again.'
              : 'IF NOT EXISTS, IF EXISTS or OR REPLACE; or BEGIN; and COMMIT; around the file.',
          },
        ],
}
