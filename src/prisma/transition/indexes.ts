import type { Index, Table } from '../../schema/model.ts'
import { cutName } from '../../sql/ident.ts'
import { blockAttributes, fieldsOf, type AttributeMember, type Block, type Document } from '../document.ts'
import { addAttribute, insertMember, removeAttribute, removeMember } from '../edit-document.ts'
import {
  argumentOf,
  listedFields,
  mappedName,
  parseArguments,
  printArguments,
  renameListed,
  withArgument,
  type Argument,
} from '../relation.ts'
import { attributeOf, fieldFor, modelFor, uniqueNames, type TransitionEdit } from './edit.ts'

/** The indexes of a table that stays: new ones that only contract builds are left out, dropped ones are back. */
export function editIndexes(edit: TransitionEdit, document: Document, table: Table, target: Table): Document {
  const has = (one: Table, { name }: Index): boolean => one.indexes.some((index) => index.name === name)
  const later = target.indexes.filter((index) => !has(table, index))
  const gone = table.indexes.filter((index) => !has(target, index))
  const without = later.reduce((current, index) => removeIndex(current, table, index), document)
  return gone.reduce((current, index) => keepIndex(edit, current, table, index), without)
}

const fieldsArgument = (all: readonly Argument[]): string | null =>
  argumentOf(all, 'fields') ?? all.find(({ name }) => name === null)?.value ?? null

const suffixes: Readonly<Record<string, string>> = { '@@unique': '_key', '@@index': '_idx' }

/** The name of the index that a block attribute makes: its `map`, or the name that Prisma gives it. */
function indexName(document: Document, model: Block, table: Table, { name, arguments: text }: AttributeMember): string | null {
  const suffix = suffixes[name]
  if (suffix === undefined) return null
  const all = parseArguments(text)
  const columns = listedFields(fieldsArgument(all)).map((field) => columnNamed(document, model, table, field))
  return mappedName(all) ?? cutName([table.name, ...columns].join('_'), suffix)
}

const columnNamed = (document: Document, model: Block, table: Table, field: string): string =>
  table.columns.find(({ name }) => fieldFor(document, model, name)?.name === field)?.name ?? field

const attributeFor = (document: Document, model: Block, table: Table, index: Index): AttributeMember | undefined =>
  blockAttributes(model).find((attribute) => indexName(document, model, table, attribute) === index.name)

/** The field that says `@unique`. */
const uniqueField = (document: Document, model: Block | undefined, index: Index) => {
  const [column = '', ...others] = index.columns
  const field = fieldFor(document, model, column)
  return index.unique && others.length === 0 && attributeOf(field, '@unique') !== undefined ? field : undefined
}

function removeIndex(document: Document, table: Table, index: Index): Document {
  const model = modelFor(document, table)
  if (model === undefined) return document
  const attribute = attributeFor(document, model, table, index)
  if (attribute !== undefined) return removeMember(document, model.key, attribute.key)
  const field = uniqueField(document, model, index)
  return field === undefined ? document : removeAttribute(document, model.name, field.name, '@unique')
}

function keepIndex(edit: TransitionEdit, document: Document, table: Table, index: Index): Document {
  const [old, model] = [modelFor(edit.before.document, table), modelFor(document, table)]
  if (model === undefined || attributeFor(document, model, table, index) !== undefined) return document
  if (old === undefined) return writeIndex(document, model, index)
  const attribute = attributeFor(edit.before.document, old, table, index)
  if (attribute !== undefined) return insertIndex(edit, document, table, { old, model }, attribute)
  const unique = attributeOf(uniqueField(edit.before.document, old, index), '@unique')
  const field = fieldFor(document, model, index.columns[0] ?? '')
  if (field === undefined || uniqueField(document, model, index) !== undefined) return document
  if (unique === undefined) return writeUnique(document, model, table, index)
  return addAttribute(document, model.name, field.name, unique.arguments === null ? '@unique' : `@unique(${unique.arguments})`)
}

/** A unique key that neither schema has: the old primary key's, or the new one's. */
function writeUnique(document: Document, model: Block, table: Table, index: Index): Document {
  if (!index.unique) return document
  const fields = index.columns.map((column) => fieldFor(document, model, column)?.name ?? column)
  const map = cutName([table.name, ...index.columns].join('_'), '_key') === index.name ? '' : `map: ${JSON.stringify(index.name)}`
  const [field = '', ...others] = fields
  if (others.length === 0) return addAttribute(document, model.name, field, map === '' ? '@unique' : `@unique(${map})`)
  const text = `  @@unique([${fields.join(', ')}]${map === '' ? '' : `, ${map}`})`
  return insertMember(document, model.key, text, model.members.findLast(({ key }) => key !== null)?.key ?? null)
}

/** An index that no text of the base schema names: that of a join table which has become a model's. */
function writeIndex(document: Document, model: Block, index: Index): Document {
  const fields = index.columns.map((column) => fieldFor(document, model, column)?.name ?? column)
  const attribute = `@@${index.unique ? 'unique' : 'index'}([${fields.join(', ')}], map: ${JSON.stringify(index.name)})`
  return insertMember(document, model.key, `  ${attribute}`, model.members.findLast(({ key }) => key !== null)?.key ?? null)
}

/** The attribute as it was, over the fields as they are called now. */
function insertIndex(
  edit: TransitionEdit,
  document: Document,
  table: Table,
  { old, model }: { readonly old: Block; readonly model: Block },
  attribute: AttributeMember,
): Document {
  const nameNow = (field: string): string => fieldFor(document, model, columnNamed(edit.before.document, old, table, field))?.name ?? field
  const all = parseArguments(attribute.arguments)
  const list = fieldsArgument(all)
  const renamed = list === null ? all : all.map((one) => (one.value === list ? { ...one, value: renameListed(list, nameNow) } : one))
  const named = isNameTaken(model, argumentOf(all, 'name')) ? withArgument(renamed, 'name', null) : renamed
  const text =
    printArguments(named) === printArguments(all)
      ? attribute.text
      : attribute.text.slice(0, attribute.lead) +
        attribute.text.slice(attribute.lead).replace(attribute.arguments, () => printArguments(named))
  const siblings = blockAttributes(old)
  const anchor = siblings.slice(0, siblings.indexOf(attribute)).findLast(({ key }) => blockAttributes(model).some((one) => one.key === key))
  return insertMember(document, model.key, text, anchor?.key ?? model.members.findLast(({ key }) => key !== null)?.key ?? null)
}

/** `name:` is what the client calls a unique key of several fields: nothing else in the model may have it. */
function isNameTaken(model: Block, name: string | null): boolean {
  const wanted = name?.startsWith('"') === true ? (JSON.parse(name) as string) : null
  return wanted !== null && (uniqueNames(model).includes(wanted) || fieldsOf(model).some((field) => field.name === wanted))
}
