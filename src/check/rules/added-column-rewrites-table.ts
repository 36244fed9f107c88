import { nodeAt, textAt, walk, type Node } from '../../sql/parse.ts'
import { volatileFunctions } from '../../sql/volatile.ts'
import { addedColumns, constraintOf, lastName, relationName, typeOf } from '../sql/nodes.ts'
import { nodesAt } from '../../sql/parse.ts'
import type { SqlRule } from '../sql/rule.ts'

/** now() and CURRENT_TIMESTAMP are the same for all rows of a statement: such a default is stored once. */
const stable: ReadonlySet<string> = new Set(['now', 'transaction_timestamp', 'statement_timestamp'])

function volatileCall(expression: Node): string | null {
  let found: string | null = null
  walk(expression, (kind, node) => {
    const name = kind === 'FuncCall' ? lastName(nodesAt(node, 'funcname')) : ''
    if (volatileFunctions.has(name) && !stable.has(name)) found ??= `${name}()`
    return undefined
  })
  return found
}

/** https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES */
export const addedColumnRewritesTable: SqlRule = {
  level: 'error',
  title: 'ADD COLUMN with a value of its own for each row rewrites the table',
  find: (statement, context) =>
    addedColumns(statement).flatMap(({ table, name, node }) => {
      const why = context.isExisting(table) ? reason(node) : null
      return why === null
        ? []
        : [
            {
              message: `${relationName(table)}.${name} has ${why}: PostgreSQL computes it for every row and rewrites the table while nobody can read or write it.`,
              instead: 'Add the column without it, SET DEFAULT for new rows, and fill the others in batches: stager plan does all three.',
            },
          ]
    }),
}

function reason(column: Node): string | null {
  const generated = constraintOf(column, 'CONSTR_GENERATED')
  if (generated !== undefined) return textAt(generated, 'generated_kind') === 'v' ? null : 'a stored generated value'
  if (constraintOf(column, 'CONSTR_IDENTITY') !== undefined) return 'an identity'
  if (/^(?:small|big)?serial[248]?$/.test(typeOf(column))) return 'a sequence'
  const call = volatileCall(nodeAt(constraintOf(column, 'CONSTR_DEFAULT') ?? {}, 'raw_expr'))
  return call === null ? null : `the volatile default ${call}`
}
