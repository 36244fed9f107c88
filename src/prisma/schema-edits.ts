import type { SchemaEdit } from '../schema/edit.ts'
import { applyEdit } from './apply-edit.ts'
import { blockText, findBlock, findMember, type Block, type Document } from './document.ts'

const ofMember = (
  block: Block,
  member: string | null,
  from: string | null,
  to: string | null,
  after: string | null = null,
): SchemaEdit => ({
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

function diffBlock(before: Block, after: Block): readonly SchemaEdit[] {
  if (before.keyword === 'generator' || blockText(before) === blockText(after)) return []
  const removed = before.members.flatMap((member) =>
    member.key !== null && findMember(after, member.key) === undefined ? [ofMember(before, member.key, member.text, null)] : [],
  )
  const changed = after.members.flatMap((member, index) => {
    if (member.key === null) return []
    const old = findMember(before, member.key)
    if (old === undefined) return [ofMember(after, member.key, null, member.text, keyBefore(after.members, index))]
    return old.text === member.text ? [] : [ofMember(after, member.key, old.text, member.text)]
  })
  return [...removed, ...changed, ...diffLayout(before, after, [...removed, ...changed])]
}

/** What the members do not say: blank lines, comments that belong to nothing, their order, the lines of the braces. */
function diffLayout(before: Block, after: Block, edits: readonly SchemaEdit[]): readonly SchemaEdit[] {
  const edited = findBlock(applyEdits({ files: [{ path: '', pieces: [before] }] }, edits), before.key)
  const [from, to] = [edited === undefined ? '' : blockText(edited), blockText(after)]
  return from === to ? [] : [ofMember(after, 'layout', from, to)]
}

/** The edits that make `after` of `before`; generators, and what stands between the blocks, are nobody's business. */
export function diffDocuments(before: Document, after: Document): readonly SchemaEdit[] {
  const removed = before.files.flatMap(({ path, pieces }) =>
    pieces.flatMap((piece) =>
      piece.kind === 'block' && findBlock(after, piece.key) === undefined
        ? [{ ...ofMember(piece, null, blockText(piece), null), file: path }]
        : [],
    ),
  )
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

/**
 * Applies edits to whatever the schema is now: other models and fields may have changed meanwhile, and an edit that is there
 * already changes nothing. Throws `schema-edit-conflict` when a member is neither as before nor as after.
 */
export const applyEdits = (document: Document, edits: readonly SchemaEdit[]): Document => edits.reduce(applyEdit, document)
