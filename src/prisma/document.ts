import { parseField, type FieldText } from './field-text.ts'

/** One file of a schema; `path` is relative to the schema's folder (or just the file's name). */
export interface SchemaFile {
  readonly path: string
  readonly content: string
}

/**
 * A Prisma schema as text that can be edited member by member: every byte belongs to exactly one piece, so what is not
 * edited comes back as it was. The grammar is line-oriented: https://www.prisma.io/docs/orm/prisma-schema/overview
 */
export interface Document {
  readonly files: readonly DocumentFile[]
}

export interface DocumentFile {
  readonly path: string
  readonly pieces: readonly (Text | Block)[]
}

/** What stands between blocks. */
export interface Text {
  readonly kind: 'text'
  readonly text: string
}

export type BlockKeyword = 'model' | 'view' | 'type' | 'enum' | 'datasource' | 'generator'

export interface Block {
  readonly kind: 'block'
  readonly keyword: BlockKeyword
  readonly name: string
  /** `model User`. */
  readonly key: string
  /** Comments directly above, and the line that opens the block. */
  readonly head: string
  readonly members: readonly Member[]
  readonly tail: string
}

export type Member = FieldMember | AttributeMember | ValueMember | OtherMember

interface MemberText {
  /** Whole lines: comments directly above, then the member itself. */
  readonly text: string
  /** How many characters of `text` are comments above. */
  readonly lead: number
}

export interface FieldMember extends MemberText, FieldText {
  readonly kind: 'field'
  /** `field email`. */
  readonly key: string
}

export interface AttributeMember extends MemberText {
  readonly kind: 'attribute'
  /** The attribute without white space or comments: `@@index([userId])`. */
  readonly key: string
  /** `@@index`. */
  readonly name: string
  /** What is between the parentheses; empty without. */
  readonly arguments: string
}

export interface ValueMember extends MemberText {
  readonly kind: 'value'
  /** `value ADMIN`, in an enum. */
  readonly key: string
  readonly name: string
}

/** Blank lines, comments that belong to nothing, settings of datasources and generators. */
export interface OtherMember extends MemberText {
  readonly kind: 'other'
  readonly key: null
}

const opening = /^[ \t]*(model|view|type|enum|datasource|generator)[ \t]+([A-Za-z][\w-]*)[ \t]*\{/

/** Reads files into a document; never fails: what is not a schema stays text, and Prisma's engine is the one to reject it. */
export const parseDocument = (files: readonly SchemaFile[]): Document => ({
  files: files.map(({ path, content }) => ({ path, pieces: parsePieces(content) })),
})

/** The files, byte for byte where nothing was edited. */
export const serialiseDocument = (document: Document): readonly SchemaFile[] =>
  document.files.map(({ path, pieces }) => ({ path, content: pieces.map((piece) => (piece.kind === 'text' ? piece.text : blockText(piece))).join('') }))

export const blockText = (block: Block): string => block.head + block.members.map(({ text }) => text).join('') + block.tail

export const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? []

const isComment = (line: string): boolean => /^\s*\/\//.test(line)

function parsePieces(content: string): (Text | Block)[] {
  const lines = linesOf(content)
  const pieces: (Text | Block)[] = []
  let between: string[] = []
  for (let at = 0; at < lines.length; at += 1) {
    const found = opening.exec(lines[at] ?? '')
    if (found === null) {
      between.push(lines[at] ?? '')
      continue
    }
    const above: string[] = []
    while (between.length > 0 && isComment(between.at(-1) ?? '')) above.unshift(between.pop() ?? '')
    if (between.length > 0) pieces.push({ kind: 'text', text: between.join('') })
    between = []
    const end = closingLine(lines, at)
    pieces.push(makeBlock(found[1] as BlockKeyword, found[2] ?? '', above.join('') + (lines[at] ?? ''), lines.slice(at + 1, end), lines[end] ?? ''))
    at = end
  }
  if (between.length > 0) pieces.push({ kind: 'text', text: between.join('') })
  return pieces
}

const makeBlock = (keyword: BlockKeyword, name: string, head: string, body: readonly string[], tail: string): Block => ({
  kind: 'block',
  keyword,
  name,
  key: `${keyword} ${name}`,
  head,
  members: parseMembers(keyword, body),
  tail,
})

/** The block of a text that holds exactly one. */
export function parseBlock(text: string): Block | undefined {
  return parsePieces(text).find((piece): piece is Block => piece.kind === 'block')
}

/** How deep the brackets are open at the end of a line that began at `depth`; strings and comments do not count. */
export function bracketDepth(line: string, depth: number, brackets: string): number {
  let current = depth
  let quoted = false
  for (let at = 0; at < line.length; at += 1) {
    const character = line.charAt(at)
    if (quoted) {
      if (character === '\\') at += 1
      else if (character === '"') quoted = false
    } else if (character === '"') quoted = true
    else if (character === '/' && line.charAt(at + 1) === '/') break
    else if (brackets.includes(character)) current += '([{'.includes(character) ? 1 : -1
  }
  return current
}

function closingLine(lines: readonly string[], start: number): number {
  let depth = 0
  for (let at = start; at < lines.length; at += 1) {
    depth = bracketDepth(lines[at] ?? '', depth, '{}')
    if (depth <= 0) return at
  }
  return lines.length - 1
}

function parseMembers(keyword: BlockKeyword, lines: readonly string[]): Member[] {
  const members: Member[] = []
  let comments: string[] = []
  const flush = (): void => {
    members.push(...comments.map((text): OtherMember => ({ kind: 'other', key: null, text, lead: 0 })))
    comments = []
  }
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? ''
    if (isComment(line)) {
      comments.push(line)
      continue
    }
    if (line.trim() === '') {
      flush()
      members.push({ kind: 'other', key: null, text: line, lead: 0 })
      continue
    }
    const body = [line]
    let depth = bracketDepth(line, 0, '()[]{}')
    while (depth > 0 && at + 1 < lines.length) {
      at += 1
      body.push(lines[at] ?? '')
      depth = bracketDepth(lines[at] ?? '', depth, '()[]{}')
    }
    members.push(makeMember(keyword, comments.join(''), body.join('')))
    comments = []
  }
  flush()
  return members
}

