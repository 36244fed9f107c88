import { nodeAt, nodesAt, textAt } from '../../sql/parse.ts'
import { lastName } from '../sql/nodes.ts'
import type { SqlRule } from '../sql/rule.ts'

/** https://www.postgresql.org/docs/current/sql-alterdomain.html */
export const domainConstraint: SqlRule = {
  level: 'warning',
  title: 'a constraint of a domain cannot be changed without scanning every table that uses it',
  find: ({ kind, node }) => {
    const match = (name: string): { readonly message: string; readonly instead: string } => ({
      message: `The constraint of the domain ${name} is checked wherever the domain is used: changing it later scans all those tables under a lock that blocks writes.`,
      instead: 'A CHECK of the column, added NOT VALID and validated in a migration of its own.',
    })
    const isNew = nodesAt(node, 'constraints').some((constraint) => textAt(nodeAt(constraint, 'Constraint'), 'contype') === 'CONSTR_CHECK')
    if (kind === 'CreateDomainStmt' && isNew) return [match(lastName(nodesAt(node, 'domainname')))]
    const added = nodeAt(nodeAt(node, 'def'), 'Constraint')
    if (kind === 'AlterDomainStmt' && textAt(node, 'subtype') === 'C' && added['skip_validation'] !== true)
      return [match(lastName(nodesAt(node, 'typeName')))]
    return []
  },
}
