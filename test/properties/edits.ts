import { freeName } from './names.ts'
import { scalars } from './scalars.ts'
import { mayBeIndexed, soundSketch } from './sound-sketch.ts'
import {
  type Arity,
  type DefaultSketch,
  type EnumSketch,
  type FieldSketch,
  type IndexSketch,
  type KeySketch,
  type ModelSketch,
  type RelationSketch,
  type SchemaSketch,
} from './sketch.ts'

/** A field as numbers, which the sketch makes sense of. `map` 0 is none. */
export interface FieldSeed {
  readonly name: number
  readonly map: number
  readonly type: number
  readonly arity: Arity
  readonly default: DefaultSketch
}

/** What a developer does to a schema. Numbers choose among what is there, whatever that is; an edit without an object does nothing. */
export type Edit =
  | { readonly kind: 'addEnum'; readonly name: number; readonly map: number; readonly values: number; readonly schema: number }
  | { readonly kind: 'addEnumValue'; readonly enum: number; readonly value: number; readonly map: number; readonly at: number }
  | {
      readonly kind: 'removeEnumValue' | 'moveEnumValue' | 'renameEnumValue'
      readonly enum: number
      readonly value: number
      readonly name: number
    }
  | { readonly kind: 'renameEnum'; readonly enum: number; readonly name: number; readonly keepsMap: boolean }
  | { readonly kind: 'dropEnum'; readonly enum: number }
  | {
      readonly kind: 'addModel'
      readonly name: number
      readonly map: number
      readonly schema: number
      /** Of the primary key; the first of `fields` are in it where it is `fields`. */
      readonly id: 'integer' | 'bigint' | 'uuid' | 'text' | 'fields' | 'two' | 'none'
      readonly fields: readonly FieldSeed[]
    }
  | { readonly kind: 'dropModel'; readonly model: number }
  | { readonly kind: 'renameModel'; readonly model: number; readonly name: number; readonly what: 'code' | 'table' | 'both' }
  | { readonly kind: 'moveModel'; readonly model: number }
  | { readonly kind: 'addField'; readonly model: number; readonly field: FieldSeed }
  | { readonly kind: 'dropField' | 'ignoreField'; readonly model: number; readonly field: number }
  | {
      readonly kind: 'renameField'
      readonly model: number
      readonly field: number
      readonly name: number
      readonly what: 'code' | 'column' | 'both'
    }
  | { readonly kind: 'setArity'; readonly model: number; readonly field: number; readonly arity: Arity }
  | { readonly kind: 'setType'; readonly model: number; readonly field: number; readonly type: number }
  | { readonly kind: 'setDefault'; readonly model: number; readonly field: number; readonly default: DefaultSketch }
  | { readonly kind: 'setPrimaryKey'; readonly model: number; readonly fields: readonly number[] }
  | {
      readonly kind: 'addIndex' | 'addUnique'
      readonly model: number
      readonly fields: readonly number[]
      readonly method: IndexSketch['method']
      readonly descending: boolean
      readonly map: number
    }
  | { readonly kind: 'dropIndex' | 'dropUnique'; readonly model: number; readonly index: number }
  | { readonly kind: 'mapConstraint'; readonly model: number; readonly constraint: number; readonly map: number }
  | {
      readonly kind: 'addRelation'
      readonly name: number
      readonly from: number
      readonly to: number
      readonly required: boolean
      readonly single: boolean
      /** Over columns of the right types that are there already, where it can be. */
      readonly overExisting: boolean
      readonly target: number
      readonly onDelete: number
      readonly onUpdate: number
      readonly map: number
    }
  | { readonly kind: 'addLink'; readonly name: number; readonly from: number; readonly to: number }
  | { readonly kind: 'dropRelation'; readonly relation: number; readonly withFields: boolean }
  | { readonly kind: 'changeRelation'; readonly relation: number; readonly onDelete: number; readonly onUpdate: number }

export type EditKind = Edit['kind']

const at = <T>(list: readonly T[], number: number): T | undefined => list[number % Math.max(list.length, 1)]
const mapped = (number: number, taken: readonly string[]): string | null => (number === 0 ? null : freeName('maps', number - 1, taken))
const scalarNames = Object.keys(scalars)

/** The sketch after the edit, as Prisma takes it. */
export const applyEdit = (sketch: SchemaSketch, edit: Edit): SchemaSketch => soundSketch(change(sketch, edit))

