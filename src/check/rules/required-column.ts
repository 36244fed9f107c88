import { addedColumns, constraintOf, relationName, typeOf } from '../sql/nodes.ts'
import type { SqlRule } from '../sql/rule.ts'

const sequences = /^(?:small|big)?serial[248]?$/

export const requiredColumn: SqlRule = {
  level: 'error',
  title: 'a required column without a default fails as soon as the table has a row',
  find: (statement, context) =>
    addedColumns(statement)
      .filter(({ table, node }) => {
        const isRequired = ['CONSTR_NOTNULL', 'CONSTR_PRIMARY'].some((type) => constraintOf(node, type as 'CONSTR_NOTNULL') !== undefined)
        const hasValue =
          (['CONSTR_DEFAULT', 'CONSTR_IDENTITY', 'CONSTR_GENERATED'] as const).some((type) => constraintOf(node, type) !== undefined) ||
          sequences.test(typeOf(node))
        return isRequired && !hasValue && context.isExisting(table)
      })
      .map(({ table, name }) => ({
        message: `${relationName(table)}.${name} is required and has no default: the migration fails if the table has one row, and inserts of the running application fail.`,
        instead: 'Leave it to stager plan: optional first, filled in batches, required at contract.',
      })),
}
