import { sameTable } from '../../schema/lookup.ts'
import type { Schema, TableName } from '../../schema/model.ts'
import {
  blockAttributes,
  blocksOf,
  fieldsOf,
  findBlock,
  findField,
  type Block,
  type BlockKeyword,
  type Document,
  type FieldMember,
} from '../document.ts'
import { addAttribute, insertMember } from '../edit-document.ts'
import { columnOf, nameInDatabase } from '../name-models.ts'
import { argumentOf, parseArguments } from '../relation.ts'

/** A schema's text together with the model that Prisma's engine reads from it. */
export interface ReadSchema {
  readonly document: Document
  readonly schema: Schema
}

/** What the transition schema is derived from. */
export interface TransitionEdit {
  readonly before: ReadSchema
  readonly after: ReadSchema
  /** The database between expand and contract. */
  readonly expanded: Schema
  readonly shadows: readonly Shadow[]
}

/** A column of the database between expand and contract that takes over the name of another one. */
export interface Shadow {
  readonly table: TableName
  readonly name: string
  readonly of: string
}

export interface KeptField {
  readonly document: Document
  /** The field's name in the document. */
  readonly name: string
}

/** Models and fields are followed by their names in the database: a change may give them others in the code. */
const blockFor = (document: Document, keyword: BlockKeyword, name: TableName): Block | undefined =>
  blocksOf(document).find((block) => block.keyword === keyword && sameTable(nameInDatabase(block), name))

export const modelFor = (document: Document, table: TableName): Block | undefined => blockFor(document, 'model', table)

export const enumFor = (document: Document, type: TableName): Block | undefined => blockFor(document, 'enum', type)

/** A field whose type is a model (or a view). */
export const isRelationField = (document: Document, field: FieldMember): boolean =>
  findBlock(document, `model ${field.type}`) !== undefined || findBlock(document, `view ${field.type}`) !== undefined

export const fieldFor = (document: Document, model: Block | undefined, column: string): FieldMember | undefined =>
  fieldsOf(model).find((field) => !isRelationField(document, field) && columnOf(field) === column)

export const attributeOf = (field: FieldMember | undefined, name: string) => field?.attributes.find((attribute) => attribute.name === name)

export const isIgnoredModel = (block: Block | undefined): boolean => blockAttributes(block).some(({ name }) => name === '@@ignore')

/**
 * A name for a field of that column: no other field, no other column and no unique key of the model has it. (Prisma takes a column's name
 * for a field's in some places.)
 */
export function freeFieldName(document: Document, model: Block, column: string, name: string): string {
  const isTaken =
    findField(document, model.name, name) !== undefined ||
    fieldsOf(model).some((field) => columnOf(field) === name && name !== column) ||
    uniqueNames(model).includes(name)
  return isTaken ? freeFieldName(document, model, column, `${name}Before`) : name
}

/** What the client calls the unique keys of several fields. */
export const uniqueNames = (model: Block): readonly string[] =>
  blockAttributes(model).flatMap(({ arguments: text }) => {
    const value = argumentOf(parseArguments(text), 'name')
    return value?.startsWith('"') === true ? [JSON.parse(value) as string] : []
  })

/** A block name that the schema does not have, in whatever kind of block. */
export const freeBlockName = (document: Document, name: string): string =>
  blocksOf(document).some((block) => block.name === name) ? freeBlockName(document, `${name}Before`) : name

/** A type of the base schema as the document calls it now; a model or an enum may have got another name in the code. */
export function typeNow(edit: TransitionEdit, document: Document, type: string): string {
  const old = findBlock(edit.before.document, `model ${type}`) ?? findBlock(edit.before.document, `enum ${type}`)
  return (old === undefined ? undefined : blockFor(document, old.keyword, nameInDatabase(old))?.name) ?? type
}

/** A field of the base schema as text for the document: under another name, its type as it is called now. */
export function textNow(edit: TransitionEdit, document: Document, field: FieldMember, name: string): string {
  const [comments, body] = [field.text.slice(0, field.lead), field.text.slice(field.lead)]
  const typeEnd = field.typeStart + field.type.length
  const named = body.slice(0, field.typeStart).replace(field.name, () => name)
  return comments + named + typeNow(edit, document, field.type) + body.slice(typeEnd)
}

/**
 * Puts a field of the base schema back where it was, under a name that is free, ignored by the client. In a model that is ignored as a
 * whole, and on a type that it does not know, Prisma wants no `@ignore`. `visible`: the new client uses it too.
 */
export function keepField(
  edit: TransitionEdit,
  document: Document,
  { key }: Block,
  old: Block,
  field: FieldMember,
  visible = false,
): KeptField {
  const model = findBlock(document, key)
  if (model === undefined) return { document, name: field.name }
  const name = freeFieldName(document, model, columnOf(field), field.name)
  const inserted = insertMember(document, key, textNow(edit, document, field, name), placeOf(model, old, field)?.key ?? null)
  const ignored = visible || isIgnoredModel(model) || field.type.startsWith('Unsupported') || attributeOf(field, '@ignore') !== undefined
  return { document: ignored ? inserted : addAttribute(inserted, model.name, name, '@ignore'), name }
}

/** After the field that it followed; and after a field with its column's name, for only so Prisma sees that this one has another column. */
function placeOf(model: Block, old: Block, field: FieldMember): FieldMember | undefined {
  const [fields, siblings] = [fieldsOf(model), fieldsOf(old)]
  const before = siblings.slice(0, siblings.indexOf(field)).findLast(({ name }) => fields.some((one) => one.name === name))
  return fields.findLast(({ name }) => name === before?.name || name === columnOf(field))
}
