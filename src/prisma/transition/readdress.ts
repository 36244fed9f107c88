import { findTable, sameTable } from '../../schema/lookup.ts'
import type { Schema, Table } from '../../schema/model.ts'
import { columnRenamer, type TableMove } from '../../schema/readdress.ts'
import { cutName } from '../../sql/ident.ts'
import { blockAttributes, fieldsOf, findBlock, type Block, type Document, type FieldMember } from '../document.ts'
import { addAttribute, addBlockAttribute, removeMember, replaceMember, setAttribute } from '../edit-document.ts'
import { columnOf } from '../name-models.ts'
import { argumentOf, listedFields, mappedName, parseArguments, printArguments, withArgument } from '../relation.ts'
import { isRelationField, modelFor, attributeOf } from './edit.ts'
import { relationColumns } from './relation-fields.ts'

/**
 * The base schema's text once its tables have moved: `@@map`, `@@schema` and `@map` say the new names, `map:` the old names of what has
 * its name from the table's. So members of it can be put into the transition schema as they are.
 */
export function readdressDocument(document: Document, before: Schema, moves: readonly TableMove[]): Document {
  const found = moves.flatMap((move) => {
    const [model, table] = [modelFor(document, move.from), findTable(before, move.from)]
    return model === undefined || table === undefined ? [] : [{ move, model: model.key, table }]
  })
  return found.reduce((current, { move, model, table }) => {
    const named = keepNames(current, model, table)
    return moveModel(named, model, move)
  }, document)
}

const withMap = (text: string | null | undefined, name: string): string =>
  printArguments(withArgument(parseArguments(text ?? ''), 'map', JSON.stringify(name)))

/** Indexes, keys and foreign keys keep the names that they have from the table's old name. */
function keepNames(document: Document, key: string, table: Table): Document {
  const model = findBlock(document, key)
  if (model === undefined) return document
  const fields = fieldsOf(model).reduce((current, field) => keepFieldNames(document, current, model, table, field), document)
  return blockAttributes(model).reduce((current, attribute) => {
    const suffix = blockSuffixes[attribute.name]
    const all = parseArguments(attribute.arguments)
    if (suffix === undefined || mappedName(all) !== null) return current
    const list = argumentOf(all, 'fields') ?? all.find(({ name }) => name === null)?.value ?? null
    const columns = listedFields(list).map((name) => columnOfField(model, name))
    const name = cutName([table.name, ...(suffix === '_pkey' ? [] : columns)].join('_'), suffix)
    const own = attribute.text.slice(attribute.lead)
    const at = own.indexOf('(') + 1
    const text = own.slice(0, at) + own.slice(at).replace(attribute.arguments, () => withMap(attribute.arguments, name))
    return replaceMember(current, key, attribute.key, attribute.text.slice(0, attribute.lead) + text)
  }, fields)
}

const blockSuffixes: Readonly<Record<string, string>> = { '@@unique': '_key', '@@index': '_idx', '@@id': '_pkey' }

const columnOfField = (model: Block, name: string): string => {
  const field = fieldsOf(model).find((one) => one.name === name)
  return field === undefined ? name : columnOf(field)
}

function keepFieldNames(base: Document, document: Document, model: Block, table: Table, field: FieldMember): Document {
  const wanted: Readonly<Record<string, readonly [readonly string[], string]>> = isRelationField(base, field)
    ? relationColumns(model, field).length === 0
      ? {}
      : { '@relation': [relationColumns(model, field), '_fkey'] }
    : { '@unique': [[columnOf(field)], '_key'], '@id': [[], '_pkey'] }
  return Object.entries(wanted).reduce((current, [name, [columns, suffix]]) => {
    const attribute = attributeOf(field, name)
    if (attribute === undefined || mappedName(parseArguments(attribute.arguments ?? '')) !== null) return current
    const kept = cutName([table.name, ...columns].join('_'), suffix)
    return setAttribute(current, model.name, field.name, `${name}(${withMap(attribute.arguments, kept)})`)
  }, document)
}

function moveModel(document: Document, key: string, { from, to, columns }: TableMove): Document {
  const model = findBlock(document, key)
  if (model === undefined) return document
  const rename = columnRenamer(columns)
  const fields = fieldsOf(model).reduce((current, field) => {
    const now = rename(columnOf(field))
    if (isRelationField(document, field) || now === columnOf(field)) return current
    const attribute = `@map(${JSON.stringify(now)})`
    return attributeOf(field, '@map') === undefined
      ? addAttribute(current, model.name, field.name, attribute)
      : setAttribute(current, model.name, field.name, attribute)
  }, document)
  const named = withBlockAttribute(fields, key, '@@map', to.name)
  return sameTable({ ...from, name: '' }, { ...to, name: '' }) ? named : withBlockAttribute(named, key, '@@schema', to.schema ?? 'public')
}

function withBlockAttribute(document: Document, key: string, name: string, value: string): Document {
  const old = blockAttributes(findBlock(document, key)).find((attribute) => attribute.name === name)
  const rest = old === undefined ? document : removeMember(document, key, old.key)
  return addBlockAttribute(rest, key, `${name}(${JSON.stringify(value)})`)
}
