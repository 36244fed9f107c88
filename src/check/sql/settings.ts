import { settingOf, transactionKind } from './transactions.ts'
import type { LintContext } from './rule.ts'

/** True when an earlier statement of the file has set it, and no transaction that it was local to has ended since. */
export function isSet(name: string, { file, index }: LintContext): boolean {
  const earlier = file.statements.slice(0, index)
  const lastEnd = earlier.findLastIndex((statement) => transactionKind(statement) === 'end')
  return earlier.some((statement, at) => {
    const setting = settingOf(statement)
    return setting?.name === name && (!setting.isLocal || (at > lastEnd && statement.inTransaction))
  })
}
