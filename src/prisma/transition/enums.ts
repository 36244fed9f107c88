import type { Enum } from '../../schema/model.ts'
import { sameTable } from '../../schema/lookup.ts'
import { enumOfType } from '../../sql/enum-type.ts'
import { successorType } from '../../sql/successor-type.ts'
import { blockAttributes, type Block, type Document, type ValueMember } from '../document.ts'
import { insertBlock, insertMember } from '../edit-document.ts'
import { labelOf } from '../name-models.ts'
import { enumFor, freeBlockName, type TransitionEdit } from './edit.ts'
import { reinsert } from './tables.ts'

/** The enums of the database between expand and contract: those that go are back, and so are the values that go; successors are there too. */
export const editEnums = (edit: TransitionEdit, document: Document): Document =>
  edit.expanded.enums.reduce((current, type) => {
    const [old, now] = [enumFor(edit.before.document, type), enumFor(current, type)]
    if (now !== undefined) return keepValues(current, now, old, type)
    return old === undefined ? addSuccessor(edit, current, type) : reinsert(edit, current, old, type, (alone) => alone)
  }, document)

const valuesOf = (block: Block | undefined): readonly ValueMember[] =>
  (block?.members ?? []).filter((member): member is ValueMember => member.kind === 'value')

/** Each after the value that it followed; under another name where its own means another label now. */
function keepValues(document: Document, block: Block, old: Block | undefined, type: Enum): Document {
  const labels = new Set(valuesOf(block).map(labelOf))
  const siblings = valuesOf(old)
  return siblings.reduce((current, value, at) => {
    const label = labelOf(value)
    if (labels.has(label) || !type.values.includes(label)) return current
    const present = valuesOf(enumFor(current, type))
    const name = freeName(
      value.name,
      present.map((one) => one.name),
    )
    const anchor = siblings.slice(0, at).findLast((one) => present.some(({ key }) => key === one.key))
    return insertMember(current, block.key, textOf(value, name, label), anchor?.key ?? null)
  }, document)
}

const freeName = (name: string, taken: readonly string[]): string => (taken.includes(name) ? freeName(`${name}Before`, taken) : name)

function textOf({ text, lead, name: old }: ValueMember, name: string, label: string): string {
  if (name === old) return text
  const comments = text.slice(0, lead)
  const indent = /^\s*/.exec(text.slice(lead))?.[0] ?? ''
  return `${comments}${indent}${name} @map(${JSON.stringify(label)})${text.endsWith('\n') ? '\n' : ''}`
}

/** The type that takes the enum's name at contract: only ignored fields have it. */
function addSuccessor(edit: TransitionEdit, document: Document, type: Enum): Document {
  const schemas = [edit.before.schema, edit.after.schema]
  const target = edit.after.schema.enums.find((one) => sameTable(successorType(schemas, one, 'stager'), type))
  const block = target === undefined ? undefined : enumFor(edit.after.document, target)
  if (block === undefined) return document
  const newline = block.head.includes('\r\n') ? '\r\n' : '\n'
  const attributes = blockAttributes(block).flatMap(({ name, text, lead }) => (name === '@@map' ? [] : [text.slice(lead).trim()]))
  const lines = [
    `enum ${freeBlockName(document, `${block.name}Stager`)} {`,
    ...valuesOf(block).map(({ text, lead }) => `  ${text.slice(lead).trim()}`),
    '',
    ...[`@@map(${JSON.stringify(type.name)})`, ...attributes].map((line) => `  ${line}`),
    '}',
    '',
  ]
  return insertBlock(document, lines.join(newline), block.key, null)
}

/** The enum that a column of the expanded database has, as the document calls it; null for other types. */
export function enumNameFor(edit: TransitionEdit, document: Document, type: string): string | null {
  const found = enumOfType(edit.expanded, type)
  return (found === undefined ? undefined : enumFor(document, found))?.name ?? null
}
