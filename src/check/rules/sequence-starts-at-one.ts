import { nodesAt, walk, type Node } from '../../sql/parse.ts'
import type { LintStatement } from '../sql/lint-file.ts'
import { alterations, lastName, relationName } from '../sql/nodes.ts'
import type { SqlRule } from '../sql/rule.ts'

/** What Prisma writes when a field gets `autoincrement()`: a sequence that knows nothing of the rows there are. */
export const sequenceStartsAtOne: SqlRule = {
  level: 'error',
  title: 'a new sequence for a filled column starts at 1',
  find: (statement, context) =>
    alterations(statement)
      .filter(({ subtype, table, def }) => {
        return subtype === 'AT_ColumnDefault' && context.isExisting(table) && calls(def, 'nextval')
      })
      .filter(() => {
        const { statements } = context.file
        return statements.some(({ kind }) => kind === 'CreateSeqStmt') && !statements.some((other) => setsSequence(other))
      })
      .map(({ table, name }) => ({
        message: `${relationName(table)}.${name} gets its numbers from a new sequence that starts at 1: inserts collide with the rows there are.`,
        instead: `SELECT setval(...) to the largest ${name} in the same transaction; or leave it to stager plan, which does.`,
      })),
}

const setsSequence = ({ kind, node }: LintStatement): boolean =>
  calls(node, 'setval') ||
  (kind === 'CreateSeqStmt' && JSON.stringify(node['options'] ?? '').includes('"start"')) ||
  kind === 'AlterSeqStmt'

function calls(root: Node, name: string): boolean {
  let found = false
  walk(root, (kind, node) => {
    if (kind === 'FuncCall' && lastName(nodesAt(node, 'funcname')) === name) found = true
    return undefined
  })
  return found
}
