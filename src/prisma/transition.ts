import type { Column, ForeignKey, Index, Schema, Table, TableName } from '../schema/model.ts'
import {
  blockAttributes,
  blockText,
  blocksOf,
  fieldsOf,
  findBlock,
  findField,
  findModel,
  type AttributeMember,
  type Block,
  type Document,
  type FieldMember,
} from './document.ts'
import {
  addAttribute,
  addBlockAttribute,
  insertBlock,
  insertMember,
  removeAttribute,
  removeMember,
  setAttribute,
  setFieldOptional,
} from './edit-document.ts'
import {
  argumentOf,
  listedFields,
  parseArguments,
  prismaAction,
  printArguments,
  relationName,
  withArgument,
  type Argument,
} from './relation.ts'

/** A schema's text together with the model that Prisma's engine reads from it. */
export interface ReadSchema {
  readonly document: Document
  readonly schema: Schema
}

interface Edit {
  readonly before: ReadSchema
  readonly after: ReadSchema
  /** The database between expand and contract. */
  readonly expanded: Schema
}

const sameName = (left: TableName) => (right: TableName) => left.schema === right.schema && left.name === right.name
const sameColumns = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && left.every((name, at) => name === right[at])

/**
 * The transition schema: the user's target text, edited until Prisma reads the expanded database from it. What is nullable
 * there is optional, what contract will drop is back with `@ignore`, what contract will add is left out.
 */
export function transitionDocument(edit: Edit): Document {
  let document = edit.after.document
  for (const block of blocksOf(edit.before.document)) {
    const kept = block.keyword === 'enum' && edit.expanded.enums.some(({ name }) => name === mappedName(block))
    if (kept && findBlock(document, block.key) === undefined) document = reinsertBlock(edit, document, block, blockText(block))
  }
  for (const table of edit.expanded.tables) {
    const target = edit.after.schema.tables.find(sameName(table))
    if (target === undefined) document = keepTable(edit, document, table)
  }
  for (const table of edit.expanded.tables) {
    const target = edit.after.schema.tables.find(sameName(table))
    if (target?.model == null) continue
    document = editColumns(edit, document, table, target)
    document = editForeignKeys(edit, document, table, target)
    document = editIndexes(edit, document, table, target)
  }
  return document
}

const unquote = (value: string): string => (value.startsWith('"') ? (JSON.parse(value) as string) : value)

const mappedName = (block: Block): string => {
  const map = blockAttributes(block).find(({ name }) => name === '@@map')
  const value = map === undefined ? undefined : parseArguments(map.arguments)[0]?.value
  return value === undefined ? block.name : unquote(value)
}

function reinsertBlock(edit: Edit, document: Document, block: Block, text: string): Document {
  const file = edit.before.document.files.find(({ pieces }) => pieces.includes(block))
  const blocks = file?.pieces.filter((piece): piece is Block => piece.kind === 'block') ?? []
  const anchor = blocks.slice(0, blocks.indexOf(block)).findLast(({ key }) => findBlock(document, key) !== undefined)
  return insertBlock(document, text.endsWith('\n') ? text : `${text}\n`, anchor?.key ?? null, file?.path ?? null)
}

/** A dropped model stays with `@@ignore`; the other ends of its relations stay with `@ignore`. */
function keepTable(edit: Edit, document: Document, table: Table): Document {
  if (table.model === null) return keepJoinTable(edit, document, table)
  const block = findModel(edit.before.document, table.model)
  if (block === undefined) return document
  let result = addBlockAttribute(reinsertBlock(edit, document, block, blockText(block)), block.key, '@@ignore')
  for (const field of fieldsOf(block)) result = keepOpposite(edit, result, block.name, field)
  return result
}

/** `_AToB`: the list fields of both sides stay. */
function keepJoinTable(edit: Edit, document: Document, table: Table): Document {
  let result = document
  for (const key of table.foreignKeys) {
    const model = edit.before.schema.tables.find(sameName(key.references))?.model ?? ''
    const block = findModel(edit.before.document, model)
    for (const field of fieldsOf(block)) {
      if (!field.list || findModel(edit.before.document, field.type) === undefined || findField(result, model, field.name) !== undefined)
        continue
      const opposite = oppositeField(edit.before.document, model, field)
      if (opposite === undefined || opposite.field.list) result = keepField(edit, result, model, field, field.text)
    }
  }
  return result
}

