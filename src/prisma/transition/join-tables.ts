import { sameTable } from '../../schema/lookup.ts'
import type { Table } from '../../schema/model.ts'
import { blocksOf, fieldsOf, type Block, type Document } from '../document.ts'
import { nameInDatabase } from '../name-models.ts'
import { keepField, modelFor, type TransitionEdit } from './edit.ts'
import { nameOfRelation, oppositeOf, relationArguments, type FieldPlace } from './relation-fields.ts'
import { isNameFree, writeRelation } from './relations.ts'

/** Prisma's name of an implicit many-to-many relation; its table has it behind an underscore. */
const joinName = ({ model, field }: FieldPlace): string => {
  const name = nameOfRelation(field)
  return name === null ? usualName(model, field.type) : (JSON.parse(name) as string)
}

const usualName = (...models: readonly string[]): string => models.toSorted().join('To')

interface Ends {
  readonly model: Block
  readonly place: FieldPlace
  readonly opposite: FieldPlace
}

function endsOf(document: Document, table: Table): Ends | undefined {
  const models = blocksOf(document).filter(({ keyword }) => keyword === 'model')
  for (const model of models) {
    for (const field of fieldsOf(model)) {
      const place = { model: model.name, field }
      if (!field.list || !models.some(({ name }) => name === field.type) || `_${joinName(place)}` !== table.name) continue
      const opposite = oppositeOf(document, model.name, field)
      if (opposite?.field.list === true && refersTo(table, model)) return { model, place, opposite }
    }
  }
  return undefined
}

const refersTo = (table: Table, model: Block): boolean =>
  table.foreignKeys.some(({ references }) => sameTable(references, nameInDatabase(model)))

/** The join table of an implicit relation that contract will drop: the lists at both ends are back, ignored. */
export function keepJoinTable(edit: TransitionEdit, document: Document, table: Table): Document {
  const ends = endsOf(edit.before.document, table)
  if (ends === undefined || endsOf(document, table) !== undefined) return document
  const oldTarget = blocksOf(edit.before.document).find(({ key }) => key === `model ${ends.opposite.model}`)
  const model = modelFor(document, nameInDatabase(ends.model))
  const target = oldTarget === undefined ? undefined : modelFor(document, nameInDatabase(oldTarget))
  if (oldTarget === undefined || model === undefined || target === undefined) return document
  const name = table.name.slice(1)
  const first = keepField(edit, withoutRelationName(document, model, target, name), model, ends.model, ends.place.field)
  const second = keepField(edit, first.document, target, oldTarget, ends.opposite.field)
  // The table's name follows from the relation's, and that from the models' names, which may be others now.
  const isUsual =
    nameOfRelation(ends.place.field) === null && usualName(model.name, target.name) === name && isNameFree(model, target, null)
  const named = isUsual ? [] : [{ name: null, value: JSON.stringify(name) }]
  return writeRelation(writeRelation(second.document, model, first.name, named), target, second.name, named)
}

/** Another relation of these models that Prisma calls the same makes room: its name is no name in the database. */
function withoutRelationName(document: Document, model: Block, target: Block, name: string): Document {
  const others = [model, target].flatMap((one) =>
    fieldsOf(one).flatMap((field) => {
      const place = { model: one.name, field }
      return field.type === (one === model ? target : model).name && joinName(place) === name ? [{ model: one, field }] : []
    }),
  )
  return others.reduce((current, other) => {
    const rest = relationArguments(other.field).filter((one) => one.name !== null && one.name !== 'name')
    return writeRelation(current, other.model, other.field.name, [{ name: null, value: JSON.stringify(`stager_${name}`) }, ...rest])
  }, document)
}
