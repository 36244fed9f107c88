import { StagerError, exitCode } from '../errors.ts'
import type { SchemaEdit } from '../schema/edit.ts'
import { blockText, findBlock, findMember, parseBlock, parseMember, type Block, type Document, type Member } from './document.ts'
import { insertBlock, insertMember, removeBlock, removeMember, replaceBlock, replaceMember } from './edit-document.ts'

/** One edit, applied to whatever the schema is now. Throws `schema-edit-conflict`. */
export function applyEdit(document: Document, edit: SchemaEdit): Document {
  if (edit.member === null) return editBlock(document, edit)
  if (edit.member === 'layout') return editLayout(document, edit)
  return editMember(document, edit, edit.member)
}

/** White space outside strings says nothing: formatters move it. */
const compact = (text: string): string => text.replaceAll(/"(?:[^"\\]|\\.)*"|\s+/g, (piece) => (piece.startsWith('"') ? piece : ''))
const words = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()
const bodyOf = (member: Member): string => member.text.slice(member.lead)

function conflict(edit: SchemaEdit, found: string): StagerError {
  const what = edit.member === null ? edit.block : `"${edit.member}" of ${edit.block}`
  const undo = edit.from === null ? 'Remove it' : `Bring it back to "${words(edit.from)}"`
  const byHand = edit.to === null ? 'remove it' : `write "${words(edit.to)}"`
  return new StagerError('schema-edit-conflict', `${what} in schema.prisma is not what the plan left there: ${found}.`, {
    hint: `${undo} and run the command again, or make the edit by hand: ${byHand}.`,
    exitCode: exitCode.conflict,
    data: { edit },
  })
}

function editBlock(document: Document, edit: SchemaEdit): Document {
  const current = findBlock(document, edit.block)
  const now = current === undefined ? null : compact(blockText(current))
  if (now === (edit.to === null ? null : compact(edit.to))) return document
  if (now !== (edit.from === null ? null : compact(edit.from)))
    throw conflict(edit, now === null ? 'it is gone' : 'it was edited meanwhile')
  if (edit.to === null) return removeBlock(document, edit.block)
  if (current === undefined) return insertBlock(document, edit.to, edit.after, edit.file)
  return replaceBlock(document, edit.block, edit.to)
}

/** Never a conflict: where the block is not as the plan saw it, its layout is left alone. */
function editLayout(document: Document, edit: SchemaEdit): Document {
  const current = findBlock(document, edit.block)
  if (current === undefined || edit.from === null || edit.to === null || compact(blockText(current)) !== compact(edit.from)) return document
  return parseBlock(edit.to) === undefined ? document : replaceBlock(document, edit.block, edit.to)
}

function editMember(document: Document, edit: SchemaEdit, member: string): Document {
  const block = findBlock(document, edit.block)
  if (block === undefined) {
    if (edit.to === null) return document
    throw conflict(edit, 'the block is gone')
  }
  const current = findMember(block, member)
  const parsed = (text: string | null): Member | null => (text === null ? null : parseMember(block.keyword, text))
  const [from, to] = [parsed(edit.from), parsed(edit.to)]
  if (current === undefined) {
    if (to === null) return document
    if (from !== null) throw conflict(edit, 'it is gone')
    return insertMember(document, edit.block, to.text, edit.after)
  }
  const now = compact(bodyOf(current))
  // The same statement may still differ in its comments or its alignment; that is no reason to stop.
  const isBefore = from !== null && now === compact(bodyOf(from))
  if (to !== null && now === compact(bodyOf(to)) && !isBefore) return document
  if (!isBefore) throw conflict(edit, `it is "${words(bodyOf(current))}"`)
  return to === null
    ? removeMember(document, edit.block, member)
    : replaceMember(document, edit.block, member, withComments(block, current, from, to))
}

/** The comments above a member are the plan's to change only if nobody else did. */
function withComments(block: Block, current: Member, from: Member, to: Member): string {
  const comments = current.text.slice(0, current.lead)
  const untouched = compact(comments) === compact(from.text.slice(0, from.lead))
  return untouched || block.keyword === 'datasource' ? to.text : comments + bodyOf(to)
}
