import { nodeAt } from '../../sql/parse.ts'
import type { LintStatement } from '../sql/lint-file.ts'
import { isOutsideTransactions } from '../sql/concurrent.ts'
import { isRepeatable } from '../sql/repeatable.ts'
import { isSetting, transactionKind } from '../sql/transactions.ts'
import type { LintContext, SqlRule } from '../sql/rule.ts'

const writing: ReadonlySet<string> = new Set(['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt', 'DropStmt', 'TruncateStmt'])

/**
 * Since 7.4 `prisma migrate deploy` sends a file one statement at a time, each of which commits; before that the file was one implicit
 * transaction. A failure halfway leaves the first half behind, and the file cannot be run again.
 */
export const fileNotAtomic: SqlRule = {
  level: 'warning',
  title: 'a file of several statements is not atomic since Prisma 7.4',
  find: (statement, context) => {
    const units = unitsOf(context.file.statements)
    const [first] = units.flat().filter((each) => !isSetting(each))
    if (statement !== first || units.length < 2) return []
    const all = units.flat()
    // Where nothing is there before, a failure is repaired by dropping what was made.
    if (!all.some((each) => touchesExisting(each, context)) || all.some(isOutsideTransactions)) return []
    if (units.slice(0, -1).flat().every(isRepeatable)) return []
    return [
      {
        message: `Prisma 7.4 and later commits each of the ${String(units.length)} statements on its own: when a later one fails, the earlier ones stay, and the file cannot be run again.`,
        instead:
          'Put BEGIN; and COMMIT; around them, give each a migration of its own, or apply it with stager apply --stage expand, which runs it in one transaction.',
        ...(all.some(({ kind }) => writing.has(kind)) ? {} : { level: 'note' as const }),
      },
    ]
  },
}

/** What commits together: a transaction block, or a single statement. Settings are no work. */
function unitsOf(statements: readonly LintStatement[]): readonly (readonly LintStatement[])[] {
  const units: LintStatement[][] = []
  let block: LintStatement[] | null = null
  for (const statement of statements) {
    const kind = transactionKind(statement)
    if (kind === 'begin') block = []
    else if (kind === 'end') {
      if (block !== null && block.length > 0) units.push(block)
      block = null
    } else if (!isSetting(statement)) (block ?? units[units.push([]) - 1] ?? []).push(statement)
  }
  if (block !== null && block.length > 0) units.push(block)
  return units
}

const making = /^(?:Create|View|Composite|Define)/

function touchesExisting({ kind, node }: LintStatement, context: LintContext): boolean {
  const relation = nodeAt(node, 'relation')
  if (kind === 'CreateStmt') return false
  return 'relname' in relation ? context.isExisting(relation) : !making.test(kind)
}
