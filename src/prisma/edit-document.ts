import {
  blockText,
  findBlock,
  findField,
  findMember,
  findModel,
  parseBlock,
  parseMember,
  type Block,
  type Document,
  type FieldMember,
  type Member,
} from './document.ts'
import { linesOf } from './mask.ts'

/** Edits of one member or block. All are pure, and leave every other byte as it is. */

const updateBlock = (document: Document, key: string, update: (block: Block) => Block): Document => ({
  files: document.files.map((file) => ({
    ...file,
    pieces: file.pieces.map((piece) => (piece.kind === 'block' && piece.key === key ? update(piece) : piece)),
  })),
})

/** Puts another text in the place of a block. */
export const replaceBlock = (document: Document, key: string, text: string): Document =>
  updateBlock(document, key, (block) => parseBlock(text) ?? block)

const modelKey = (document: Document, model: string): string => findModel(document, model)?.key ?? `model ${model}`

export const replaceMember = (document: Document, block: string, member: string, text: string): Document =>
  updateBlock(document, block, (found) => ({
    ...found,
    members: found.members.map((one) => (one.key === member ? parseMember(found.keyword, text) : one)),
  }))

/** Rewrites the field's own lines; the comments above stay. */
function updateField(document: Document, model: string, name: string, update: (body: string, field: FieldMember) => string): Document {
  const field = findField(document, model, name)
  if (field === undefined) return document
  const comments = field.text.slice(0, field.lead)
  return replaceMember(document, modelKey(document, model), field.key, comments + update(field.text.slice(field.lead), field))
}

export const setFieldOptional = (document: Document, model: string, name: string, optional: boolean): Document =>
  updateField(document, model, name, (body, field) => {
    if (field.list || field.optional === optional) return body
    if (!optional) return `${body.slice(0, field.typeEnd - 1)} ${body.slice(field.typeEnd)}`.replace(/[ \t]+(\r?\n)$/, '$1')
    // A space of the alignment makes room for the question mark.
    const after = body.slice(field.typeEnd)
    return `${body.slice(0, field.typeEnd)}?${after.startsWith('  ') ? after.slice(1) : after}`
  })

/** Another type; whether it is optional or a list stays. */
export const setFieldType = (document: Document, model: string, name: string, type: string): Document =>
  updateField(
    document,
    model,
    name,
    (body, field) => body.slice(0, field.typeStart) + type + body.slice(field.typeStart + field.type.length),
  )

/** `Profile?` becomes `Profile[]`. */
export const setFieldList = (document: Document, model: string, name: string): Document =>
  updateField(document, model, name, (body, field) =>
    field.list ? body : `${body.slice(0, field.typeStart)}${field.type}[]${body.slice(field.typeEnd)}`,
  )

export const addAttribute = (document: Document, model: string, name: string, attribute: string): Document =>
  updateField(document, model, name, (body, field) => withAttribute(body, field, attribute))

/** Before the other attributes, and as far from the type as the first of them was. */
export const insertAttribute = (document: Document, model: string, name: string, attribute: string): Document =>
  updateField(document, model, name, (body, field) => {
    const [first] = field.attributes
    return first === undefined
      ? `${body.slice(0, field.contentEnd)} ${attribute}${body.slice(field.contentEnd)}`
      : `${body.slice(0, first.start)}${attribute} ${body.slice(first.start)}`
  })

/** At the end; what stager ignores says so last. */
function withAttribute(body: string, field: FieldMember, attribute: string): string {
  const last = field.attributes.at(-1)
  return last?.name === '@ignore'
    ? `${body.slice(0, last.start)}${attribute} ${body.slice(last.start)}`
    : `${body.slice(0, field.contentEnd)} ${attribute}${body.slice(field.contentEnd)}`
}

export const removeAttribute = (document: Document, model: string, name: string, attribute: string): Document =>
  updateField(document, model, name, (body, field) => {
    const found = field.attributes.find((one) => one.name === attribute)
    if (found === undefined) return body
    return body.slice(0, found.start).replace(/[ \t]+$/, '') + body.slice(found.end)
  })

/** Replaces an attribute with its arguments, or adds it. `attribute` is the whole text: `@default(1)`. */
export const setAttribute = (document: Document, model: string, name: string, attribute: string): Document =>
  updateField(document, model, name, (body, field) => {
    const wanted = /^@[\w.]+/.exec(attribute)?.[0]
    const found = field.attributes.find((one) => one.name === wanted)
    if (found === undefined) return withAttribute(body, field, attribute)
    return body.slice(0, found.start) + attribute + body.slice(found.end)
  })

const newlineOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n')

