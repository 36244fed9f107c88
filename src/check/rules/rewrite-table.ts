import { nodeAt, nodesAt, textAt } from '../../sql/parse.ts'
import { alterations, relationName } from '../sql/nodes.ts'
import type { SqlRule } from '../sql/rule.ts'

const rewriting: Readonly<Record<string, string>> = {
  AT_SetLogged: 'SET LOGGED',
  AT_SetUnLogged: 'SET UNLOGGED',
  AT_SetTableSpace: 'SET TABLESPACE',
  AT_SetAccessMethod: 'SET ACCESS METHOD',
}

export const rewriteTable: SqlRule = {
  level: 'error',
  title: 'VACUUM FULL, CLUSTER and moves of a table copy it under ACCESS EXCLUSIVE',
  find: (statement, context) => {
    const { kind, node } = statement
    const found = alterations(statement)
      .filter(({ subtype, table }) => rewriting[subtype] !== undefined && context.isExisting(table))
      .map(({ subtype, table }) => [rewriting[subtype] ?? '', relationName(table)] as const)
    const options = nodesAt(node, 'options').map((option) => textAt(nodeAt(option, 'DefElem'), 'defname'))
    if (kind === 'VacuumStmt' && options.includes('full')) {
      const [first] = nodesAt(node, 'rels').map((item) => nodeAt(nodeAt(item, 'VacuumRelation'), 'relation'))
      found.push(['VACUUM FULL', first === undefined ? 'every table' : relationName(first)])
    }
    if (kind === 'ClusterStmt') found.push(['CLUSTER', relationName(nodeAt(node, 'relation')) || 'every clustered table'])
    return found.map(([what, table]) => ({
      message: `${what} copies ${table} while nobody can read or write it.`,
      instead: 'Use pg_repack or pg_squeeze, outside the migrations.',
    }))
  },
}