export const applyEdits = (sketch: SchemaSketch, edits: readonly Edit[]): SchemaSketch => edits.reduce(applyEdit, sketch)

function change(sketch: SchemaSketch, edit: Edit): SchemaSketch {
  switch (edit.kind) {
    case 'addEnum':
      return addEnum(sketch, edit)
    case 'addEnumValue':
      return inEnum(sketch, edit.enum, (one) => {
        const value = { id: sketch.next, name: valueName(one, edit.value), map: mapped(edit.map, labelsOf(one)) }
        const place = edit.at % (one.values.length + 1)
        return { ...one, values: [...one.values.slice(0, place), value, ...one.values.slice(place)] }
      })
    case 'removeEnumValue':
      return inEnum(sketch, edit.enum, (one) =>
        one.values.length < 2 ? one : { ...one, values: one.values.filter((value) => value !== at(one.values, edit.value)) },
      )
    case 'moveEnumValue':
      return inEnum(sketch, edit.enum, (one) => {
        const value = at(one.values, edit.value)
        return value === undefined ? one : { ...one, values: [value, ...one.values.filter((each) => each !== value)] }
      })
    case 'renameEnumValue':
      return inEnum(sketch, edit.enum, (one) => {
        const value = at(one.values, edit.value)
        const name = valueName(one, edit.name)
        return { ...one, values: one.values.map((each) => (each === value ? { ...each, name } : each)) }
      })
    case 'renameEnum':
      return inEnum(sketch, edit.enum, (one) => ({
        ...one,
        name: freeName('enums', edit.name, typeNames(sketch)),
        map: edit.keepsMap ? (one.map ?? one.name) : one.map,
      }))
    case 'dropEnum': {
      const gone = at(sketch.enums, edit.enum)
      return { ...sketch, enums: sketch.enums.filter((one) => one !== gone) }
    }
    case 'addModel':
      return addModel(sketch, edit)
    case 'dropModel': {
      const gone = at(sketch.models, edit.model)
      return sketch.models.length < 2 ? sketch : { ...sketch, models: sketch.models.filter((one) => one !== gone) }
    }
    case 'renameModel':
      return inModel(sketch, edit.model, (model) => renameModel(sketch, model, edit))
    case 'moveModel':
      return inModel(sketch, edit.model, (model) => ({ ...model, schema: 1 - model.schema }))
    case 'addField':
      return inModel(sketch, edit.model, (model) => ({
        ...model,
        fields: [...model.fields, fieldOf(sketch, model.fields, edit.field, sketch.next)],
      }))
    case 'dropField':
      return inField(sketch, edit, (field, model) => (isKey(model, field) ? field : null))
    case 'ignoreField':
      return inField(sketch, edit, (field, model) => (isNamed(model, field) ? field : { ...field, ignored: !field.ignored }))
    case 'renameField':
      return inField(sketch, edit, (field, model) => renameField(model, field, edit))
    case 'setArity':
      return inField(sketch, edit, (field) => ({ ...field, arity: edit.arity }))
    case 'setType':
      return inField(sketch, edit, (field) => ({ ...field, type: typeAt(sketch, edit.type) }))
    case 'setDefault':
      return inField(sketch, edit, (field) => ({ ...field, default: edit.default }))
    case 'setPrimaryKey':
      return inModel(sketch, edit.model, (model) => ({ ...model, primaryKey: { fields: keyFields(model, edit.fields), map: null } }))
    case 'addIndex':
    case 'addUnique':
      return inModel(sketch, edit.model, (model) => addIndex(sketch, model, edit))
    case 'dropIndex':
      return inModel(sketch, edit.model, (model) => ({ ...model, indexes: without(model.indexes, edit.index) }))
    case 'dropUnique':
      return inModel(sketch, edit.model, (model) => ({ ...model, uniques: without(model.uniques, edit.index) }))
    case 'mapConstraint':
      return mapConstraint(sketch, edit)
    case 'addRelation':
      return addRelation(sketch, edit)
    case 'addLink': {
      const [from, to] = [at(sketch.models, edit.from), at(sketch.models, edit.to)]
      if (from === undefined || to === undefined) return sketch
      const name = freeName('relations', edit.name, relationNames(sketch))
      const link: RelationSketch = {
        id: sketch.next,
        name,
        map: null,
        from: from.id,
        to: to.id,
        kind: 'link',
        fields: [],
        references: [],
        onDelete: 0,
        onUpdate: 0,
      }
      return { ...sketch, next: sketch.next + 1, relations: [...sketch.relations, link] }
    }
    case 'dropRelation':
      return dropRelation(sketch, edit)
    case 'changeRelation': {
      const changed = at(sketch.relations, edit.relation)
      const { onDelete, onUpdate } = edit
      return { ...sketch, relations: sketch.relations.map((one) => (one === changed ? { ...one, onDelete, onUpdate } : one)) }
    }
  }
}

