import {
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

export const addAttribute = (document: Document, model: string, name: string, attribute: string): Document =>
  updateField(document, model, name, (body, field) => `${body.slice(0, field.contentEnd)} ${attribute}${body.slice(field.contentEnd)}`)

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
    if (found === undefined) return `${body.slice(0, field.contentEnd)} ${attribute}${body.slice(field.contentEnd)}`
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

/** Inserts a block after another one, or at the end of `file` (the first file when that is null or unknown). */
export function insertBlock(document: Document, text: string, after: string | null, file: string | null): Document {
  const block = parseBlock(text)
  if (block === undefined || findBlock(document, block.key) !== undefined) return document
  const anchor =
    after === null ? undefined : document.files.find(({ pieces }) => pieces.some((piece) => piece.kind === 'block' && piece.key === after))
  const target = anchor ?? document.files.find(({ path }) => path === file) ?? document.files[0]
  return {
    files: document.files.map((one) => {
      if (one !== target) return one
      const found = one.pieces.findIndex((piece) => piece.kind === 'block' && piece.key === after)
      const at = found < 0 ? one.pieces.length : found + 1
      const newline = newlineOf(one.pieces.map((piece) => (piece.kind === 'text' ? piece.text : piece.head)).join(''))
      return { ...one, pieces: one.pieces.toSpliced(at, 0, { kind: 'text', text: newline }, block) }
    }),
  }
}

/** Removes a block and one blank line before it. */
export const removeBlock = (document: Document, key: string): Document => ({
  files: document.files.map((file) => {
    const at = file.pieces.findIndex((piece) => piece.kind === 'block' && piece.key === key)
    if (at < 0) return file
    const before = file.pieces[at - 1]
    if (before?.kind !== 'text') return { ...file, pieces: file.pieces.toSpliced(at, 1) }
    const lines = linesOf(before.text)
    const kept = (lines.at(-1)?.text ?? '').trim() === '' ? lines.slice(0, -1) : lines
    return {
      ...file,
      pieces: file.pieces.toSpliced(
        at - 1,
        2,
        ...(kept.length === 0 ? [] : [{ kind: 'text' as const, text: kept.map(({ text }) => text).join('') }]),
      ),
    }
  }),
})

export const addBlockAttribute = (document: Document, block: string, attribute: string): Document => {
  const found = findBlock(document, block)
  if (found === undefined || findMember(found, `${attribute}()`) !== undefined) return document
  return insertMember(document, block, `  ${attribute}`, found.members.findLast(({ key }) => key !== null)?.key ?? null)
}
