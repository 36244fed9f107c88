import { hasSqlDetails, loadModule, parseSync } from 'libpg-query'
import { StagerError, exitCode } from '../errors.ts'
import type { TableName } from '../schema/model.ts'

await loadModule()

/** A node of PostgreSQL's parse tree, as libpg-query prints it. https://github.com/pganalyze/libpg_query */
export type Node = Readonly<Record<string, unknown>>

export interface ParsedStatement {
  readonly sql: string
  /** `CreateStmt`, `IndexStmt`, ... */
  readonly kind: string
  readonly node: Node
  /** Where the statement begins in the script, in bytes: every `location` in the tree counts from the script's beginning. */
  readonly start: number
}

export const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)
export const nodeAt = (node: Node, key: string): Node => (isNode(node[key]) ? node[key] : {})
export const nodesAt = (node: Node, key: string): readonly Node[] => (Array.isArray(node[key]) ? node[key].filter(isNode) : [])
export const textAt = (node: Node, key: string): string => (typeof node[key] === 'string' ? node[key] : '')
export const numberAt = (node: Node, key: string): number => (typeof node[key] === 'number' ? node[key] : 0)

/** The statements of a script. Throws libpg-query's SqlError when it does not parse. Offsets of the parser are UTF-8 bytes. */
export function parseStatements(sql: string): readonly ParsedStatement[] {
  if (sql.trim() === '') return [] // which the parser rejects
  const bytes = Buffer.from(sql)
  return (parseSync(sql).stmts ?? []).map((raw) => {
    const start = raw.stmt_location ?? 0
    const end = raw.stmt_len === undefined ? bytes.length : start + raw.stmt_len
    const statement = (raw.stmt ?? {}) as Node
    const kind = Object.keys(statement)[0] ?? ''
    return { sql: bytes.subarray(start, end).toString(), kind, node: nodeAt(statement, kind), start }
  })
}

/** The statements of a script as texts. */
export const splitStatements = (sql: string): readonly string[] =>
  parseStatements(sql).map((statement) => statement.sql.trim().replace(/^(?:--[^\n]*\n\s*)+/, ''))

/** Visits every node below `value`, with its kind. */
export function walk(value: unknown, visit: (kind: string, node: Node) => boolean | undefined): void {
  if (Array.isArray(value)) for (const item of value) walk(item, visit)
  else if (isNode(value))
    for (const [key, child] of Object.entries(value)) if (!isNode(child) || visit(key, child) !== false) walk(child, visit)
}

/** Every relation that a script names; null when that cannot be known (code in strings, or it does not parse). */
export function statementTables(sql: string): readonly TableName[] | null {
  let statements: readonly ParsedStatement[]
  try {
    statements = parseStatements(sql)
  } catch {
    return null
  }
  if (statements.some(({ kind }) => opaque.has(kind))) return null
  const tables = new Map<string, TableName>()
  const add = (schema: string, name: string): void => void tables.set(`${schema}.${name}`, { schema: schema === '' ? null : schema, name })
  for (const { kind, node } of statements) {
    // ALTER/DROP INDEX names the index, not its table.
    if (kind === 'DropStmt' && !droppable.has(textAt(node, 'removeType'))) return null
    if (kind === 'RenameStmt' && textAt(node, 'renameType') === 'OBJECT_INDEX') return null
    if (kind === 'AlterTableStmt' && textAt(node, 'objtype') === 'OBJECT_INDEX') return null
    if (kind === 'CommentStmt') return null
    for (const object of nodesAt(node, 'objects')) {
      const names = nodesAt(nodeAt(object, 'List'), 'items').map((item) => textAt(nodeAt(item, 'String'), 'sval'))
      if (names.length > 0) add(names.at(-2) ?? '', names.at(-1) ?? '')
    }
    walk(node, (_, child) => {
      if (typeof child['relname'] === 'string') add(textAt(child, 'schemaname'), child['relname'])
      return undefined
    })
  }
  return [...tables.values()]
}

const opaque: ReadonlySet<string> = new Set(['DoStmt', 'CreateFunctionStmt', 'CallStmt', 'ExecuteStmt', 'PrepareStmt'])
const droppable: ReadonlySet<string> = new Set(['OBJECT_TABLE', 'OBJECT_VIEW', 'OBJECT_MATVIEW', 'OBJECT_SEQUENCE'])

const outside: Readonly<Record<string, (node: Node) => boolean>> = {
  IndexStmt: (node) => node['concurrent'] === true,
  DropStmt: (node) => node['concurrent'] === true,
  ReindexStmt: (node) =>
    /SCHEMA|SYSTEM|DATABASE/.test(textAt(node, 'kind')) || JSON.stringify(node['params'] ?? '').includes('concurrently'),
  VacuumStmt: (node) => node['is_vacuumcmd'] === true,
  ClusterStmt: (node) => node['relation'] === undefined,
  AlterTableStmt: (node) => nodesAt(node, 'cmds').some((command) => isConcurrentDetach(nodeAt(command, 'AlterTableCmd'))),
  CreatedbStmt: () => true,
  DropdbStmt: () => true,
  CreateTableSpaceStmt: () => true,
  DropTableSpaceStmt: () => true,
  AlterSystemStmt: () => true,
  CreateSubscriptionStmt: () => true,
  DropSubscriptionStmt: () => true,
  // A value that was added cannot be used before its transaction has committed.
  AlterEnumStmt: (node) => textAt(node, 'newVal') !== '' && textAt(node, 'oldVal') === '',
}

