import { sameTable } from '../../schema/lookup.ts'
import type { Column, Table } from '../../schema/model.ts'
import type { Block, Document } from '../document.ts'
import { addAttribute, insertMember, removeAttribute, setAttribute, setFieldOptional, setFieldType } from '../edit-document.ts'
import type { FieldAttribute } from '../field-text.ts'
import { enumNameFor } from './enums.ts'
import { attributeOf, fieldFor, freeFieldName, keepField, modelFor, typeNow, type Shadow, type TransitionEdit } from './edit.ts'

/** The columns of a table that stays: as nullable as the database has them, with its defaults; dropped ones are back. */
export function editColumns(edit: TransitionEdit, document: Document, table: Table, target: Table): Document {
  let result = document
  for (const column of table.columns) {
    const model = modelFor(result, table)
    if (model === undefined) return result
    const wanted = target.columns.find(({ name }) => name === column.name)
    const shadow = edit.shadows.find((one) => sameTable(one.table, table) && one.name === column.name)
    if (shadow !== undefined) {
      result = addShadow(edit, result, model, shadow, column.type)
      continue
    }
    if (wanted === undefined) {
      result = keepColumn(edit, result, model, table, column)
      continue
    }
    if (column.type !== wanted.type && edit.shadows.some((one) => sameTable(one.table, table) && one.of === column.name))
      result = keepType(edit, result, model, table, column)
    if (column.nullable !== wanted.nullable) result = setFieldOptional(result, model.name, wanted.field, column.nullable)
    if (JSON.stringify(column.default) !== JSON.stringify(wanted.default)) result = keepDefault(edit, result, model, table, column)
  }
  return result
}

/**
 * The column that will have the name: as the target says, but optional, and ignored.
 */
function addShadow(edit: TransitionEdit, document: Document, model: Block, { table, name, of }: Shadow, columnType: string): Document {
  const target = fieldFor(edit.after.document, modelFor(edit.after.document, table), of)
  if (target === undefined) return document
  const native = target.attributes.flatMap((attribute) => (isNative(attribute) ? [` ${textOf(attribute)}`] : []))
  const field = freeFieldName(document, model, name, `${target.name}Stager`)
  const type = `${enumNameFor(edit, document, columnType) ?? target.type}${target.list ? '[]' : '?'}`
  const ignore = target.type.startsWith('Unsupported') ? '' : ' @ignore'
  const text = `  ${field} ${type}${native.join('')} @map(${JSON.stringify(name)})${ignore}`
  return insertMember(document, model.key, text, target.key)
}

const isNative = ({ name }: FieldAttribute): boolean => name.includes('.')
const textOf = ({ name, arguments: all }: FieldAttribute): string => (all === null ? name : `${name}(${all})`)

/** The type that the column has until contract. */
function keepType(edit: TransitionEdit, document: Document, model: Block, table: Table, column: Column): Document {
  const [field, old] = [
    fieldFor(document, model, column.name),
    fieldFor(edit.before.document, modelFor(edit.before.document, table), column.name),
  ]
  if (field === undefined || old === undefined) return document
  const typed = setFieldType(document, model.name, field.name, typeNow(edit, document, old.type))
  const without = field.attributes
    .filter(isNative)
    .reduce((current, { name }) => removeAttribute(current, model.name, field.name, name), typed)
  return old.attributes.filter(isNative).reduce((current, native) => addAttribute(current, model.name, field.name, textOf(native)), without)
}

/** A column that contract will drop. Where its field's name has another meaning now, the field gets another one. */
function keepColumn(edit: TransitionEdit, document: Document, model: Block, table: Table, column: Column): Document {
  const old = modelFor(edit.before.document, table)
  const field = fieldFor(edit.before.document, old, column.name)
  if (old === undefined || field === undefined) return document
  const kept = keepField(edit, document, model, old, field)
  const result = column.nullable ? setFieldOptional(kept.document, model.name, kept.name, true) : kept.document
  return kept.name === field.name || attributeOf(field, '@map') !== undefined
    ? result
    : addAttribute(result, model.name, kept.name, `@map(${JSON.stringify(column.name)})`)
}

/** The default that the database has until contract: none yet, or the one of the base schema. */
function keepDefault(edit: TransitionEdit, document: Document, model: Block, table: Table, column: Column): Document {
  const field = fieldFor(document, model, column.name)
  if (field === undefined) return document
  if (column.default === null) return removeAttribute(document, model.name, field.name, '@default')
  const old = fieldFor(edit.before.document, modelFor(edit.before.document, table), column.name)
  const attribute = attributeOf(old, '@default')
  return attribute === undefined ? document : setAttribute(document, model.name, field.name, `@default(${attribute.arguments ?? ''})`)
}
