import type { TableName } from '../schema/model.ts'
import { isNode, nodeAt, nodesAt, parseStatements, textAt, walk, type Node } from '../sql/parse.ts'
import type { Access } from './evidence.ts'
import type { OldColumn, OldNames } from './old-names.ts'

/** What an SQL text names of what a plan drops. */
export interface SqlUse {
  readonly table: TableName
  /** Null where the table itself goes. */
  readonly column: string | null
  readonly access: Access
  /** `likely`: a column without its table's name, in a statement on that table. `possible`: the text does not parse, and the word is in it. */
  readonly confidence: 'certain' | 'likely' | 'possible'
}

type Names = Pick<OldNames, 'columns' | 'tables'>

const data: ReadonlySet<string> = new Set(['SelectStmt', 'InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt'])

/**
 * The old columns and tables that SELECT, INSERT, UPDATE, DELETE and MERGE name, each once. Placeholders are `$1`; a fragment that does not parse is read
 * word by word.
 */
export function sqlUses(sql: string, names: Names): readonly SqlUse[] {
  const found = parsed(sql, names) ?? worded(sql, names)
  return [...new Map(found.map((use) => [`${use.table.schema ?? ''}.${use.table.name}.${use.column ?? ''}.${use.access}`, use])).values()]
}

function parsed(sql: string, names: Names): readonly SqlUse[] | null {
  try {
    return parseStatements(sql).flatMap(({ kind, node }) => (data.has(kind) ? statementUses(kind, node, names) : []))
  } catch {
    return null
  }
}

interface Relation {
  readonly alias: string
  readonly name: TableName
}

/** An unqualified name is in the default schema, whatever that is called. */
const isTable = (written: TableName, table: TableName): boolean =>
  written.name === table.name && (written.schema === null || table.schema === null || written.schema === table.schema)

function statementUses(kind: string, root: Node, { columns, tables }: Names): readonly SqlUse[] {
  const relations: Relation[] = []
  const uses: SqlUse[] = []
  walk({ [kind]: root }, (_, node) => {
    if (typeof node['relname'] !== 'string') return undefined
    const name = { schema: textAt(node, 'schemaname') || null, name: node['relname'] }
    relations.push({ name, alias: textAt(nodeAt(node, 'alias'), 'aliasname') || node['relname'] })
    return undefined
  })
  for (const table of tables) {
    if (relations.some(({ name }) => isTable(name, table))) {
      uses.push({ table, column: null, access: kind === 'SelectStmt' ? 'read' : 'write', confidence: 'certain' })
    }
  }
  const add = (name: string, among: readonly Relation[], access: Access): void => {
    for (const old of columns.filter(({ column }) => column === name)) {
      if (!among.some((relation) => isTable(relation.name, old.table))) continue
      uses.push({ ...old, access, confidence: among.length === 1 ? 'certain' : 'likely' })
    }
  }
  walk({ [kind]: root }, (nodeKind, node) => {
    if (nodeKind === 'ColumnRef') {
      const path = nodesAt(node, 'fields').map((field) => textAt(nodeAt(field, 'String'), 'sval'))
      const qualifier = path.at(-2)
      add(
        path.at(-1) ?? '',
        qualifier === undefined ? relations : relations.filter(({ alias, name }) => qualifier === alias || qualifier === name.name),
        'read',
      )
    }
    if (nodeKind === 'InsertStmt' || nodeKind === 'UpdateStmt')
      for (const name of targetsOf(nodeKind, node)) add(name, targetOf(node), 'write')
    return undefined
  })
  return uses
}

/** What an INSERT or UPDATE assigns. */
function targetsOf(kind: 'InsertStmt' | 'UpdateStmt', node: Node): readonly string[] {
  const conflict = nodeAt(node, 'onConflictClause')
  const lists = kind === 'InsertStmt' ? [nodesAt(node, 'cols'), nodesAt(conflict, 'targetList')] : [nodesAt(node, 'targetList')]
  return lists.flat().map((item) => textAt(nodeAt(item, 'ResTarget'), 'name'))
}

function targetOf(node: Node): readonly Relation[] {
  const relation = node['relation']
  if (!isNode(relation) || typeof relation['relname'] !== 'string') return []
  return [{ alias: '', name: { schema: textAt(relation, 'schemaname') || null, name: relation['relname'] } }]
}

/** Words of a text without its strings and comments. */
function worded(sql: string, { columns, tables }: Names): readonly SqlUse[] {
  const code = sql.replace(/--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'/g, ' ')
  const words = new Set(
    [...code.matchAll(/"((?:[^"]|"")+)"|([\p{L}_][\p{L}\p{N}_$]*)/gu)].map(
      ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare?.toLowerCase(),
    ),
  )
  const access: Access = /\b(insert|update|set)\b/i.test(code) ? 'write' : 'read'
  const use = (table: TableName, column: string | null): SqlUse => ({ table, column, access, confidence: 'possible' })
  return [
    ...columns.filter(({ column }: OldColumn) => words.has(column)).map(({ table, column }) => use(table, column)),
    ...tables.filter(({ name }) => words.has(name)).map((table) => use(table, null)),
  ]
}