/** A member from its comments and its own lines. */
function makeMember(keyword: BlockKeyword, comments: string, body: string): Member {
  const base = { text: comments + body, lead: comments.length }
  const attribute = /^\s*(@@[\w.]+)/.exec(body)
  if (attribute !== null) {
    const argumentsText = attributeArguments(body, attribute[0].length)
    const name = attribute[1] ?? ''
    return { kind: 'attribute', ...base, name, arguments: argumentsText, key: `${name}(${argumentsText.replaceAll(/\s+/g, '')})` }
  }
  if (keyword === 'enum') {
    const name = /^\s*(\w+)/.exec(body)?.[1]
    if (name !== undefined) return { kind: 'value', ...base, name, key: `value ${name}` }
  }
  if (keyword === 'model' || keyword === 'view' || keyword === 'type') {
    const field = parseField(body)
    if (field !== null) return { kind: 'field', ...base, ...field, key: `field ${field.name}` }
  }
  return { kind: 'other', key: null, ...base }
}

/** A member from text as `Member.text` holds it: comments above included. */
export function parseMember(keyword: BlockKeyword, text: string): Member {
  const lines = linesOf(text)
  const first = lines.findIndex((line) => !isComment(line))
  return makeMember(keyword, lines.slice(0, first).join(''), lines.slice(first).join(''))
}

function attributeArguments(body: string, from: number): string {
  const open = body.indexOf('(', from)
  if (open < 0 || body.slice(from, open).trim() !== '') return ''
  let at = open
  for (let depth = 0; at < body.length; at += 1) {
    depth = bracketDepth(body.charAt(at), depth, '()')
    if (body.charAt(at) === '"') at = endOfString(body, at)
    if (depth === 0) break
  }
  return body.slice(open + 1, at)
}

/** The index of the quote that closes the string that begins at `start`. */
export function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text.charAt(at) === '\\') at += 1
    else if (text.charAt(at) === '"') return at
  }
  return text.length
}

export const blocksOf = (document: Document): readonly Block[] =>
  document.files.flatMap(({ pieces }) => pieces.filter((piece): piece is Block => piece.kind === 'block'))

export const findBlock = (document: Document, key: string): Block | undefined => blocksOf(document).find((block) => block.key === key)

export const findMember = (block: Block | undefined, key: string): Member | undefined => block?.members.find((member) => member.key === key)

export const fieldsOf = (block: Block | undefined): readonly FieldMember[] =>
  block?.members.filter((member): member is FieldMember => member.kind === 'field') ?? []

export const blockAttributes = (block: Block | undefined): readonly AttributeMember[] =>
  block?.members.filter((member): member is AttributeMember => member.kind === 'attribute') ?? []

export const findModel = (document: Document, name: string): Block | undefined =>
  findBlock(document, `model ${name}`) ?? findBlock(document, `view ${name}`)

export const findField = (document: Document, model: string, field: string): FieldMember | undefined =>
  fieldsOf(findModel(document, model)).find(({ name }) => name === field)
