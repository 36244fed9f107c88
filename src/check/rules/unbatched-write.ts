import { nodeAt, textAt, type Node } from '../../sql/parse.ts'
import { relationName } from '../sql/nodes.ts'
import type { SqlRule } from '../sql/rule.ts'

/** `"id" = 7`, alone or under AND: a few rows at most. */
function isByValue(where: Node): boolean {
  const expression = nodeAt(where, 'A_Expr')
  if (textAt(expression, 'kind') === 'AEXPR_OP') {
    const sides = [nodeAt(expression, 'lexpr'), nodeAt(expression, 'rexpr')]
    const operator = JSON.stringify(expression['name'])
    return operator.includes('"="') && sides.some((side) => 'ColumnRef' in side) && sides.some((side) => 'A_Const' in side)
  }
  const bool = nodeAt(where, 'BoolExpr')
  return (
    textAt(bool, 'boolop') === 'AND_EXPR' && Array.isArray(bool['args']) && bool['args'].some((argument) => isByValue(argument as Node))
  )
}

const verbs: Readonly<Record<string, string>> = { UpdateStmt: 'UPDATE', DeleteStmt: 'DELETE', MergeStmt: 'MERGE' }

export const unbatchedWrite: SqlRule = {
  level: 'warning',
  title: 'UPDATE and DELETE of a whole table in one transaction',
  find: ({ kind, node }, context) => {
    const table = nodeAt(node, 'relation')
    const verb = verbs[kind]
    if (verb === undefined || !context.isExisting(table) || isByValue(nodeAt(node, 'whereClause'))) return []
    return [
      {
        message: `${verb} of ${relationName(table)} keeps every row that it touches locked until it is done, and replicas and vacuum wait for it.`,
        instead:
          'A backfill of a plan, in batches: stager plan --fill; for rows that are few, an equality in WHERE, or stager:allow with the number of rows.',
      },
    ]
  },
}
