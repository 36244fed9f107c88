import { freeName } from './names.ts'
import { defaultsOf } from './render-sketch.ts'
import { scalars } from './scalars.ts'
import type { DefaultSketch, FieldSketch, IndexSketch, KeySketch, ModelSketch, RelationSketch, SchemaSketch } from './sketch.ts'

/**
 * The nearest sketch that Prisma takes: what an edit left without its field, model or enum goes, the columns of a foreign key have the
 * types of what they refer to, defaults are of the field's type. So edits need not look further than what they change.
 */
export function soundSketch(sketch: SchemaSketch): SchemaSketch {
  const named = {
    ...sketch,
    models: sketch.models.map((model) => ({ ...model, fields: model.fields.filter((field) => hasType(sketch, field)) })),
  }
  const related = withRelations({ ...named, models: named.models.map(withKeys) })
  return { ...related, models: related.models.map((model) => withKeys(withDefaults(related, model))) }
}

const hasType = ({ enums }: SchemaSketch, { type }: FieldSketch): boolean =>
  type in scalars || enums.some(({ id }) => type === `enum:${String(id)}`)

export const mayBeIndexed = ({ type, arity }: FieldSketch): boolean => arity !== 'list' && (scalars[type]?.indexed ?? true)

/** Keys and indexes over fields that are there and can have them; and every row can be named. */
function withKeys(model: ModelSketch): ModelSketch {
  const find = (id: number): FieldSketch | undefined => model.fields.find((field) => field.id === id)
  const whole = ({ fields }: KeySketch): boolean => fields.length > 0 && fields.every((id) => find(id) !== undefined)
  const indexable = ({ fields }: KeySketch): boolean => fields.every((id) => mayBeIndexed(find(id) ?? nothing))
  const primaryKey = model.primaryKey !== null && whole(model.primaryKey) && indexable(model.primaryKey) ? model.primaryKey : null
  const uniques = distinctFields(model.uniques.filter((key) => whole(key) && indexable(key) && !sameFields(key, primaryKey)))
  const indexes = distinct(
    model.indexes.filter(
      (key) =>
        whole(key) &&
        suits(
          key,
          key.fields.map((id) => find(id) ?? nothing),
        ),
    ),
  )
  const fields = model.fields.map((field) =>
    primaryKey?.fields.includes(field.id) === true ? { ...field, arity: 'required' as const, ignored: false } : field,
  )
  const named = { ...model, fields, primaryKey, uniques, indexes }
  return primaryKey === null && !uniques.some((key) => key.fields.every((id) => find(id)?.arity === 'required')) ? withId(named) : named
}

const nothing: FieldSketch = { id: 0, name: '', map: null, type: 'xml', arity: 'list', default: { kind: 'none' }, ignored: false }

/** An id of its own for the model: its id is free among the fields, which count upwards. */
function withId(model: ModelSketch): ModelSketch {
  const field: FieldSketch = { ...nothing, id: -model.id, name: 'id', type: 'integer', arity: 'required', default: { kind: 'sequence' } }
  const others = model.fields.filter(({ id }) => id !== field.id)
  const name = freeName(
    'fields',
    0,
    others.map(({ name: taken }) => taken),
  )
  return {
    ...model,
    fields: [others.some(({ name: taken }) => taken === 'id') ? { ...field, name } : field, ...others],
    primaryKey: { fields: [field.id], map: null },
  }
}

const sameFields = (left: KeySketch, right: KeySketch | null): boolean => right !== null && left.fields.join() === right.fields.join()

const distinctFields = (keys: readonly IndexSketch[]): readonly IndexSketch[] =>
  keys.filter((key, at) => keys.findIndex((other) => sameFields(other, key)) === at)

/** Prisma takes one unique, and one index of a kind, over the same fields. */
function distinct(keys: readonly IndexSketch[]): readonly IndexSketch[] {
  const kind = ({ fields, method, descending }: IndexSketch): string => JSON.stringify([fields, method, descending])
  return keys.filter((key, at) => keys.findIndex((other) => kind(other) === kind(key)) === at)
}

