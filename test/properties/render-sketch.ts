import { scalars } from './scalars.ts'
import type { EnumSketch, FieldSketch, IndexSketch, KeySketch, ModelSketch, Named, RelationSketch, SchemaSketch } from './sketch.ts'

const actions = ['NoAction', 'Cascade', 'Restrict', 'SetNull']

const quoted = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
const mapOf = (at: '@map' | '@@map', { map }: Named): string => (map === null ? '' : ` ${at}(${quoted(map)})`)
const called = (arguments_: readonly string[]): string => (arguments_.length === 0 ? '' : `(${arguments_.join(', ')})`)

/** The schema's text. The sketch must be sound. */
export function renderSketch(sketch: SchemaSketch): string {
  const schemas = sketch.multiSchema ? '  schemas  = ["public", "other"]\n' : ''
  const blocks = [
    `datasource db {\n  provider = "postgresql"\n${schemas}}`,
    ...sketch.enums.map((one) => renderEnum(sketch, one)),
    ...sketch.models.map((one) => renderModel(sketch, one)),
  ]
  return `${blocks.join('\n\n')}\n`
}

const inSchema = ({ multiSchema }: SchemaSketch, schema: number): readonly string[] =>
  multiSchema ? [`  @@schema("${schema === 0 ? 'public' : 'other'}")`] : []

const block = (head: string, members: readonly string[]): string => `${head} {\n${members.join('\n')}\n}`

function renderEnum(sketch: SchemaSketch, one: EnumSketch): string {
  return block(`enum ${one.name}`, [
    ...one.values.map((value) => `  ${value.name}${mapOf('@map', value)}`),
    ...(one.map === null ? [] : [` ${mapOf('@@map', one)}`]),
    ...inSchema(sketch, one.schema),
  ])
}

function renderModel(sketch: SchemaSketch, model: ModelSketch): string {
  return block(`model ${model.name}`, [
    ...model.fields.map((field) => renderField(sketch, model, field)),
    ...sketch.relations.flatMap((relation) => renderRelation(sketch, model, relation)),
    ...attributes(model).map((text) => `  ${text}`),
    ...(model.map === null ? [] : [` ${mapOf('@@map', model)}`]),
    ...inSchema(sketch, model.schema),
  ])
}

const nameOf = (fields: readonly FieldSketch[], id: number): string => fields.find((field) => field.id === id)?.name ?? '?'
const mapArgument = ({ map }: KeySketch): readonly string[] => (map === null ? [] : [`map: ${quoted(map)}`])

/** Keys of one field stand at the field, others at the model. */
const isInline = (key: KeySketch): boolean => key.fields.length === 1

function attributes({ fields, primaryKey, uniques, indexes }: ModelSketch): readonly string[] {
  const list = (key: KeySketch, descending = false): string =>
    `[${key.fields.map((id, at) => nameOf(fields, id) + (descending && at === 0 ? '(sort: Desc)' : '')).join(', ')}]`
  return [
    ...(primaryKey === null || isInline(primaryKey) ? [] : [`@@id(${[list(primaryKey), ...mapArgument(primaryKey)].join(', ')})`]),
    ...uniques.filter((key) => !isInline(key)).map((key) => `@@unique(${[list(key, key.descending), ...mapArgument(key)].join(', ')})`),
    ...indexes.map((index) => `@@index(${[list(index, index.descending), ...methodOf(index), ...mapArgument(index)].join(', ')})`),
  ]
}

const methods = { btree: [], hash: ['type: Hash'], gin: ['type: Gin'], brin: ['type: Brin'] } as const
const methodOf = ({ method }: IndexSketch): readonly string[] => methods[method]

