import type { TableName } from '../schema/model.ts'
import { cutName } from '../sql/ident.ts'
import { blockAttributes, fieldsOf, findBlock, type Document } from './document.ts'
import { replaceMember, setAttribute } from './edit-document.ts'
import { argumentOf, listedFields, mappedName, parseArguments, printArguments, withArgument, type Argument } from './relation.ts'
import { fieldFor, modelFor } from './transition/edit.ts'

/** A field, by the columns that it has and is to have. */
export interface FieldMapping {
  readonly table: TableName
  readonly from: string
  readonly to: string
}

/**
 * The fields over other columns: `@map` is added or replaced. Until contract the old column keeps its indexes and keys under their names, so
 * those of the new one need others: where `map:` says one, it says another.
 */
export function mapFields(document: Document, mappings: readonly FieldMapping[]): Document {
  const moved = mappings.flatMap(({ table, from, to }) => {
    const model = modelFor(document, table)
    const field = fieldFor(document, model, from)
    return model === undefined || field === undefined ? [] : [{ model, field, to }]
  })
  const mapped = moved.reduce(
    (current, { model, field, to }) => setAttribute(current, model.name, field.name, `@map(${JSON.stringify(to)})`),
    document,
  )
  return [...new Set(moved.map(({ model }) => model.key))].reduce((current, key) => {
    const names = new Set(moved.flatMap(({ model, field }) => (model.key === key ? [field.name] : [])))
    return renameIndexes(renameAttributes(current, key, names), key, names)
  }, mapped)
}

/** Any other name will do; the same one each time. */
const suffix = '_v2'

/** The arguments with another name in `map:`; null where they say none. */
function renamed(all: readonly Argument[]): string | null {
  const name = mappedName(all)
  return name === null ? null : printArguments(withArgument(all, 'map', JSON.stringify(cutName(name, suffix))))
}

/** `@unique(map: "...")` of the fields, and the relations over them. */
function renameAttributes(document: Document, key: string, names: ReadonlySet<string>): Document {
  const model = findBlock(document, key)
  return fieldsOf(model).reduce((current, { name, attributes }) => {
    const argumentsOf = (attribute: string): readonly Argument[] =>
      parseArguments(attributes.find((one) => one.name === attribute)?.arguments ?? '')
    const relation = argumentsOf('@relation')
    const over = listedFields(argumentOf(relation, 'fields')).some((field) => names.has(field)) ? renamed(relation) : null
    const own = names.has(name) ? renamed(argumentsOf('@unique')) : null
    const related = over === null ? current : setAttribute(current, model?.name ?? '', name, `@relation(${over})`)
    return own === null ? related : setAttribute(related, model?.name ?? '', name, `@unique(${own})`)
  }, document)
}

/** `@@index([field], map: "...")`. */
const renameIndexes = (document: Document, key: string, names: ReadonlySet<string>): Document =>
  blockAttributes(findBlock(document, key)).reduce((current, { key: member, arguments: text, text: whole, lead }) => {
    const all = parseArguments(text)
    const fields = listedFields(argumentOf(all, 'fields') ?? all.find(({ name }) => name === null)?.value ?? null)
    const written = fields.some((field) => names.has(field)) ? renamed(all) : null
    return written === null
      ? current
      : replaceMember(current, key, member, whole.slice(0, lead) + whole.slice(lead).replace(text, () => written))
  }, document)