function keepOpposite(edit: Edit, document: Document, model: string, field: FieldMember): Document {
  const opposite = oppositeField(edit.before.document, model, field)
  if (opposite === undefined || findModel(document, opposite.model) === undefined) return document
  if (findField(document, opposite.model, opposite.field.name) !== undefined) return document
  return keepField(edit, document, opposite.model, opposite.field, opposite.field.text)
}

/** Puts a field of the base schema back where it was, ignored by the client. */
function keepField(edit: Edit, document: Document, model: string, field: FieldMember, text: string): Document {
  const target = findModel(document, model)
  if (target === undefined) return document
  const siblings = fieldsOf(findModel(edit.before.document, model))
  const anchor = siblings
    .slice(
      0,
      siblings.findIndex(({ key }) => key === field.key),
    )
    .findLast(({ name }) => findField(document, model, name) !== undefined)
  const inserted = insertMember(document, target.key, text, anchor?.key ?? null)
  const name = /^\s*(?:\/\/.*\n\s*)*(\w+)/.exec(text)?.[1] ?? field.name
  return findField(inserted, model, name)?.attributes.some((attribute) => attribute.name === '@ignore') === true
    ? inserted
    : addAttribute(inserted, model, name, '@ignore')
}

interface FieldPlace {
  readonly model: string
  readonly field: FieldMember
}

const relationArguments = (field: FieldMember): readonly Argument[] =>
  parseArguments(field.attributes.find(({ name }) => name === '@relation')?.arguments ?? '')

/** The other end of a relation. */
function oppositeField(document: Document, model: string, field: FieldMember): FieldPlace | undefined {
  const other = findModel(document, field.type)
  const name = relationName(relationArguments(field))
  const found = fieldsOf(other).find(
    (candidate) =>
      candidate.type === model &&
      relationName(relationArguments(candidate)) === name &&
      !(field.type === model && candidate.name === field.name),
  )
  return found === undefined ? undefined : { model: field.type, field: found }
}

function editColumns(edit: Edit, document: Document, table: Table, target: Table): Document {
  const model = target.model ?? ''
  const base = edit.before.schema.tables.find(sameName(table))
  let result = document
  for (const column of table.columns) {
    const wanted = target.columns.find(({ name }) => name === column.name)
    if (wanted === undefined) {
      result = keepColumn(edit, result, model, base, column)
      continue
    }
    if (column.nullable && !wanted.nullable) result = setFieldOptional(result, model, wanted.field, true)
    if (JSON.stringify(column.default) !== JSON.stringify(wanted.default)) result = keepDefault(edit, result, model, base, column, wanted)
  }
  return result
}

/** A column that contract will drop: its field as it was, optional where the column takes NULL now. */
function keepColumn(edit: Edit, document: Document, model: string, base: Table | undefined, column: Column): Document {
  const field = findField(edit.before.document, base?.model ?? model, column.field)
  if (field === undefined) return document
  const name = freeName(document, model, column.field)
  const renamed = renameField(field, name)
  let result = keepField(edit, document, model, field, renamed)
  if (column.nullable) result = setFieldOptional(result, model, name, true)
  return name === column.field || field.attributes.some((one) => one.name === '@map')
    ? result
    : addAttribute(result, model, name, `@map(${JSON.stringify(column.name)})`)
}

const freeName = (document: Document, model: string, name: string): string =>
  findField(document, model, name) === undefined ? name : freeName(document, model, `${name}Before`)

const renameField = (field: FieldMember, name: string): string => {
  const body = field.text.slice(field.lead)
  return name === field.name ? field.text : field.text.slice(0, field.lead) + body.replace(field.name, name)
}

function keepDefault(edit: Edit, document: Document, model: string, base: Table | undefined, column: Column, wanted: Column): Document {
  if (column.default === null) return removeAttribute(document, model, wanted.field, '@default')
  const field = findField(edit.before.document, base?.model ?? model, column.field)
  const attribute = field?.attributes.find(({ name }) => name === '@default')
  return attribute === undefined ? document : setAttribute(document, model, wanted.field, `@default(${attribute.arguments ?? ''})`)
}

