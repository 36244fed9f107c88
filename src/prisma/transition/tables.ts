import type { Table, TableName } from '../../schema/model.ts'
import { blockAttributes, blockText, blocksOf, fieldsOf, findBlock, type Block, type Document } from '../document.ts'
import { addBlockAttribute, insertBlock, removeAttribute, removeMember, renameBlock, replaceMember } from '../edit-document.ts'
import { freeBlockName, isRelationField, modelFor, textNow, type TransitionEdit } from './edit.ts'

/** A model that contract will drop is back with `@@ignore`; its relations come with the foreign keys. */
export function keepModel(edit: TransitionEdit, document: Document, table: Table): Document {
  const old = modelFor(edit.before.document, table)
  if (old === undefined) return document
  return reinsert(edit, document, old, table, (alone) => {
    const scalars = fieldsOf(old).reduce((current, field) => {
      if (isRelationField(edit.before.document, field)) return removeMember(current, old.key, field.key)
      const typed = replaceMember(current, old.key, field.key, textNow(edit, document, field, field.name))
      return removeAttribute(typed, old.name, field.name, '@ignore')
    }, alone)
    return addBlockAttribute(scalars, old.key, '@@ignore')
  })
}

/** Puts a block of the base schema back into its file, after the block that it followed; under another name where its own is taken. */
export function reinsert(
  edit: TransitionEdit,
  document: Document,
  block: Block,
  { name }: TableName,
  change: (alone: Document) => Document,
): Document {
  const file = edit.before.document.files.find(({ pieces }) => pieces.includes(block))
  const siblings = file?.pieces.filter((piece): piece is Block => piece.kind === 'block') ?? []
  const anchor = siblings.slice(0, siblings.indexOf(block)).findLast(({ key }) => findBlock(document, key) !== undefined)
  const free = freeBlockName(document, block.name)
  const changed = change({ files: [{ path: '', pieces: [block] }] })
  const named = free === block.name ? changed : mappedTo(renameBlock(changed, block.key, free), `${block.keyword} ${free}`, name)
  const text = blocksOf(named).map(blockText).join('')
  return insertBlock(document, text, anchor?.key ?? null, file?.path ?? null)
}

const mappedTo = (document: Document, key: string, name: string): Document =>
  blockAttributes(findBlock(document, key)).some((attribute) => attribute.name === '@@map')
    ? document
    : addBlockAttribute(document, key, `@@map(${JSON.stringify(name)})`)
