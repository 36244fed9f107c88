import { remembered } from './remembered.ts'
import { parseField, type FieldText } from './field-text.ts'
import { afterBrackets, depthAfter, isBlank, isComment, linesOf, maskText, type Line } from './mask.ts'

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

export type Member = FieldMember | AttributeMember | ValueMember | SettingMember | OtherMember

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

export interface SettingMember extends MemberText {
  readonly kind: 'setting'
  /** `setting provider`, in a datasource or generator. */
  readonly key: string
  readonly name: string
  /** As written: `"postgresql"`, `env("DATABASE_URL")`. */
  readonly value: string
}

/** Blank lines, comments that belong to nothing, lines that Prisma rejects. */
export interface OtherMember extends MemberText {
  readonly kind: 'other'
  readonly key: null
}

const opening = /^\s*(model|view|type|enum|datasource|generator)\s+([\p{L}\p{N}_-]+)\s*\{/u

/** Reads files into a document; never fails: what is not a schema stays text, and Prisma's engine is the one to reject it. */
export const parseDocument = (files: readonly SchemaFile[]): Document => ({
  files: files.map(({ path, content }) => ({ path, pieces: parsePieces(content) })),
})

/** The files, byte for byte where nothing was edited. */
export const serialiseDocument = (document: Document): readonly SchemaFile[] =>
  document.files.map(({ path, pieces }) => ({
    path,
    content: pieces.map((piece) => (piece.kind === 'text' ? piece.text : blockText(piece))).join(''),
  }))

export const blockText = (block: Block): string => block.head + block.members.map(({ text }) => text).join('') + block.tail

function parsePieces(content: string): (Text | Block)[] {
  const lines = linesOf(content)
  const pieces: (Text | Block)[] = []
  let between: string[] = []
  let above: string[] = []
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? { text: '', mask: '' }
    const found = opening.exec(line.mask)
    if (found === null) {
      if (isComment(line)) above.push(line.text)
      else {
        between.push(...above, line.text)
        above = []
      }
      continue
    }
    if (between.length > 0) pieces.push({ kind: 'text', text: between.join('') })
    const end = closingLine(lines, at)
    const head = above.join('') + (lines[at]?.text ?? '')
    pieces.push(
      makeBlock(found[1] as BlockKeyword, found[2] ?? '', head, lines.slice(at + 1, end), end > at ? (lines[end]?.text ?? '') : ''),
    )
    between = []
    above = []
    at = end
  }
  if (between.length + above.length > 0) pieces.push({ kind: 'text', text: [...between, ...above].join('') })
  return pieces
}

const makeBlock = (keyword: BlockKeyword, name: string, head: string, body: readonly Line[], tail: string): Block => ({
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

/** The index of the line that closes the block; a block that begins behind the brace gets a line of its own. */
function closingLine(lines: Line[], start: number): number {
  let depth = 0
  for (let at = start; at < lines.length; at += 1) {
    const { text, mask } = lines[at] ?? { text: '', mask: '' }
    for (let end = 1; end <= mask.length; end += 1) {
      depth = depthAfter(mask.charAt(end - 1), depth, '{', '}')
      if (depth > 0 || mask.charAt(end - 1) !== '}') continue
      const rest = { text: text.slice(end), mask: mask.slice(end) }
      if (opening.test(rest.mask)) lines.splice(at, 1, { text: text.slice(0, end), mask: mask.slice(0, end) }, rest)
      return at
    }
  }
  return lines.length - 1
}

function parseMembers(keyword: BlockKeyword, lines: readonly Line[]): Member[] {
  const members: Member[] = []
  let comments: string[] = []
  const flush = (): void => {
    members.push(...comments.map((text): OtherMember => ({ kind: 'other', key: null, text, lead: 0 })))
    comments = []
  }
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? { text: '', mask: '' }
    if (isComment(line)) comments.push(line.text)
    else if (isBlank(line)) {
      flush()
      members.push({ kind: 'other', key: null, text: line.text, lead: 0 })
    } else {
      let body = line.text
      let depth = depthAfter(line.mask, 0, '([{', ')]}')
      while (depth > 0 && at + 1 < lines.length) {
        at += 1
        body += lines[at]?.text ?? ''
        depth = depthAfter(lines[at]?.mask ?? '', depth, '([{', ')]}')
      }
      members.push(makeMember(keyword, comments.join(''), body))
      comments = []
    }
  }
  flush()
  return members
}

/** A member from its comments and its own lines. */
function makeMember(keyword: BlockKeyword, comments: string, body: string): Member {
  const base = { text: comments + body, lead: comments.length }
  const mask = maskText(body)
  const attribute = /^\s*(@@\s*[\w.]+)\s*/.exec(mask)
  if (attribute !== null) {
    const open = attribute[0].length
    const inside = mask.charAt(open) === '(' ? body.slice(open + 1, afterBrackets(mask, open) - 1) : ''
    const name = (attribute[1] ?? '').replaceAll(/\s/g, '')
    return { kind: 'attribute', ...base, name, arguments: inside, key: `${name}(${inside.replaceAll(/\s+/g, '')})` }
  }
  if (keyword === 'enum') {
    const name = /^\s*([\p{L}\p{N}_-]+)/u.exec(mask)?.[1]
    if (name !== undefined) return { kind: 'value', ...base, name, key: `value ${name}` }
  } else if (keyword === 'datasource' || keyword === 'generator') {
    const found = /^\s*([\p{L}\p{N}_-]+)\s*=\s*/u.exec(mask)
    const value = body.slice(found?.[0].length, mask.replace(/[\s#]+$/, '').length)
    if (found !== null) return { kind: 'setting', ...base, name: found[1] ?? '', value, key: `setting ${found[1] ?? ''}` }
  } else {
    const field = parseField(body)
    if (field !== null) return { kind: 'field', ...base, ...field, key: `field ${field.name}` }
  }
  return { kind: 'other', key: null, ...base }
}

/** A member from text as `Member.text` holds it: comments above included. */
export function parseMember(keyword: BlockKeyword, text: string): Member {
  const lines = linesOf(text)
  const first = lines.findIndex((line) => !isComment(line))
  const own = first < 0 ? lines.length : first
  const join = (some: readonly Line[]): string => some.map((line) => line.text).join('')
  return makeMember(keyword, join(lines.slice(0, own)), join(lines.slice(own)))
}

export const blocksOf = remembered((document: Document): readonly Block[] =>
  document.files.flatMap(({ pieces }) => pieces.filter((piece): piece is Block => piece.kind === 'block')),
)

/** The first block of each key. */
const blocksByKey = remembered(
  (document: Document): ReadonlyMap<string, Block> =>
    new Map(
      blocksOf(document)
        .toReversed()
        .map((block) => [block.key, block]),
    ),
)

export const findBlock = (document: Document, key: string): Block | undefined => blocksByKey(document).get(key)

export const findMember = (block: Block | undefined, key: string): Member | undefined => block?.members.find((member) => member.key === key)

export const fieldsOf = (block: Block | undefined): readonly FieldMember[] =>
  block?.members.filter((member): member is FieldMember => member.kind === 'field') ?? []

export const blockAttributes = (block: Block | undefined): readonly AttributeMember[] =>
  block?.members.filter((member): member is AttributeMember => member.kind === 'attribute') ?? []

export const findModel = (document: Document, name: string): Block | undefined =>
  findBlock(document, `model ${name}`) ?? findBlock(document, `view ${name}`)

export const findField = (document: Document, model: string, field: string): FieldMember | undefined =>
  fieldsOf(findModel(document, model)).find(({ name }) => name === field)