const isConcurrentDetach = (command: Node): boolean => nodeAt(nodeAt(command, 'def'), 'PartitionCmd')['concurrent'] === true

/** True when a statement of the script may not run in a transaction block, or must have committed before the next one. */
export const mustRunOutsideTransaction = (sql: string): boolean =>
  parseStatements(sql).some(({ kind, node }) => outside[kind]?.(node) ?? false)

/** True when the script begins or ends transactions itself. */
export const hasTransactionControl = (sql: string): boolean => parseStatements(sql).some(({ kind }) => kind === 'TransactionStmt')

export interface ColumnReference {
  readonly name: string
  readonly qualifier: string | null
  /** Offsets in the expression's text: of its first name, and after its last. */
  readonly start: number
  readonly end: number
  readonly insideSubquery: boolean
}

export interface Expression {
  readonly columns: readonly ColumnReference[]
  readonly hasSubquery: boolean
  /** Names of the functions that it calls, without their schema. */
  readonly functions: readonly string[]
}

const prefix = 'SELECT ('

const name = String.raw`(?:"(?:[^"]|"")*"|[^\s."'(),;:+*/<>=~!@#%^&|?\[\]-]+)`
const dottedName = new RegExp(String.raw`^${name}(?:\s*\.\s*${name})*`)

/** Reads one SQL expression. Throws `expression-invalid` with PostgreSQL's own message. */
export function parseExpression(sql: string): Expression {
  const statements = parseOne(sql)
  const bytes = Buffer.from(prefix + sql)
  const columns: ColumnReference[] = []
  const functions: string[] = []
  let hasSubquery = false
  const visit =
    (insideSubquery: boolean) =>
    (kind: string, node: Node): boolean | undefined => {
      if (kind === 'SubLink') {
        hasSubquery = true
        walk(node, visit(true))
        return false
      }
      if (kind === 'FuncCall') functions.push(textAt(nodeAt(nodesAt(node, 'funcname').at(-1) ?? {}, 'String'), 'sval'))
      if (kind === 'ColumnRef') {
        const names = nodesAt(node, 'fields').map((field) => textAt(nodeAt(field, 'String'), 'sval'))
        const start = bytes.subarray(0, numberAt(node, 'location')).toString().length - prefix.length
        const written = dottedName.exec(sql.slice(start))?.[0] ?? ''
        columns.push({ name: names.at(-1) ?? '', qualifier: names.at(-2) ?? null, start, end: start + written.length, insideSubquery })
      }
      return undefined
    }
  walk(statements[0]?.node, visit(false))
  return { columns, hasSubquery, functions }
}

function parseOne(sql: string): readonly ParsedStatement[] {
  const invalid = (reason: string, cause?: unknown): StagerError =>
    new StagerError('expression-invalid', `"${sql}" is not an SQL expression: ${reason}.`, {
      exitCode: exitCode.usage,
      hint: `Write one expression over the row's columns, for example lower("title"); names with capitals need double quotes.`,
      cause,
    })
  let statements: readonly ParsedStatement[]
  try {
    statements = parseStatements(`${prefix}${sql}\n)`)
  } catch (error) {
    throw invalid(reasonOf(error, `${prefix}${sql}`.length), error)
  }
  const [only] = statements
  const targets = only === undefined ? [] : nodesAt(only.node, 'targetList')
  const value = nodeAt(nodeAt(targets[0] ?? {}, 'ResTarget'), 'val')
  const isOne = statements.length === 1 && targets.length === 1 && value['RowExpr'] === undefined
  if (!isOne || !Object.keys(only?.node ?? {}).every((key) => ['targetList', 'limitOption', 'op'].includes(key)))
    throw invalid('there is more than one expression in it')
  return statements
}

/** PostgreSQL's message; one about the parenthesis behind the expression means that the expression is not finished. */
function reasonOf(error: unknown, length: number): string {
  if (hasSqlDetails(error) && (error.sqlDetails?.cursorPosition ?? 0) >= length) return 'syntax error at end of input'
  return error instanceof Error ? error.message : String(error)
}

/**
 * Puts other SQL in the place of columns, also inside subqueries: `replacement` answers null for what is no column of the table. References that
 * are qualified with anything but the table's own name stay as they are.
 */
export function replaceColumns(sql: string, replacement: (name: string) => string | null, table?: string): string {
  const references = parseExpression(sql).columns.toSorted((left, right) => right.start - left.start)
  let result = sql
  for (const { name, qualifier, start, end } of references) {
    const text = qualifier === null || qualifier === table ? replacement(name) : null
    if (text !== null) result = result.slice(0, start) + text + result.slice(end)
  }
  return result
}

/**
 * Puts `qualifier.` before the table's columns. References inside subqueries stay as they are, for the subquery's own tables come
 * first there; a qualifier that is the table's own name is replaced.
 */
export function qualifyColumns(sql: string, qualifier: string, columns: ReadonlySet<string>, table?: string): string {
  const references = parseExpression(sql).columns.toSorted((left, right) => right.start - left.start)
  let result = sql
  for (const { name, qualifier: own, start, end, insideSubquery } of references) {
    if (!columns.has(name)) continue
    if (own === null && !insideSubquery) result = `${result.slice(0, start)}${qualifier}.${result.slice(start)}`
    if (own === null || own !== table) continue
    const written = /(?:"(?:[^"]|"")*"|[^\s."]+)$/.exec(result.slice(start, end))?.[0] ?? ''
    result = `${result.slice(0, start)}${qualifier}.${written}${result.slice(end)}`
  }
  return result
}
