import { takesStrongLock } from '../sql/strong-lock.ts'
import { isSet } from '../sql/settings.ts'
import type { SqlRule } from '../sql/rule.ts'

export const lockTimeoutMissing: SqlRule = {
  level: 'note',
  title: 'a lock that blocks traffic without lock_timeout',
  find: (statement, context) =>
    takesStrongLock(statement, context) && !isSet('lock_timeout', context)
      ? [
          {
            message:
              'While this waits for its lock, everybody who comes later waits behind it, for as long as the longest transaction lasts.',
            instead: "SET lock_timeout = '2s'; before it; stager apply --stage expand sets one and tries again.",
          },
        ]
      : [],
}
