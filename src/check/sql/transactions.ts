import { nodeAt, nodesAt, textAt, type ParsedStatement } from '../../sql/parse.ts'

/** Whether a statement begins or ends a transaction block. */
export function transactionKind({ kind, node }: ParsedStatement): 'begin' | 'end' | null {
  if (kind !== 'TransactionStmt') return null
  switch (textAt(node, 'kind')) {
    case 'TRANS_STMT_BEGIN':
    case 'TRANS_STMT_START':
      return 'begin'
    case 'TRANS_STMT_COMMIT':
    case 'TRANS_STMT_ROLLBACK':
    case 'TRANS_STMT_PREPARE':
      return 'end'
    default:
      return null
  }
}

/** The setting that a statement sets, by SET or by `set_config()`; null for any other statement. */
export function settingOf({ kind, node }: ParsedStatement): { readonly name: string; readonly isLocal: boolean } | null {
  if (kind === 'VariableSetStmt') return { name: textAt(node, 'name').toLowerCase(), isLocal: node['is_local'] === true }
  const [target] = kind === 'SelectStmt' ? nodesAt(node, 'targetList') : []
  const call = nodeAt(nodeAt(nodeAt(target ?? {}, 'ResTarget'), 'val'), 'FuncCall')
  if (
    nodesAt(call, 'funcname')
      .map((part) => textAt(nodeAt(part, 'String'), 'sval'))
      .at(-1) !== 'set_config'
  )
    return null
  const [name, , local] = nodesAt(call, 'args').map((argument) => nodeAt(argument, 'A_Const'))
  return {
    name: textAt(nodeAt(name ?? {}, 'sval'), 'sval').toLowerCase(),
    isLocal: nodeAt(local ?? {}, 'boolval')['boolval'] === true,
  }
}

/** Statements that change nothing but their session or transaction. */
export const isSetting = (statement: ParsedStatement): boolean =>
  statement.kind === 'TransactionStmt' || statement.kind === 'VariableSetStmt' || settingOf(statement) !== null
