import type { ForeignKey, Table } from '../../schema/model.ts'
import { fieldsOf, findField, findModel, type Block, type Document, type FieldMember } from '../document.ts'
import { setAttribute, setFieldList, setFieldOptional } from '../edit-document.ts'
import { argumentOf, prismaAction, printArguments, withArgument } from '../relation.ts'
import { modelFor } from './edit.ts'
import { oppositeOf, relationArguments, relationColumns, relationFieldFor, sameList } from './relation-fields.ts'

/**
 * The relation fields of a table say what its columns and foreign keys are between expand and contract: optional where a column takes
 * NULL, with the actions that the database has, a list at the other end while nothing is unique.
 */
export function fitRelations(document: Document, table: Table): Document {
  const model = modelFor(document, table)
  return fieldsOf(model).reduce((current, field) => {
    if (model === undefined || findModel(document, field.type) === undefined) return current
    const columns = relationColumns(model, field)
    return columns.length === 0 ? current : fitRelation(current, model, table, field, columns)
  }, document)
}

function fitRelation(document: Document, model: Block, table: Table, field: FieldMember, columns: readonly string[]): Document {
  const nullable = table.columns.filter((column) => columns.includes(column.name) && column.nullable).length
  const optional = setFieldOptional(document, model.name, field.name, nullable > 0)
  const key = table.foreignKeys.find((one) => relationFieldFor(document, model, table, one) === field)
  const acted = key === undefined ? optional : setActions(optional, model, field.name, key, nullable === columns.length)
  return isUnique(table, columns) ? acted : withListOpposite(acted, model, field)
}

const isUnique = (table: Table, columns: readonly string[]): boolean =>
  [table.primaryKey, ...table.indexes.filter(({ unique }) => unique)].some((key) => key !== null && sameList(key.columns, columns))

/** One row has several at the other end as long as contract has not made the columns unique. */
function withListOpposite(document: Document, model: Block, field: FieldMember): Document {
  const opposite = oppositeOf(document, model.name, findField(document, model.name, field.name) ?? field)
  return opposite === undefined || opposite.field.list ? document : setFieldList(document, opposite.model, opposite.field.name)
}

/** Prisma's defaults: https://www.prisma.io/docs/orm/prisma-schema/data-model/relations/referential-actions#referential-action-defaults */
function setActions(document: Document, model: Block, name: string, key: ForeignKey, nullable: boolean): Document {
  const field = findField(document, model.name, name)
  if (field === undefined) return document
  const all = relationArguments(field)
  const said = { onDelete: argumentOf(all, 'onDelete'), onUpdate: argumentOf(all, 'onUpdate') }
  const usual = { onDelete: nullable ? 'SetNull' : 'Restrict', onUpdate: 'Cascade' }
  const wanted = { onDelete: prismaAction(key.onDelete), onUpdate: prismaAction(key.onUpdate) }
  const changed = (['onDelete', 'onUpdate'] as const).reduce(
    (current, action) => ((said[action] ?? usual[action]) === wanted[action] ? current : withArgument(current, action, wanted[action])),
    all,
  )
  return changed === all ? document : setAttribute(document, model.name, name, `@relation(${printArguments(changed)})`)
}
