import { findColumn, findTable, sameTable } from '../../schema/lookup.ts'
import type { ForeignKey, Table, TableName } from '../../schema/model.ts'
import { fieldsOf, findField, type Block, type Document, type FieldMember } from '../document.ts'
import { removeAttribute, removeMember, setAttribute } from '../edit-document.ts'
import { columnOf } from '../name-models.ts'
import { argumentOf, printArguments, renameListed, withArgument, type Argument } from '../relation.ts'
import { fieldFor, keepField, modelFor, type TransitionEdit } from './edit.ts'
import {
  nameOfRelation,
  oppositeOf,
  relationArguments,
  relationColumns,
  relationFieldFor,
  sameReference,
  type FieldPlace,
} from './relation-fields.ts'

/** The new client cannot know a relation that only contract will build: both its ends are left out. */
export function removeLaterRelations(document: Document, table: Table, target: Table): Document {
  return target.foreignKeys
    .filter((key) => !table.foreignKeys.some((one) => one.name === key.name && sameReference(one, key)))
    .reduce((current, key) => {
      const model = modelFor(current, table)
      const field = relationFieldFor(current, model, target, key)
      return model === undefined || field === undefined ? current : removeRelation(current, model, field)
    }, document)
}

function removeRelation(document: Document, model: Block, field: FieldMember): Document {
  const opposite = oppositeOf(document, model.name, field)
  const result = removeMember(document, model.key, field.key)
  return opposite === undefined ? result : removeMember(result, `model ${opposite.model}`, opposite.field.key)
}

/** The foreign keys that contract will drop: both ends of their relations are back, under names that are free. */
export function keepRelations(edit: TransitionEdit, document: Document, table: Table): Document {
  return table.foreignKeys.reduce((current, key) => {
    const model = modelFor(current, table)
    if (model === undefined || relationFieldFor(current, model, table, key) !== undefined) return current
    return keepRelation(edit, current, model, table, key)
  }, document)
}

function keepRelation(edit: TransitionEdit, document: Document, model: Block, table: Table, key: ForeignKey): Document {
  const base = edit.before.document
  const [old, oldTarget, target] = [modelFor(base, table), modelFor(base, key.references), modelFor(document, key.references)]
  const field = relationFieldFor(base, old, table, key)
  const opposite = old === undefined || field === undefined ? undefined : oppositeOf(base, old.name, field)
  if (old === undefined || field === undefined || opposite === undefined || oldTarget === undefined || target === undefined) return document
  const name = isNameFree(model, target, nameOfRelation(field)) ? nameOfRelation(field) : JSON.stringify(`stager_${key.name}`)
  const listNow = (value: string | null, from: Block, to: Block): string =>
    renameListed(value ?? '[]', (one) => {
      const scalar = fieldsOf(from).find((candidate) => candidate.name === one)
      return (scalar === undefined ? undefined : fieldFor(document, to, columnOf(scalar))?.name) ?? one
    })
  const all = relationArguments(field)
  const written = withArgument(
    withArgument(withName(all, name), 'fields', listNow(argumentOf(all, 'fields'), old, model)),
    'references',
    listNow(argumentOf(all, 'references'), oldTarget, target),
  )
  const visible = isReplaced(edit, table, key, field, opposite) && name === nameOfRelation(field)
  const kept = keepField(edit, document, model, old, field, visible)
  const other = keepField(edit, writeRelation(kept.document, model, kept.name, written), target, oldTarget, opposite.field, visible)
  return writeRelation(other.document, target, other.name, withName(relationArguments(opposite.field), name))
}

/**
 * The target has a relation under the same names, over other columns, and these stay: the new application's code reads through the old
 * relation until contract brings the new one. Both ends are free again, for the target's were left out.
 */
function isReplaced(edit: TransitionEdit, table: Table, key: ForeignKey, field: FieldMember, opposite: FieldPlace): boolean {
  const { document, schema } = edit.after
  const [model, target] = [modelFor(document, table), modelFor(document, key.references)]
  if (model === undefined || target === undefined) return false
  const [one, other] = [findField(document, model.name, field.name), findField(document, target.name, opposite.field.name)]
  const keeps = (name: TableName, columns: readonly string[]): boolean =>
    columns.every((column) => findColumn(findTable(schema, name), column) !== undefined)
  return (
    one?.type === target.name &&
    other?.type === model.name &&
    relationColumns(model, one).length > 0 &&
    other.list === opposite.field.list &&
    keeps(table, key.columns) &&
    keeps(key.references, key.references.columns) &&
    !edit.expanded.tables.some(
      (each) => sameTable(each, table) && each.foreignKeys.some((made) => relationFieldFor(document, model, table, made) === one),
    )
  )
}

const isRelationBetween = (field: FieldMember, model: Block, name: string | null): boolean =>
  field.type === model.name && nameOfRelation(field) === name

/** Two relations of the same two models must have different names. */
export const isNameFree = (model: Block, target: Block, name: string | null): boolean =>
  !fieldsOf(model).some((field) => isRelationBetween(field, target, name)) &&
  !fieldsOf(target).some((field) => isRelationBetween(field, model, name))

function withName(all: readonly Argument[], name: string | null): readonly Argument[] {
  const rest = all.filter((one) => one.name !== 'name' && one.name !== null)
  return name === null ? rest : [{ name: null, value: name }, ...rest]
}

/** Leaves the text alone where it says the same. */
export function writeRelation(document: Document, model: Block, name: string, all: readonly Argument[]): Document {
  const field = findField(document, model.name, name)
  if (field === undefined) return document
  const now = withName(relationArguments(field), nameOfRelation(field))
  if (printArguments(now) === printArguments(all)) return document
  return all.length === 0
    ? removeAttribute(document, model.name, name, '@relation')
    : setAttribute(document, model.name, name, `@relation(${printArguments(all)})`)
}
