import { textAt } from '../../sql/parse.ts'
import { transactionKind } from '../sql/transactions.ts'
import type { SqlRule } from '../sql/rule.ts'

export const transactionNested: SqlRule = {
  level: 'warning',
  title: 'BEGIN in a transaction, or COMMIT without one, does nothing',
  find: (statement, { file, index }) => {
    const kind = transactionKind(statement)
    if (kind === null) return []
    const last = file.statements
      .slice(0, index)
      .map(transactionKind)
      .findLast((each) => each !== null)
    if (kind === 'begin' && last === 'begin') {
      return [
        {
          message: 'BEGIN in a transaction only warns: the next COMMIT ends both, and what follows it runs outside any.',
          instead: 'One BEGIN and one COMMIT a file; SAVEPOINT where a part may fail.',
        },
      ]
    }
    if (kind === 'end' && last !== 'begin') {
      return [
        {
          message: `${textAt(statement.node, 'kind') === 'TRANS_STMT_ROLLBACK' ? 'ROLLBACK' : 'COMMIT'} without a BEGIN ends a transaction that the file did not begin.`,
          instead: 'BEGIN; before the first statement, or remove this one.',
        },
      ]
    }
    return []
  },
}
