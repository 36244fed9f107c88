import { takesStrongLock } from '../sql/strong-lock.ts'
import { isSet } from '../sql/settings.ts'
import type { SqlRule } from '../sql/rule.ts'

export const statementTimeoutMissing: SqlRule = {
  level: 'note',
  title: 'a lock that blocks traffic without statement_timeout',
  find: (statement, context) =>
    takesStrongLock(statement, context) && !isSet('statement_timeout', context)
      ? [
          {
            message: 'Nothing ends this statement if it takes longer than was thought, and it holds a lock that blocks traffic.',
            instead: "SET statement_timeout = '5s'; before it.",
          },
        ]
      : [],
}
