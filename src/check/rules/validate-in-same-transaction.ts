import { textAt } from '../../sql/parse.ts'
import { alterations, relationName } from '../sql/nodes.ts'
import type { LintStatement } from '../sql/lint-file.ts'
import { transactionKind } from '../sql/transactions.ts'
import type { SqlRule } from '../sql/rule.ts'

/** What was added since the last BEGIN is still locked. */
function sinceBegin(statements: readonly LintStatement[]): readonly LintStatement[] {
  const begin = statements.findLastIndex((statement) => transactionKind(statement) !== null)
  return statements.slice(begin + 1)
}

export const validateInSameTransaction: SqlRule = {
  level: 'error',
  title: 'NOT VALID and VALIDATE in one transaction',
  find: (statement, context) => {
    const before = statement.inTransaction ? sinceBegin(context.file.statements.slice(0, context.index)) : []
    const added = [...before, statement].flatMap((each) =>
      alterations(each)
        .filter(({ subtype }) => subtype === 'AT_AddConstraint')
        .map(({ constraint }) => textAt(constraint, 'conname')),
    )
    return alterations(statement)
      .filter(({ subtype, name, table }) => subtype === 'AT_ValidateConstraint' && added.includes(name) && context.isExisting(table))
      .map(({ name, table }) => ({
        message: `${name} is added and validated in one transaction, so the lock of ADD CONSTRAINT is held while all rows of ${relationName(table)} are read.`,
        instead: 'Commit between them: VALIDATE CONSTRAINT belongs into a migration of its own.',
      }))
  },
}
