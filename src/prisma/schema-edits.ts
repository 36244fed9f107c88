import { StagerError, exitCode } from '../errors.ts'
import type { SchemaEdit } from '../schema/edit.ts'
import { blockText, blocksOf, findBlock, findMember, parseBlock, parseMember, type Block, type Document, type Member } from './document.ts'
import { insertBlock, insertMember, removeBlock, removeMember, replaceMember } from './edit-document.ts'

const ofMember = (block: Block, member: string | null, from: string | null, to: string | null, after: string | null = null): SchemaEdit => ({
  block: block.key,
  member,
  from,
  to,
  after,
  file: null,
})

/** The key of the member or block that stands before the one at `index`. */
const keyBefore = (pieces: readonly { readonly key: string | null }[], index: number): string | null =>
  pieces.slice(0, index).findLast(({ key }) => key !== null)?.key ?? null

function diffBlock(before: Block, after: Block): SchemaEdit[] {
  if (before.keyword === 'generator') return []
  if (before.keyword === 'datasource') {
    const [from, to] = [blockText(before), blockText(after)]
    return from === to ? [] : [ofMember(after, null, from, to)]
  }
  const removed = before.members.flatMap((member) =>
    member.key !== null && findMember(after, member.key) === undefined ? [ofMember(before, member.key, member.text, null)] : [],
  )
  const changed = after.members.flatMap((member, index) => {
    if (member.key === null) return []
    const old = findMember(before, member.key)
    if (old === undefined) return [ofMember(after, member.key, null, member.text, keyBefore(after.members, index))]
    return old.text === member.text ? [] : [ofMember(after, member.key, old.text, member.text)]
  })
  return [...removed, ...changed]
}

/** The edits that make `after` of `before`; generators, blank lines and comments that belong to nothing are nobody's business. */
export function diffDocuments(before: Document, after: Document): readonly SchemaEdit[] {
  const removed = blocksOf(before)
    .filter(({ key }) => findBlock(after, key) === undefined)
    .map((block) => ofMember(block, null, blockText(block), null))
  const changed = after.files.flatMap(({ path, pieces }) => {
    const blocks = pieces.filter((piece): piece is Block => piece.kind === 'block')
    return blocks.flatMap((block, index) => {
      const old = findBlock(before, block.key)
      if (old !== undefined) return diffBlock(old, block)
      return [{ ...ofMember(block, null, null, blockText(block), keyBefore(blocks, index)), file: path }]
    })
  })
  return [...removed, ...changed]
}

const words = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()
const bodyOf = (member: Member): string => words(member.text.slice(member.lead))

function conflict(edit: SchemaEdit, found: string): StagerError {
  const what = edit.member === null ? edit.block : `"${edit.member}" of ${edit.block}`
  return new StagerError('schema-edit-conflict', `${what} in schema.prisma is not what the plan left there: ${found}.`, {
    hint: `Bring it back to ${edit.from === null ? 'before it was added' : `"${words(edit.from)}"`}, or make the edit by hand: ${edit.to === null ? 'remove it' : `"${words(edit.to)}"`}.`,
    exitCode: exitCode.conflict,
    data: { edit },
  })
}

function editBlock(document: Document, edit: SchemaEdit): Document {
  const current = findBlock(document, edit.block)
  const text = current === undefined ? null : words(blockText(current))
  if (text === (edit.to === null ? null : words(edit.to))) return document
  if (text !== (edit.from === null ? null : words(edit.from))) throw conflict(edit, text === null ? 'it is gone' : 'it was edited meanwhile')
  if (edit.to === null) return removeBlock(document, edit.block)
  if (current === undefined) return insertBlock(document, edit.to, edit.after, edit.file)
  const replaced = parseBlock(edit.to)
  return {
    files: document.files.map((file) => ({ ...file, pieces: file.pieces.map((piece) => (piece === current && replaced !== undefined ? replaced : piece)) })),
  }
}

function editMember(document: Document, edit: SchemaEdit, member: string): Document {
  const block = findBlock(document, edit.block)
  if (block === undefined) throw conflict(edit, 'the block is gone')
  const current = findMember(block, member)
  const now = current === undefined ? null : bodyOf(current)
  const expected = (text: string | null): string | null => (text === null ? null : bodyOf(parseMember(block.keyword, text)))
  if (now === expected(edit.to)) return document
  if (now !== expected(edit.from)) throw conflict(edit, now === null ? 'it is gone' : `it is "${now}"`)
  if (edit.to === null) return removeMember(document, edit.block, member)
  return current === undefined ? insertMember(document, edit.block, edit.to, edit.after) : replaceMember(document, edit.block, member, edit.to)
}

/**
 * Applies edits to whatever the schema is now: other models and fields may have changed meanwhile, and an edit that is there
 * already changes nothing. Throws `schema-edit-conflict` when a member is neither as before nor as after.
 */
export const applyEdits = (document: Document, edits: readonly SchemaEdit[]): Document =>
  edits.reduce((current, edit) => (edit.member === null ? editBlock(current, edit) : editMember(current, edit, edit.member)), document)
