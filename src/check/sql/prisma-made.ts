import { canonicalJson } from '../../schema/canonical-json.ts'
import { nodeAt, nodesAt, parseStatements, type Node, type ParsedStatement } from '../../sql/parse.ts'

/** What a script does, one entry an action, the same however it is laid out: ALTER TABLE by its actions, without BEGIN and COMMIT. */
export function actionsOf(sql: string): readonly string[] {
  return parseStatements(sql)
    .filter(({ kind }) => kind !== 'TransactionStmt')
    .flatMap(partsOf)
    .map((part) => canonicalJson(withoutPlaces(part)))
}

function partsOf({ kind, node }: ParsedStatement): readonly Node[] {
  if (kind !== 'AlterTableStmt') return [{ [kind]: node }]
  const relation = nodeAt(node, 'relation')
  return nodesAt(node, 'cmds').map((command) => ({ relation, command }))
}

/** The default schema's name says nothing: Prisma writes it in some places and leaves it out in others. */
function withoutPlaces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPlaces)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, child]) => key !== 'location' && !(key === 'schemaname' && child === 'public'))
      .map(([key, child]) => [key, withoutPlaces(child)]),
  )
}
