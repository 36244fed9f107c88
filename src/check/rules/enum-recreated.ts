import { enumsCreated } from '../sql/created.ts'
import { alterations, relationName, typeOf } from '../sql/nodes.ts'
import type { SqlRule } from '../sql/rule.ts'

/** What Prisma writes when an enum loses a value: a new type, and every column moved to it. */
export const enumRecreated: SqlRule = {
  level: 'error',
  title: 'an enum that is created anew rewrites every table that uses it',
  find: (statement, context) => {
    const created = enumsCreated(context.file.statements)
    return alterations(statement)
      .filter(({ subtype, table, column }) => subtype === 'AT_AlterColumnType' && created.has(typeOf(column)) && context.isExisting(table))
      .map(({ table, name, column }) => ({
        message: `${relationName(table)}.${name} moves to ${typeOf(column)}, which rewrites the table while nobody can read or write it, and fails if one row has a value that the enum lost.`,
        instead: 'stager plan --map-value says what such rows become, and swaps the type at contract.',
      }))
  },
}