const without = <T>(list: readonly T[], number: number): readonly T[] => list.filter((item) => item !== at(list, number))

const typeNames = ({ enums, models }: SchemaSketch): readonly string[] => [...enums, ...models].map(({ name }) => name)
/** Tables, and types of the database, by any name. */
const databaseNames = ({ enums, models, relations }: SchemaSketch): readonly string[] => [
  ...[...enums, ...models].flatMap(({ name, map }) => [name, ...(map === null ? [] : [map])]),
  ...relations.flatMap(({ map }) => (map === null ? [] : [map])),
  ...models.flatMap(({ uniques, indexes, primaryKey }) =>
    [...uniques, ...indexes, ...(primaryKey === null ? [] : [primaryKey])].flatMap(({ map }) => (map === null ? [] : [map])),
  ),
]
const relationNames = ({ relations }: SchemaSketch): readonly string[] => relations.map(({ name }) => name)
const labelsOf = ({ values }: EnumSketch): readonly string[] => values.flatMap(({ name, map }) => [name, ...(map === null ? [] : [map])])
const valueName = (one: EnumSketch, number: number): string => freeName('values', number, labelsOf(one))
const columnNames = (fields: readonly FieldSketch[]): readonly string[] =>
  fields.flatMap(({ name, map }) => [name, ...(map === null ? [] : [map])])

function inEnum(sketch: SchemaSketch, number: number, update: (one: EnumSketch) => EnumSketch): SchemaSketch {
  const found = at(sketch.enums, number)
  return { ...sketch, next: sketch.next + 1, enums: sketch.enums.map((one) => (one === found ? update(one) : one)) }
}

function inModel(sketch: SchemaSketch, number: number, update: (model: ModelSketch) => ModelSketch): SchemaSketch {
  const found = at(sketch.models, number)
  return { ...sketch, next: sketch.next + 1, models: sketch.models.map((model) => (model === found ? update(model) : model)) }
}

/** Null removes the field. */
function inField(
  sketch: SchemaSketch,
  edit: { readonly model: number; readonly field: number },
  update: (field: FieldSketch, model: ModelSketch) => FieldSketch | null,
): SchemaSketch {
  return inModel(sketch, edit.model, (model) => {
    const found = at(model.fields, edit.field)
    return { ...model, fields: model.fields.flatMap((field) => (field === found ? (update(field, model) ?? []) : [field])) }
  })
}

const isKey = ({ primaryKey }: ModelSketch, { id }: FieldSketch): boolean => primaryKey?.fields.includes(id) ?? false
const isNamed = (model: ModelSketch, { id }: FieldSketch): boolean =>
  [model.primaryKey, ...model.uniques, ...model.indexes].some((key) => key?.fields.includes(id) ?? false)

/** From 800 on an enum, where there is one: of thirty types teams use theirs the most. */
function typeAt({ enums }: SchemaSketch, number: number): string {
  const one = number < 800 ? undefined : at(enums, number)
  return one === undefined ? (at(scalarNames, number) ?? 'text') : `enum:${String(one.id)}`
}

function fieldOf(sketch: SchemaSketch, others: readonly FieldSketch[], seed: FieldSeed, id: number): FieldSketch {
  const taken = columnNames(others)
  const name = freeName('fields', seed.name, taken)
  return {
    id,
    name,
    map: mapped(seed.map, [...taken, name]),
    type: typeAt(sketch, seed.type),
    arity: seed.arity,
    default: seed.default,
    ignored: false,
  }
}

