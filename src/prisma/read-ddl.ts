import type { Column, ColumnDefault, Enum, ForeignKey, Index, PrimaryKey, Table, TableName } from '../schema/model.ts'
import { isNode, nodeAt, nodesAt, numberAt, parseStatements, textAt, type Node, type ParsedStatement } from '../sql/parse.ts'

/** What Prisma's DDL says, before models and fields are known. */
export interface DdlSchema {
  readonly schemas: readonly string[]
  readonly extensions: readonly string[]
  readonly enums: readonly Enum[]
  readonly tables: readonly Table[]
}

const stringsIn = (nodes: readonly Node[]): string[] => nodes.map((node) => textAt(nodeAt(node, 'String'), 'sval'))

const relation = (node: Node): TableName => ({
  schema: textAt(node, 'schemaname') === '' ? null : textAt(node, 'schemaname'),
  name: textAt(node, 'relname'),
})

/** Reads the DDL that Prisma's engine renders for a whole schema. Only statements that it writes are understood. */
export function readDdl(ddl: string): DdlSchema {
  const schemas: string[] = []
  const extensions: string[] = []
  const enums: Enum[] = []
  const tables = new Map<string, { -readonly [K in keyof Table]: Table[K] }>()
  const tableOf = (node: Node) => tables.get(key(relation(node)))
  for (const statement of parseStatements(ddl)) {
    const { sql, kind, node } = statement
    if (kind === 'CreateSchemaStmt') schemas.push(textAt(node, 'schemaname'))
    else if (kind === 'CreateExtensionStmt') extensions.push(textAt(node, 'extname'))
    else if (kind === 'CreateEnumStmt') {
      const names = stringsIn(nodesAt(node, 'typeName'))
      enums.push({ schema: names.at(-2) ?? null, name: names.at(-1) ?? '', values: stringsIn(nodesAt(node, 'vals')) })
    } else if (kind === 'CreateStmt') {
      const table = readTable(statement)
      tables.set(key(table), table)
    } else if (kind === 'IndexStmt') {
      const table = tableOf(nodeAt(node, 'relation'))
      if (table !== undefined) table.indexes = [...table.indexes, readIndex(sql, node)]
    } else if (kind === 'AlterTableStmt') {
      const table = tableOf(nodeAt(node, 'relation'))
      const added = nodesAt(node, 'cmds').map((command) => nodeAt(nodeAt(nodeAt(command, 'AlterTableCmd'), 'def'), 'Constraint'))
      if (table !== undefined) table.foreignKeys = [...table.foreignKeys, ...added.filter(isForeignKey).map(readForeignKey)]
    }
  }
  return { schemas, extensions, enums, tables: [...tables.values()] }
}

const key = ({ schema, name }: TableName): string => JSON.stringify([schema, name])

function readTable({ sql, node, start }: ParsedStatement): { -readonly [K in keyof Table]: Table[K] } {
  const columns: Column[] = []
  let primaryKey: PrimaryKey | null = null
  const elements = nodesAt(node, 'tableElts')
  const bytes = Buffer.from(sql)
  const positions = elements.map(
    (element) => numberAt(nodeAt(element, 'ColumnDef'), 'location') || numberAt(nodeAt(element, 'Constraint'), 'location'),
  )
  for (const [index, element] of elements.entries()) {
    const end = positions[index + 1]
    const between = (from: number, to: number | undefined): string =>
      bytes.subarray(from - start, to === undefined ? undefined : to - start).toString()
    if (isNode(element['ColumnDef']))
      columns.push(
        readColumn(element['ColumnDef'], (from, to) => withoutEnd(between(from, to ?? end), to === undefined && end === undefined)),
      )
    const constraint = nodeAt(element, 'Constraint')
    if (textAt(constraint, 'contype') === 'CONSTR_PRIMARY')
      primaryKey = { name: textAt(constraint, 'conname'), columns: stringsIn(nodesAt(constraint, 'keys')) }
  }
  return { ...relation(nodeAt(node, 'relation')), model: null, columns, primaryKey, indexes: [], foreignKeys: [] }
}

/** Without the comma, or the table's closing parenthesis, that follows a column. */
const withoutEnd = (text: string, last: boolean): string =>
  (last ? text.trimEnd().replace(/\)$/, '') : text.trimEnd().replace(/,$/, '')).trim()

