import { nodesAt, textAt, walk } from '../../sql/parse.ts'
import type { LintStatement } from '../sql/lint-file.ts'
import type { SqlRule } from '../sql/rule.ts'

/** https://www.postgresql.org/docs/current/sql-altertype.html: a new value cannot be used until its transaction has committed. */
export const enumValueUsedTooEarly: SqlRule = {
  level: 'error',
  title: 'a new enum value is used in the file that adds it',
  find: (statement, { file, index }) => {
    const { kind, node } = statement
    const value = textAt(node, 'newVal')
    if (kind !== 'AlterEnumStmt' || value === '' || textAt(node, 'oldVal') !== '') return []
    const user = file.statements.slice(index + 1).find((later) => usesText(later, value))
    return user === undefined || nodesAt(node, 'typeName').length === 0
      ? []
      : [
          {
            message: `'${value}' is added here and used on line ${String(user.line)}: wherever the file is one transaction (Prisma before 7.4, or stager apply), PostgreSQL refuses the use.`,
            instead: 'Add the value in a migration of its own, before the one that uses it; stager plan does so.',
          },
        ]
  },
}

function usesText(statement: LintStatement, text: string): boolean {
  let used = false
  walk(statement.node, (kind, node) => {
    if (kind === 'sval' && node['sval'] === text) used = true
    return undefined
  })
  return used
}