function addEnum(sketch: SchemaSketch, edit: Extract<Edit, { kind: 'addEnum' }>): SchemaSketch {
  const name = freeName('enums', edit.name, databaseNames(sketch))
  const first: EnumSketch = { id: sketch.next, name, map: mapped(edit.map, databaseNames(sketch)), schema: edit.schema, values: [] }
  const count = 1 + (edit.values % 4)
  const whole = Array.from({ length: count }).reduce<EnumSketch>((one, _, index) => {
    const map = (edit.map + index) % 5 === 4 ? mapped(edit.map + index, labelsOf(one)) : null
    return { ...one, values: [...one.values, { id: sketch.next + 1 + index, name: valueName(one, edit.values + index), map }] }
  }, first)
  return { ...sketch, next: sketch.next + 1 + count, enums: [...sketch.enums, whole] }
}

function addModel(sketch: SchemaSketch, edit: Extract<Edit, { kind: 'addModel' }>): SchemaSketch {
  const name = freeName('models', edit.name, databaseNames(sketch))
  const id = sketch.next
  const key = idField(edit.id, id + 1)
  const fields = edit.fields.reduce<readonly FieldSketch[]>(
    (before, seed, index) => [...before, fieldOf(sketch, before, seed, id + 2 + index)],
    key === null ? [] : [key],
  )
  const required = fields.filter((field) => mayBeIndexed(field) && field.arity === 'required' && field.default.kind !== 'sequence')
  const own = edit.id === 'two' ? required.slice(0, 2) : edit.id === 'fields' ? required.slice(0, 1) : key === null ? [] : [key]
  const model: ModelSketch = {
    id,
    name,
    map: mapped(edit.map, databaseNames(sketch)),
    schema: edit.schema,
    fields,
    primaryKey: own.length === 0 ? null : { fields: own.map((field) => field.id), map: null },
    uniques:
      edit.id === 'none'
        ? [
            {
              id: id + 2 + edit.fields.length,
              fields: required.slice(0, 1).map((field) => field.id),
              map: null,
              method: 'btree',
              descending: false,
            },
          ]
        : [],
    indexes: [],
  }
  return { ...sketch, next: id + 3 + edit.fields.length, models: [...sketch.models, model] }
}

function idField(kind: Extract<Edit, { kind: 'addModel' }>['id'], id: number): FieldSketch | null {
  const field = { id, name: 'id', map: null, arity: 'required', ignored: false } as const
  switch (kind) {
    case 'integer':
    case 'bigint':
      return { ...field, type: kind, default: { kind: 'sequence' } }
    case 'uuid':
      return { ...field, type: 'uuid', default: { kind: 'volatile', number: 0 } }
    case 'text':
      return { ...field, type: 'text', default: { kind: 'client', number: 0 } }
    default:
      return null
  }
}

function renameModel(sketch: SchemaSketch, model: ModelSketch, { name, what }: Extract<Edit, { kind: 'renameModel' }>): ModelSketch {
  const free = freeName('models', name, databaseNames(sketch))
  const linked = sketch.relations.some(({ kind, from, to }) => kind === 'link' && (from === model.id || to === model.id))
  // The columns of an implicit relation's table are called A and B in the order of the models' names.
  if (linked) return model
  if (what === 'code') return { ...model, name: free, map: model.map ?? model.name }
  const map = mapped(1 + (name % 4), databaseNames(sketch))
  return what === 'table' ? { ...model, map } : { ...model, name: free, map: model.map === null ? null : map }
}

function renameField(model: ModelSketch, field: FieldSketch, { name, what }: Extract<Edit, { kind: 'renameField' }>): FieldSketch {
  const taken = columnNames(model.fields)
  const free = freeName('fields', name, taken)
  if (what === 'code') return { ...field, name: free, map: field.map ?? field.name }
  const map = mapped(1 + (name % 8), taken)
  return what === 'column' ? { ...field, map } : { ...field, name: free, map: field.map === null ? null : map }
}

function keyFields(model: ModelSketch, numbers: readonly number[]): readonly number[] {
  const possible = model.fields.filter(mayBeIndexed)
  return [...new Set(numbers.flatMap((number) => at(possible, number)?.id ?? []))]
}

function addIndex(sketch: SchemaSketch, model: ModelSketch, edit: Extract<Edit, { kind: 'addIndex' | 'addUnique' }>): ModelSketch {
  const { method, descending } = edit
  const possible = model.fields.filter((field) => method === 'gin' || mayBeIndexed(field))
  const fields = [...new Set(edit.fields.flatMap((number) => at(possible, number)?.id ?? []))]
  const map = mapped(edit.map, databaseNames(sketch))
  if (edit.kind === 'addUnique')
    return { ...model, uniques: [...model.uniques, { id: sketch.next, fields, map, method: 'btree', descending }] }
  return { ...model, indexes: [...model.indexes, { id: sketch.next, fields, map, method, descending: descending && method === 'btree' }] }
}

