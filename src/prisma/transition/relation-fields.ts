import type { ForeignKey, Table } from '../../schema/model.ts'
import { sameTable } from '../../schema/lookup.ts'
import { cutName } from '../../sql/ident.ts'
import { fieldsOf, findModel, type Block, type Document, type FieldMember } from '../document.ts'
import { columnOf, nameInDatabase } from '../name-models.ts'
import { argumentOf, listedFields, mappedName, parseArguments, relationName, type Argument } from '../relation.ts'
import { remembered } from '../remembered.ts'
import { attributeOf } from './edit.ts'

/** A field and its model. */
export interface FieldPlace {
  readonly model: string
  readonly field: FieldMember
}

export const relationArguments = remembered((field: FieldMember): readonly Argument[] =>
  parseArguments(attributeOf(field, '@relation')?.arguments ?? ''),
)

/** As written, with its quotes; null for the one relation of two models that has none. */
export const nameOfRelation = (field: FieldMember): string | null => relationName(relationArguments(field))

/** The columns that a relation field's `fields:` names; empty at the other end of the relation. */
export const relationColumns = (model: Block, field: FieldMember): readonly string[] =>
  listedFields(argumentOf(relationArguments(field), 'fields')).map((name) => {
    const scalar = fieldsOf(model).find((one) => one.name === name)
    return scalar === undefined ? name : columnOf(scalar)
  })

/** The other end of a relation. */
export function oppositeOf(document: Document, model: string, field: FieldMember): FieldPlace | undefined {
  const name = nameOfRelation(field)
  const found = fieldsOf(findModel(document, field.type)).find(
    (other) => other.type === model && nameOfRelation(other) === name && !(field.type === model && other.name === field.name),
  )
  return found === undefined ? undefined : { model: field.type, field: found }
}

export const sameList = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && left.every((name, at) => name === right[at])

export const sameReference = (left: ForeignKey, right: ForeignKey): boolean =>
  sameList(left.columns, right.columns) &&
  sameTable(left.references, right.references) &&
  sameList(left.references.columns, right.references.columns)

/** The field that makes a foreign key: its constraint has the key's name, its columns and its table. */
export function relationFieldFor(document: Document, model: Block | undefined, table: Table, key: ForeignKey): FieldMember | undefined {
  if (model === undefined) return undefined
  return fieldsOf(model).find((field) => {
    const target = findModel(document, field.type)
    const columns = relationColumns(model, field)
    if (target === undefined || !sameList(columns, key.columns) || !sameTable(nameInDatabase(target), key.references)) return false
    return (mappedName(relationArguments(field)) ?? cutName([table.name, ...columns].join('_'), '_fkey')) === key.name
  })
}
