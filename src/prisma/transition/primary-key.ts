import type { Table } from '../../schema/model.ts'
import { blockAttributes, fieldsOf, type AttributeMember, type Block, type Document, type FieldMember } from '../document.ts'
import { insertAttribute, insertMember, removeAttribute, removeMember } from '../edit-document.ts'
import { columnOf } from '../name-models.ts'
import { argumentOf, listedFields, parseArguments, printArguments, renameListed, type Argument } from '../relation.ts'
import { attributeOf, fieldFor, modelFor, type TransitionEdit } from './edit.ts'
import { sameList } from './relation-fields.ts'

/** The primary key that the database has between expand and contract: the old one, or the new one where the old one's columns go. */
export function editPrimaryKey(edit: TransitionEdit, document: Document, table: Table): Document {
  const model = modelFor(document, table)
  if (model === undefined) return document
  const columns = table.primaryKey?.columns ?? []
  const written = keyOf(model)
  if (written !== null && sameList(written.columns, columns) && keysOf(model).length === 1) return document
  const without = removeKeys(document, model, columns)
  const bare = modelFor(without, table)
  return bare === undefined || keyOf(bare) !== null || columns.length === 0 ? without : insertKey(edit, without, bare, table)
}

interface WrittenKey {
  readonly columns: readonly string[]
  readonly field: FieldMember | null
  readonly attribute: AttributeMember | null
}

const fieldsArgument = (all: readonly Argument[]): string | null =>
  argumentOf(all, 'fields') ?? all.find(({ name }) => name === null)?.value ?? null

/** Every `@id` and `@@id`; a field of the base schema that is back may bring a second one. */
const keysOf = (model: Block): readonly WrittenKey[] => [
  ...fieldsOf(model)
    .filter((field) => attributeOf(field, '@id') !== undefined)
    .map((field) => ({ columns: [columnOf(field)], field, attribute: null })),
  ...blockAttributes(model)
    .filter(({ name }) => name === '@@id')
    .map((attribute) => ({ columns: columnsOf(model, attribute), field: null, attribute })),
]

const columnsOf = (model: Block, attribute: AttributeMember): readonly string[] =>
  listedFields(fieldsArgument(parseArguments(attribute.arguments))).map((name) => {
    const field = fieldsOf(model).find((one) => one.name === name)
    return field === undefined ? name : columnOf(field)
  })

const keyOf = (model: Block | undefined): WrittenKey | null => (model === undefined ? null : (keysOf(model)[0] ?? null))

const removeKeys = (document: Document, model: Block, columns: readonly string[]): Document =>
  keysOf(model)
    .filter((key) => !sameList(key.columns, columns))
    .reduce((current, { field, attribute }) => {
      if (field !== null) return removeAttribute(current, model.name, field.name, '@id')
      return attribute === null ? current : removeMember(current, model.key, attribute.key)
    }, document)

/** The base schema's key as it was written there, over the fields as they are called now. */
function insertKey(edit: TransitionEdit, document: Document, model: Block, table: Table): Document {
  const old = modelFor(edit.before.document, table)
  const key = keyOf(old)
  if (old === undefined || key === null) return document
  if (key.field !== null) {
    const field = fieldFor(document, model, key.columns[0] ?? '')
    const text = attributeOf(key.field, '@id')?.arguments ?? null
    return field === undefined ? document : insertAttribute(document, model.name, field.name, text === null ? '@id' : `@id(${text})`)
  }
  const all = parseArguments(key.attribute?.arguments ?? '')
  const list = fieldsArgument(all) ?? '[]'
  const named = all.map((one) =>
    one.value === list ? { ...one, value: renameListed(list, (name) => nameNow(document, model, old, name)) } : one,
  )
  const last = model.members.findLast((member) => member.kind === 'field')
  return insertMember(document, model.key, `\n  @@id(${printArguments(named)})`, last?.key ?? null)
}

function nameNow(document: Document, model: Block, old: Block, name: string): string {
  const field = fieldsOf(old).find((one) => one.name === name)
  return (field === undefined ? undefined : fieldFor(document, model, columnOf(field))?.name) ?? name
}