function mapConstraint(sketch: SchemaSketch, edit: Extract<Edit, { kind: 'mapConstraint' }>): SchemaSketch {
  const map = mapped(edit.map, databaseNames(sketch))
  const model = at(sketch.models, edit.model)
  if (model === undefined) return sketch
  const relations = sketch.relations.filter(({ kind, from }) => kind === 'key' && from === model.id)
  const all: readonly (KeySketch | RelationSketch)[] = [
    ...model.uniques,
    ...model.indexes,
    ...relations,
    ...(model.primaryKey === null ? [] : [model.primaryKey]),
  ]
  const chosen = at(all, edit.constraint)
  const named = <T extends KeySketch>(key: T): T => (key === chosen ? { ...key, map } : key)
  return {
    ...sketch,
    relations: sketch.relations.map((relation) => (relation === chosen ? { ...relation, map } : relation)),
    models: sketch.models.map((one) =>
      one === model
        ? {
            ...one,
            uniques: one.uniques.map(named),
            indexes: one.indexes.map(named),
            primaryKey: one.primaryKey === null ? null : named(one.primaryKey),
          }
        : one,
    ),
  }
}

function addRelation(sketch: SchemaSketch, edit: Extract<Edit, { kind: 'addRelation' }>): SchemaSketch {
  const [from, to] = [at(sketch.models, edit.from), at(sketch.models, edit.to)]
  if (from === undefined || to === undefined) return sketch
  const keys = [...(to.primaryKey === null ? [] : [to.primaryKey]), ...to.uniques].filter(({ fields }) =>
    fields.every((id) => to.fields.some((field) => field.id === id && field.arity === 'required')),
  )
  const target = at(keys, edit.target)
  if (target === undefined) return sketch
  const name = freeName('relations', edit.name, relationNames(sketch))
  const referred = target.fields.flatMap((id) => to.fields.find((field) => field.id === id) ?? [])
  const own = referred.map((field, index): FieldSketch => {
    const existing = edit.overExisting
      ? from.fields.find(({ type, arity, id }) => type === field.type && arity !== 'list' && id !== field.id)
      : undefined
    const fresh = freeName('fields', edit.name + index, columnNames(from.fields))
    const arity = edit.required ? 'required' : 'optional'
    return (
      existing ?? {
        id: sketch.next + 1 + index,
        name: `${fresh}Id${String(index)}`,
        map: null,
        type: field.type,
        arity,
        default: { kind: 'none' },
        ignored: false,
      }
    )
  })
  if (new Set(own).size < own.length) return sketch
  const relation: RelationSketch = {
    id: sketch.next,
    name,
    map: mapped(edit.map, databaseNames(sketch)),
    from: from.id,
    to: to.id,
    kind: 'key',
    fields: own.map(({ id }) => id),
    references: target.fields,
    onDelete: edit.onDelete,
    onUpdate: edit.onUpdate,
  }
  const unique: IndexSketch = { id: sketch.next + 9, fields: relation.fields, map: null, method: 'btree', descending: false }
  return {
    ...sketch,
    next: sketch.next + 10,
    relations: [...sketch.relations, relation],
    models: sketch.models.map((model) =>
      model === from
        ? {
            ...model,
            fields: [...model.fields, ...own.filter(({ id }) => model.fields.every((field) => field.id !== id))],
            uniques: edit.single ? [...model.uniques, unique] : model.uniques,
          }
        : model,
    ),
  }
}

function dropRelation(sketch: SchemaSketch, { relation, withFields }: Extract<Edit, { kind: 'dropRelation' }>): SchemaSketch {
  const gone = at(sketch.relations, relation)
  if (gone === undefined) return sketch
  const goes = (model: ModelSketch, field: FieldSketch): boolean =>
    model.id === gone.from && gone.fields.includes(field.id) && !isKey(model, field)
  return {
    ...sketch,
    relations: sketch.relations.filter((one) => one !== gone),
    models: withFields
      ? sketch.models.map((model) => ({ ...model, fields: model.fields.filter((field) => !goes(model, field)) }))
      : sketch.models,
  }
}