/** The field of the transition document that stands for a column, whichever side it came from. */
const fieldFor = (document: Document, model: string, tables: readonly (Table | undefined)[], column: string): string => {
  const candidates = tables.flatMap((table) => table?.columns.filter(({ name }) => name === column).map(({ field }) => field) ?? [])
  const mapped = fieldsOf(findModel(document, model)).find(
    (field) =>
      unquote(parseArguments(field.attributes.find(({ name }) => name === '@map')?.arguments ?? '')[0]?.value ?? field.name) === column,
  )
  return mapped?.name ?? candidates[0] ?? column
}

const isIndexAttribute = (attribute: AttributeMember, index: Index, table: Table): boolean => {
  if (attribute.name !== (index.unique ? '@@unique' : '@@index')) return false
  const all = parseArguments(attribute.arguments)
  const map = argumentOf(all, 'map')
  if (map !== null && unquote(map) !== index.name) return false
  const fields = listedFields(argumentOf(all, 'fields') ?? all.find(({ name }) => name === null)?.value ?? null)
  return sameColumns(
    fields.map((field) => table.columns.find((column) => column.field === field)?.name ?? field),
    index.columns,
  )
}

function editIndexes(edit: Edit, document: Document, table: Table, target: Table): Document {
  const model = target.model ?? ''
  const base = edit.before.schema.tables.find(sameName(table))
  let result = document
  for (const index of target.indexes) {
    if (!table.indexes.some(({ name }) => name === index.name)) result = removeIndex(result, model, index, target)
  }
  for (const index of table.indexes) {
    if (!target.indexes.some(({ name }) => name === index.name)) result = keepIndex(edit, result, model, index, base)
  }
  return result
}

function removeIndex(document: Document, model: string, index: Index, target: Table): Document {
  const block = findModel(document, model)
  const attribute = blockAttributes(block).find((one) => isIndexAttribute(one, index, target))
  if (block !== undefined && attribute !== undefined) return removeMember(document, block.key, attribute.key)
  const field = target.columns.find(({ name }) => name === index.columns[0])?.field ?? ''
  return index.unique && index.columns.length === 1 ? removeAttribute(document, model, field, '@unique') : document
}

function keepIndex(edit: Edit, document: Document, model: string, index: Index, base: Table | undefined): Document {
  if (base === undefined) return document
  const old = findModel(edit.before.document, base.model ?? '')
  const block = findModel(document, model)
  const attribute = blockAttributes(old).find((one) => isIndexAttribute(one, index, base))
  if (old !== undefined && block !== undefined && attribute !== undefined) {
    const text = index.columns.reduce((current, column) => {
      const [from, to] = [base.columns.find(({ name }) => name === column)?.field ?? column, fieldFor(document, model, [base], column)]
      return from === to ? current : current.replace(new RegExp(`\\b${from}\\b`), to)
    }, attribute.text)
    const siblings = blockAttributes(old)
    const anchor = siblings
      .slice(0, siblings.indexOf(attribute))
      .findLast(({ key }) => blockAttributes(block).some((one) => one.key === key))
    return insertMember(document, block.key, text, anchor?.key ?? block.members.findLast(({ key }) => key !== null)?.key ?? null)
  }
  const column = index.columns[0] ?? ''
  const field = findField(edit.before.document, base.model ?? '', base.columns.find(({ name }) => name === column)?.field ?? '')
  const unique = field?.attributes.find(({ name }) => name === '@unique')
  const name = fieldFor(document, model, [base], column)
  if (unique === undefined || findField(document, model, name)?.attributes.some((one) => one.name === '@unique') === true) return document
  return addAttribute(document, model, name, unique.arguments === null ? '@unique' : `@unique(${unique.arguments})`)
}

const relationFieldOf = (document: Document, model: string, table: Table, key: ForeignKey): FieldMember | undefined =>
  fieldsOf(findModel(document, model)).find((field) => {
    const fields = listedFields(argumentOf(relationArguments(field), 'fields'))
    return (
      fields.length > 0 &&
      sameColumns(
        fields.map((name) => table.columns.find((column) => column.field === name)?.name ?? fieldColumn(document, model, name)),
        key.columns,
      )
    )
  })

const fieldColumn = (document: Document, model: string, name: string): string =>
  unquote(
    parseArguments(findField(document, model, name)?.attributes.find((one) => one.name === '@map')?.arguments ?? '')[0]?.value ?? name,
  )