function suits({ method, fields }: IndexSketch, columns: readonly FieldSketch[]): boolean {
  switch (method) {
    case 'btree':
      return columns.every(mayBeIndexed)
    case 'hash':
      return fields.length === 1 && columns.every((column) => mayBeIndexed(column) && !['bit4', 'varbit8', 'money'].includes(column.type))
    case 'gin':
      return (
        fields.length === 1 &&
        columns.every(
          ({ arity, type }) => (arity === 'list') !== (type === 'jsonb') && (type === 'jsonb' || type === 'text' || type === 'integer'),
        )
      )
    case 'brin':
      return columns.every(({ arity, type }) => arity !== 'list' && ['integer', 'bigint', 'timestamp', 'date', 'uuid'].includes(type))
  }
}

function withDefaults(sketch: SchemaSketch, model: ModelSketch): ModelSketch {
  return { ...model, fields: model.fields.map((field) => ({ ...field, default: defaultFor(sketch, field) })) }
}

function defaultFor(sketch: SchemaSketch, { type, arity, default: value }: FieldSketch): DefaultSketch {
  switch (value.kind) {
    case 'none':
      return value
    case 'updatedAt':
      return scalars[type]?.type === 'DateTime' && arity !== 'list' ? value : { kind: 'none' }
    case 'sequence':
      return scalars[type]?.sequence === true && arity === 'required' ? value : { kind: 'none' }
    case 'literal':
    case 'stable':
    case 'volatile':
    case 'client': {
      const possible = defaultsOf(sketch, type)
      if (arity === 'list' && value.kind !== 'literal') return { kind: 'none' }
      return possible[value.kind].length > 0 ? value : possible.literal.length > 0 ? { ...value, kind: 'literal' } : { kind: 'none' }
    }
  }
}

/** A relation refers to the primary key or to a unique over required fields, column by column of the same type. */
function withRelations(sketch: SchemaSketch): SchemaSketch {
  const kept = sketch.relations.filter((relation) => isWhole(sketch, relation))
  return { ...sketch, relations: kept, models: sketch.models.map((model) => withKeyTypes({ ...sketch, relations: kept }, model)) }
}

const modelOf = ({ models }: SchemaSketch, id: number): ModelSketch | undefined => models.find((model) => model.id === id)

function isWhole(sketch: SchemaSketch, { from, to, kind, fields, references }: RelationSketch): boolean {
  const [source, target] = [modelOf(sketch, from), modelOf(sketch, to)]
  if (source === undefined || target === undefined) return false
  if (kind === 'link') return source.primaryKey?.fields.length === 1 && target.primaryKey?.fields.length === 1
  const keys = [...(target.primaryKey === null ? [] : [target.primaryKey]), ...target.uniques]
  return (
    keys.some((key) => key.fields.join() === references.join()) &&
    fields.length === references.length &&
    fields.every((id) => source.fields.some((field) => field.id === id && field.arity !== 'list')) &&
    references.every((id) => target.fields.some((field) => field.id === id && field.arity === 'required' && !field.ignored))
  )
}

/** A chain of foreign keys takes its type from the end. */
function typeOf(sketch: SchemaSketch, model: ModelSketch, field: FieldSketch, depth = 0): string {
  const relation = sketch.relations.find(({ kind, from, fields }) => kind === 'key' && from === model.id && fields.includes(field.id))
  const target = relation === undefined ? undefined : modelOf(sketch, relation.to)
  const referred = target?.fields.find(({ id }) => id === relation?.references[relation.fields.indexOf(field.id)])
  if (target === undefined || referred === undefined || depth > 8) return field.type
  return typeOf(sketch, target, referred, depth + 1)
}

function withKeyTypes(sketch: SchemaSketch, model: ModelSketch): ModelSketch {
  const fields = model.fields.map((field) => {
    const type = typeOf(sketch, model, field)
    const isKey = sketch.relations.some(({ kind, from, fields: own }) => kind === 'key' && from === model.id && own.includes(field.id))
    // Each a column with values of its own, neither a counter nor left out by the client.
    return isKey
      ? { ...field, type, ignored: false, default: field.default.kind === 'sequence' ? ({ kind: 'none' } as const) : field.default }
      : field
  })
  return { ...model, fields }
}
