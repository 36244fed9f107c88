import { alterations, relationName } from '../sql/nodes.ts'
import type { SqlRule } from '../sql/rule.ts'

export const dropNotNull: SqlRule = {
  level: 'note',
  title: 'DROP NOT NULL: the running application may not expect NULL',
  find: (statement, context) =>
    alterations(statement)
      .filter(({ subtype, table }) => subtype === 'AT_DropNotNull' && context.isExisting(table))
      .map(({ table, name }) => ({
        message: `${relationName(table)}.${name} may be NULL from now on: the running application reads it as a value that is always there.`,
        instead: 'Let the new release read NULL first and write it later; stager plan says so in its gates.',
      })),
}
