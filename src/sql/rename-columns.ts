import { scanSync } from 'libpg-query'
import { ident } from './ident.ts'
import { nodeAt, nodesAt, numberAt, parseStatements, textAt, walk, type Node } from './parse.ts'

/** Old names of columns and their new ones. */
export type ColumnNames = ReadonlyMap<string, string>

interface Place {
  /** In bytes. */
  readonly start: number
  readonly end: number
  readonly name: string
}

/** Puts the new names where the places are. */
function replaceAt(sql: string, places: readonly Place[], names: ColumnNames): string {
  const bytes = Buffer.from(sql)
  const parts: Buffer[] = []
  let done = 0
  for (const { start, end, name } of places.toSorted((left, right) => left.start - right.start)) {
    const renamed = names.get(name)
    if (renamed === undefined) continue
    parts.push(bytes.subarray(done, start), Buffer.from(ident(renamed)))
    done = end
  }
  return Buffer.concat([...parts, bytes.subarray(done)]).toString()
}

interface Token {
  readonly start: number
  readonly end: number
  readonly text: string
}

const tokensOf = (sql: string): readonly Token[] => scanSync(sql).tokens

/** References without a qualifier: PostgreSQL writes none in what belongs to one table. */
function references(tree: unknown, tokens: readonly Token[]): readonly Place[] {
  const places: Place[] = []
  walk(tree, (kind, node) => {
    if (kind !== 'ColumnRef') return undefined
    const fields = nodesAt(node, 'fields').map((field) => textAt(nodeAt(field, 'String'), 'sval'))
    const token = tokens.find(({ start }) => start === numberAt(node, 'location'))
    if (fields.length === 1 && token !== undefined) places.push({ start: token.start, end: token.end, name: fields[0] ?? '' })
    return undefined
  })
  return places
}

function inside(prefix: string, sql: string, names: ColumnNames, suffix = ''): string {
  const whole = `${prefix}${sql}${suffix}`
  const places = references(parseStatements(whole)[0]?.node, tokensOf(whole))
  return replaceAt(whole, places, names).slice(prefix.length, suffix === '' ? undefined : -suffix.length)
}

/** An expression over one table's columns, or a list of them, with columns under their new names. */
export const renameColumnsIn = (expressions: string, names: ColumnNames): string => inside('SELECT ', expressions, names)

const createIndex = 'CREATE INDEX ON t '

/** What follows the table's name in CREATE INDEX, as PostgreSQL writes it, with columns under their new names. */
export function renameColumnsOfIndex(definition: string, names: ColumnNames): string {
  const whole = `${createIndex}${definition}`
  const node = parseStatements(whole)[0]?.node ?? {}
  const tokens = tokensOf(whole)
  const places = [...references(node, tokens), ...plainColumns(node, tokens)]
  return replaceAt(whole, places, names).slice(createIndex.length)
}

/** A plain column of an index has no place in the parse tree: it is the first token of its element. */
function plainColumns(node: Node, tokens: readonly Token[]): readonly Place[] {
  const elements = [...nodesAt(node, 'indexParams'), ...nodesAt(node, 'indexIncludingParams')].map((item) => nodeAt(item, 'IndexElem'))
  return firstTokens(tokens).flatMap((token, at) => {
    const name = textAt(elements[at] ?? {}, 'name')
    return name === '' ? [] : [{ start: token.start, end: token.end, name }]
  })
}

/** Of each element between the two pairs of parentheses that list columns. */
function firstTokens(tokens: readonly Token[]): readonly Token[] {
  const found: Token[] = []
  let depth = 0
  let inList = false
  let lists = 0
  for (const [at, { text }] of tokens.entries()) {
    if (text === '(' || text === '[') {
      depth += 1
      const before = tokens[at - 1]?.text.toUpperCase()
      if (depth === 1) inList = lists === 0 || before === 'INCLUDE'
      if (depth === 1 && inList) lists += 1
    }
    const next = tokens[at + 1]
    if (depth === 1 && inList && (text === '(' || text === ',') && next !== undefined) found.push(next)
    if (text === ')' || text === ']') depth -= 1
  }
  return found
}

/** What follows the table's name in the CREATE INDEX that PostgreSQL writes: `USING btree (lower(name)) WHERE (...)`. */
export function indexDefinition(createStatement: string): string {
  const using = tokensOf(createStatement).find(({ text }) => text === 'USING')
  return Buffer.from(createStatement)
    .subarray(using?.start ?? 0)
    .toString()
}