const serial: Readonly<Record<string, string>> = { SERIAL: 'INTEGER', BIGSERIAL: 'BIGINT', SMALLSERIAL: 'SMALLINT' }

/** Prisma writes `"name" TYPE [NOT NULL] [DEFAULT x]`; the text of its types and defaults is kept as it is. */
function readColumn(node: Node, textBetween: (from: number, to: number | undefined) => string): Column {
  const name = textAt(node, 'colname')
  const constraints = nodesAt(node, 'constraints').map((one) => nodeAt(one, 'Constraint'))
  const places = constraints.map((one) => numberAt(one, 'location'))
  const declared = textBetween(numberAt(nodeAt(node, 'typeName'), 'location'), places[0])
  const sequence = serial[declared]
  const at = constraints.findIndex((one) => textAt(one, 'contype') === 'CONSTR_DEFAULT')
  const written = at < 0 ? null : textBetween(places[at] ?? 0, places[at + 1]).replace(/^DEFAULT\s+/, '')
  return {
    name,
    field: name,
    type: sequence ?? declared,
    nullable: !constraints.some((one) => textAt(one, 'contype') === 'CONSTR_NOTNULL'),
    default: sequence !== undefined ? { kind: 'sequence' } : written === null ? null : readDefault(written, constraints[at]?.['raw_expr']),
    clientDefault: null,
  }
}

/** Constants, their casts and arrays, and the transaction's time are the same for every row. */
function isStable(node: unknown): boolean {
  if (!isNode(node)) return false
  const [kind = '', inner] = Object.entries(node)[0] ?? []
  if (kind === 'A_Const' || kind === 'SQLValueFunction') return true
  if (kind === 'TypeCast') return isStable((inner as Node)['arg'])
  if (kind === 'A_ArrayExpr') return nodesAt(inner as Node, 'elements').every(isStable)
  if (kind === 'A_Expr')
    return isStable((inner as Node)['rexpr']) && ((inner as Node)['lexpr'] === undefined || isStable((inner as Node)['lexpr']))
  if (kind === 'FuncCall') return stableFunctions.has(stringsIn(nodesAt(inner as Node, 'funcname')).at(-1) ?? '')
  return false
}

const stableFunctions: ReadonlySet<string> = new Set([
  'now',
  'transaction_timestamp',
  'statement_timestamp',
  'current_database',
  'current_user',
])

const readDefault = (sql: string, expression: unknown): ColumnDefault => ({ kind: isStable(expression) ? 'stable' : 'volatile', sql })

function readIndex(sql: string, node: Node): Index {
  const columns = nodesAt(node, 'indexParams').map((parameter) => textAt(nodeAt(parameter, 'IndexElem'), 'name'))
  const text = sql.trim().replace(/^(?:--[^\n]*\n\s*)+/, '')
  return {
    name: textAt(node, 'idxname'),
    unique: node['unique'] === true,
    columns,
    definition: afterTable(text, relation(nodeAt(node, 'relation'))),
  }
}

/** What follows ` ON "table"`. */
function afterTable(text: string, table: TableName): string {
  const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`
  const written = ` ON ${table.schema === null ? '' : `${quote(table.schema)}.`}${quote(table.name)}`
  return text.slice(text.indexOf(written) + written.length).trim()
}

const isForeignKey = (constraint: Node): boolean => textAt(constraint, 'contype') === 'CONSTR_FOREIGN'

const actions: Readonly<Record<string, string>> = { a: 'NO ACTION', r: 'RESTRICT', c: 'CASCADE', n: 'SET NULL', d: 'SET DEFAULT' }

const readForeignKey = (constraint: Node): ForeignKey => ({
  name: textAt(constraint, 'conname'),
  columns: stringsIn(nodesAt(constraint, 'fk_attrs')),
  references: { ...relation(nodeAt(constraint, 'pktable')), columns: stringsIn(nodesAt(constraint, 'pk_attrs')) },
  onDelete: actions[textAt(constraint, 'fk_del_action')] ?? 'NO ACTION',
  onUpdate: actions[textAt(constraint, 'fk_upd_action')] ?? 'NO ACTION',
})