function editForeignKeys(edit: Edit, document: Document, table: Table, target: Table): Document {
  const model = target.model ?? ''
  const base = edit.before.schema.tables.find(sameName(table))
  let result = document
  for (const key of target.foreignKeys) {
    const kept = table.foreignKeys.find(({ name }) => name === key.name)
    result = kept === undefined ? removeRelation(result, model, target, key) : matchRelation(result, model, target, table, kept)
  }
  for (const key of table.foreignKeys) {
    if (!target.foreignKeys.some(({ name }) => name === key.name)) result = keepRelation(edit, result, model, base, table, key)
  }
  return result
}

/** The new client cannot know a relation that only contract will build. */
function removeRelation(document: Document, model: string, target: Table, key: ForeignKey): Document {
  const field = relationFieldOf(document, model, target, key)
  const block = findModel(document, model)
  if (field === undefined || block === undefined) return document
  const opposite = oppositeField(document, model, field)
  const result = removeMember(document, block.key, field.key)
  const other = opposite === undefined ? undefined : findModel(result, opposite.model)
  return opposite === undefined || other === undefined ? result : removeMember(result, other.key, opposite.field.key)
}

/** The relation is optional where its columns take NULL, and says the actions that the database has. */
function matchRelation(document: Document, model: string, target: Table, table: Table, key: ForeignKey): Document {
  const field = relationFieldOf(document, model, target, key)
  if (field === undefined) return document
  const nullable = key.columns.some((column) => table.columns.find(({ name }) => name === column)?.nullable === true)
  const result = nullable ? setFieldOptional(document, model, field.name, true) : document
  return setActions(result, model, field, key, nullable)
}

/** Prisma's defaults: https://www.prisma.io/docs/orm/prisma-schema/data-model/relations/referential-actions#referential-action-defaults */
function setActions(document: Document, model: string, field: FieldMember, key: ForeignKey, nullable: boolean): Document {
  const all = relationArguments(field)
  const said = { onDelete: argumentOf(all, 'onDelete'), onUpdate: argumentOf(all, 'onUpdate') }
  const usual = { onDelete: nullable ? 'SetNull' : 'Restrict', onUpdate: 'Cascade' }
  const wanted = { onDelete: prismaAction(key.onDelete), onUpdate: prismaAction(key.onUpdate) }
  const changed = (['onDelete', 'onUpdate'] as const).reduce(
    (current, action) => ((said[action] ?? usual[action]) === wanted[action] ? current : withArgument(current, action, wanted[action])),
    all,
  )
  return changed === all ? document : setAttribute(document, model, field.name, `@relation(${printArguments(changed)})`)
}

/** A foreign key that contract will drop: both ends of its relation stay, ignored, under names that are free. */
function keepRelation(edit: Edit, document: Document, model: string, base: Table | undefined, table: Table, key: ForeignKey): Document {
  if (base === undefined) return document
  const field = relationFieldOf(edit.before.document, base.model ?? '', base, key)
  const block = findModel(document, model)
  if (field === undefined || block === undefined || findModel(document, field.type) === undefined) return document
  const opposite = oppositeField(edit.before.document, base.model ?? '', field)
  const ambiguous =
    fieldsOf(block).some(({ type }) => type === field.type) || fieldsOf(findModel(document, field.type)).some(({ type }) => type === model)
  const name = freeName(document, model, field.name)
  const relation = ambiguous ? JSON.stringify(`stager_${key.name}`) : relationName(relationArguments(field))
  const fields = key.columns.map((column) => fieldFor(document, model, [base], column))
  const nullable = key.columns.some((column) => table.columns.find((one) => one.name === column)?.nullable === true)
  const unnamed = withArgument(relationArguments(field), 'name', null).filter((one) => one.name !== null)
  const all = [
    ...(relation === null ? [] : [{ name: null, value: relation }]),
    ...withArgument(unnamed, 'fields', `[${fields.join(', ')}]`),
  ]
  let result = keepField(edit, document, model, field, renameField(field, name))
  result = setAttribute(result, model, name, `@relation(${printArguments(all)})`)
  if (nullable) result = setFieldOptional(result, model, name, true)
  const kept = findField(result, model, name)
  if (kept !== undefined) result = setActions(result, model, kept, key, nullable)
  if (opposite === undefined) return result
  const other = field.type === model && opposite.field.name === field.name ? name : freeName(result, opposite.model, opposite.field.name)
  result = keepField(edit, result, opposite.model, opposite.field, renameField(opposite.field, other))
  return relation === null ? result : setAttribute(result, opposite.model, other, `@relation(${relation})`)
}
