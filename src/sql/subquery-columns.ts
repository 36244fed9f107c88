import type { TableName } from '../schema/model.ts'
import { nodeAt, parseExpression, parseStatements, textAt, walk } from './parse.ts'

/** A column that a subquery of an expression reads. */
export interface SubqueryColumn {
  /** Empty for all of them, `t.*`. */
  readonly name: string
  /** The tables that it may be one of: those under its alias, or all where it has none. */
  readonly tables: readonly TableName[]
}

/** What the subqueries of an expression read of which tables. */
export function subqueryColumns(sql: string): readonly SubqueryColumn[] {
  const tables: { readonly alias: string; readonly table: TableName }[] = []
  walk(parseStatements(`SELECT (${sql}\n)`)[0]?.node, (kind, node) => {
    if (kind !== 'RangeVar') return undefined
    const [schema, name] = [textAt(node, 'schemaname'), textAt(node, 'relname')]
    const alias = textAt(nodeAt(node, 'alias'), 'aliasname')
    tables.push({ alias: alias === '' ? name : alias, table: { schema: ['', 'public'].includes(schema) ? null : schema, name } })
    return undefined
  })
  return parseExpression(sql)
    .columns.filter(({ insideSubquery }) => insideSubquery)
    .map(({ name, qualifier }) => ({
      name,
      tables: tables.filter(({ alias }) => qualifier === null || alias === qualifier).map(({ table }) => table),
    }))
}