/** Inserts a member after another; at the block's start when that is null, at its end when it is not there (any more). */
export const insertMember = (document: Document, block: string, text: string, after: string | null): Document =>
  updateBlock(document, block, (found) => {
    const whole = text.endsWith('\n') ? text : text + newlineOf(found.head)
    const member = parseMember(found.keyword, whole)
    const anchor = after === null ? -1 : found.members.findIndex((one) => one.key === after)
    const at = after === null ? 0 : anchor >= 0 ? anchor + 1 : lastContent(found.members, member)
    return { ...found, members: found.members.toSpliced(at, 0, member) }
  })

/** Fields go before the block attributes, which close a model by convention. */
function lastContent(members: readonly Member[], added: Member): number {
  const last = members.findLastIndex((member) => (added.kind === 'attribute' ? member.key !== null : member.kind === added.kind))
  return last < 0 ? members.length : last + 1
}

export const removeMember = (document: Document, block: string, member: string): Document =>
  updateBlock(document, block, (found) => ({ ...found, members: found.members.filter(({ key }) => key !== member) }))

/**
 * Inserts a block after another one: at the beginning of `file` when that is null, at its end when it is not there (any more). In a
 * schema of several files a file that is not there is made; a schema of one file stays one.
 */
export function insertBlock(document: Document, text: string, after: string | null, file: string | null): Document {
  const block = parseBlock(text)
  if (block === undefined || findBlock(document, block.key) !== undefined) return document
  const isAnchor = (piece: Piece): boolean => piece.kind === 'block' && piece.key === after
  const target = document.files.find(({ pieces }) => pieces.some(isAnchor)) ?? document.files.find(({ path }) => path === file)
  if (target === undefined && file !== null && document.files.length > 1)
    return { files: [...document.files, { path: file, pieces: [block] }] }
  return {
    files: document.files.map((one) =>
      one === (target ?? document.files[0]) ? { ...one, pieces: withBlock(one.pieces, block, after, isAnchor) } : one,
    ),
  }
}

type Piece = Document['files'][number]['pieces'][number]

function withBlock(pieces: readonly Piece[], block: Block, after: string | null, isAnchor: (piece: Piece) => boolean): readonly Piece[] {
  const newline = newlineOf(pieces.map(pieceText).join(''))
  const ended: Block = blockText(block).endsWith('\n') ? block : { ...block, tail: block.tail + newline }
  const blank: Piece = { kind: 'text', text: newline }
  const anchor = pieces.findIndex(isAnchor)
  const first = pieces.findIndex(({ kind }) => kind === 'block')
  if (after === null && first >= 0) return pieces.toSpliced(first, 0, ended, blank)
  if (pieces.length === 0) return [ended]
  const at = anchor < 0 ? pieces.length : anchor + 1
  const open = !pieceText(pieces[at - 1]).endsWith('\n') // the file ends without a line break
  return pieces.toSpliced(at, 0, { kind: 'text', text: open ? newline + newline : newline }, ended)
}

const pieceText = (piece: Piece | undefined): string => (piece === undefined ? '' : piece.kind === 'text' ? piece.text : blockText(piece))

/** Gives a block another name; what refers to it is not changed. */
export const renameBlock = (document: Document, key: string, name: string): Document =>
  updateBlock(document, key, (block) => {
    const lines = linesOf(block.head)
    const opening = lines.length - 1 // comments above it
    const head = lines.map(({ text }, at) =>
      at === opening ? text.replace(/^(\s*\w+\s+)[^\s{]+/, (_, keyword: string) => keyword + name) : text,
    )
    return parseBlock(blockText({ ...block, head: head.join('') })) ?? block
  })

/** Removes a block and one blank line beside it. */
export const removeBlock = (document: Document, key: string): Document => ({
  files: document.files.map((file) => {
    const at = file.pieces.findIndex((piece) => piece.kind === 'block' && piece.key === key)
    if (at < 0) return file
    const rest = file.pieces.toSpliced(at, 1)
    const gap = at > 0 ? at - 1 : 0 // the text before the block; behind it when the block was first
    const beside = rest[gap]
    return beside?.kind === 'text'
      ? { ...file, pieces: rest.toSpliced(gap, 1, ...withoutBlank(beside.text, at > 0)) }
      : { ...file, pieces: rest }
  }),
})

/** The text without the blank line at its end (or its beginning). */
function withoutBlank(text: string, atEnd: boolean): readonly Piece[] {
  const lines = linesOf(text).map((line) => line.text)
  const side = atEnd ? -1 : 0
  const kept = (lines.at(side) ?? 'x').trim() === '' ? lines.toSpliced(side, 1) : lines
  return kept.length === 0 ? [] : [{ kind: 'text', text: kept.join('') }]
}

export const addBlockAttribute = (document: Document, block: string, attribute: string): Document => {
  const found = findBlock(document, block)
  if (found === undefined || findMember(found, `${attribute}()`) !== undefined) return document
  return insertMember(document, block, `  ${attribute}`, found.members.findLast(({ key }) => key !== null)?.key ?? null)
}