function renderField(sketch: SchemaSketch, model: ModelSketch, field: FieldSketch): string {
  const scalar = scalars[field.type]
  const type = scalar?.type ?? sketch.enums.find(({ id }) => field.type === `enum:${String(id)}`)?.name ?? '?'
  const { primaryKey } = model
  const parts = [
    field.name,
    type + { required: '', optional: '?', list: '[]' }[field.arity],
    ...(primaryKey !== null && isInline(primaryKey) && primaryKey.fields[0] === field.id ? [`@id${called(mapArgument(primaryKey))}`] : []),
    ...model.uniques
      .filter((key) => isInline(key) && key.fields[0] === field.id)
      .map((key) => `@unique${called([...mapArgument(key), ...(key.descending ? ['sort: Desc'] : [])])}`),
    ...defaultOf(sketch, field),
    ...(scalar === undefined || scalar.native === '' ? [] : [scalar.native]),
  ]
  return `  ${parts.join(' ')}${mapOf('@map', field)}${field.ignored ? ' @ignore' : ''}`
}

function defaultOf(sketch: SchemaSketch, field: FieldSketch): readonly string[] {
  const value = field.default
  if (!('number' in value)) return { none: [], updatedAt: ['@updatedAt'], sequence: ['@default(autoincrement())'] }[value.kind]
  const texts = defaultsOf(sketch, field.type)[value.kind]
  const text = texts[value.number % texts.length] ?? '?'
  if (field.arity !== 'list') return [`@default(${text})`]
  return [`@default([${value.number % 2 === 0 ? '' : text}])`]
}

/** What may stand in a default of that type, by kind. */
export function defaultsOf(
  { enums }: SchemaSketch,
  type: string,
): Readonly<Record<'literal' | 'stable' | 'volatile' | 'client', readonly string[]>> {
  const { literals, stable, volatile, client } = scalars[type] ?? { literals: null, stable: [], volatile: [], client: [] }
  const values = enums.find(({ id }) => type === `enum:${String(id)}`)?.values.map(({ name }) => name) ?? []
  return { literal: literals ?? values, stable, volatile, client }
}

function renderRelation(sketch: SchemaSketch, model: ModelSketch, relation: RelationSketch): readonly string[] {
  const name = `@relation("${relation.name}"`
  const [from, to] = [relation.from, relation.to].map((id) => sketch.models.find((one) => one.id === id))
  if (from === undefined || to === undefined) return []
  const [there, back] = [`${relation.name}To`, `${relation.name}Back`]
  const own = relation.from === model.id
  const other = relation.to === model.id
  if (relation.kind === 'link')
    return [...(own ? [`  ${there} ${to.name}[] ${name})`] : []), ...(other ? [`  ${back} ${from.name}[] ${name})`] : [])]
  const optional = relation.fields.some((id) => from.fields.find((field) => field.id === id)?.arity === 'optional')
  const keys = [...from.uniques, ...(from.primaryKey === null ? [] : [from.primaryKey])]
  const single = keys.some(({ fields }) => fields.length === relation.fields.length && fields.every((id) => relation.fields.includes(id)))
  const ids = (fields: readonly FieldSketch[], list: readonly number[]): string => `[${list.map((id) => nameOf(fields, id)).join(', ')}]`
  const arguments_ = [
    `fields: ${ids(from.fields, relation.fields)}`,
    `references: ${ids(to.fields, relation.references)}`,
    `onDelete: ${actionOf(relation.onDelete, optional)}`,
    `onUpdate: ${actionOf(relation.onUpdate, optional)}`,
    ...(relation.map === null ? [] : [`map: ${quoted(relation.map)}`]),
  ].join(', ')
  return [
    ...(own ? [`  ${there} ${to.name}${optional ? '?' : ''} ${name}, ${arguments_})`] : []),
    ...(other ? [`  ${back} ${from.name}${single ? '?' : '[]'} ${name})`] : []),
  ]
}

/** What is required cannot be set to NULL. */
function actionOf(number: number, optional: boolean): string {
  const possible = optional ? actions : actions.filter((action) => action !== 'SetNull')
  return possible[number % possible.length] ?? 'NoAction'
}
