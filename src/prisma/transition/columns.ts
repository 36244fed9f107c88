import type { Column, Table } from '../../schema/model.ts'
import type { Block, Document } from '../document.ts'
import { addAttribute, removeAttribute, setAttribute, setFieldOptional } from '../edit-document.ts'
import { attributeOf, fieldFor, keepField, modelFor, type TransitionEdit } from './edit.ts'

/** The columns of a table that stays: as nullable as the database has them, with its defaults; dropped ones are back. */
export function editColumns(edit: TransitionEdit, document: Document, table: Table, target: Table): Document {
  let result = document
  for (const column of table.columns) {
    const model = modelFor(result, table)
    if (model === undefined) return result
    const wanted = target.columns.find(({ name }) => name === column.name)
    if (wanted === undefined) {
      result = keepColumn(edit, result, model, table, column)
      continue
    }
    if (column.nullable !== wanted.nullable) result = setFieldOptional(result, model.name, wanted.field, column.nullable)
    if (JSON.stringify(column.default) !== JSON.stringify(wanted.default)) result = keepDefault(edit, result, model, table, column)
  }
  return result
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
