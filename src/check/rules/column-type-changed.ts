import { isWidening } from '../../diff/widening.ts'
import { enumsCreated } from '../sql/created.ts'
import { writtenType } from '../sql/written-type.ts'
import { alterations, relationName, typeOf } from '../sql/nodes.ts'
import type { SqlRule } from '../sql/rule.ts'

/** https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES */
export const columnTypeChanged: SqlRule = {
  level: 'error',
  title: 'ALTER COLUMN TYPE rewrites the table under ACCESS EXCLUSIVE',
  find: (statement, context) =>
    alterations(statement).flatMap(({ subtype, table, name, column }) => {
      if (subtype !== 'AT_AlterColumnType' || !context.isExisting(table)) return []
      const [from, to] = [context.columnType(table, name), writtenType(column)]
      // An enum that the same file made is the rule enum-recreated; a shorthand for a sequence is serial-type-change.
      if (enumsCreated(context.file.statements).has(typeOf(column)) || /serial/.test(typeOf(column))) return []
      if (from !== null && (from === to || isWidening(from, to))) return []
      const change = from === null ? `to ${to}` : `from ${from} to ${to}`
      return [
        {
          message: `Changing ${relationName(table)}.${name} ${change} rewrites the table and its indexes while nobody can read or write it, and the running application may not know the new type.`,
          instead: 'Leave it to stager plan: a column beside it, a trigger, a backfill, and a swap at contract.',
        },
      ]
    }),
}
