import { getDMMF } from '@prisma/get-dmmf'

type Document = Extract<ReturnType<typeof getDMMF>, { datamodel: unknown }>
type Model = Document['datamodel']['models'][number]
type Field = Model['fields'][number]

export interface ScalarField {
  readonly name: string
  /** `String`, `Int` ...; the enum's name for an enum. */
  readonly type: string
  /** The values of an enum, else null. */
  readonly values: readonly string[] | null
  readonly list: boolean
  readonly required: boolean
  readonly unique: boolean
  readonly hasDefault: boolean
  readonly autoincrement: boolean
  readonly updatedAt: boolean
  /** `['VarChar', '20']`, empty without `@db`. */
  readonly native: readonly string[]
}

/** A foreign key of the model, real or (with `comply`) one that a later version of the schema will enforce. */
export interface Reference {
  readonly fields: readonly string[]
  readonly model: string
  readonly to: readonly string[]
  readonly required: boolean
}

export interface TrafficModel {
  readonly name: string
  readonly scalars: readonly ScalarField[]
  readonly references: readonly Reference[]
  /** Implicit many-to-many relations. */
  readonly links: readonly { readonly field: string; readonly model: string }[]
  /** Every way to name one row, the primary key first: `where: { [key]: ... }`. */
  readonly uniques: readonly UniqueKey[]
  /** Keys that a later schema no longer has, over fields that it keeps: they find and update rows, but upsert none. */
  readonly formerKeys: readonly UniqueKey[]
}

export interface UniqueKey {
  readonly key: string
  readonly fields: readonly string[]
}

export interface ModelsOptions {
  /**
   * A later schema, as code that will outlive the change: rows satisfy its foreign keys too, where this one has their columns; what
   * it requires is always written; what is no longer unique in it upserts no row.
   */
  readonly comply?: string
}

/** What traffic has to know about the models of a schema, read from Prisma's own DMMF: `@ignore`d members are not in it. */
export function modelsOf(schema: string, options: ModelsOptions = {}): readonly TrafficModel[] {
  const { models, enums } = read(schema)
  const later = options.comply === undefined ? { models: [], enums: [] } : read(options.comply)
  const lasting = enums.map((type) => lastingValues(type, later.enums))
  return models.map((model) => describe(model, { models, enums: lasting, later: later.models.find(({ name }) => name === model.name) }))
}

/** Code that will outlive the change writes no value that an enum loses. */
function lastingValues(type: Context['enums'][number], later: Context['enums']): Context['enums'][number] {
  const other = later.find(({ name }) => name === type.name)
  return other === undefined
    ? type
    : { ...type, values: type.values.filter(({ name }) => other.values.some((value) => value.name === name)) }
}

function read(schema: string): Document['datamodel'] {
  const document = getDMMF({ datamodel: schema })
  if (!('datamodel' in document)) throw new Error(`DMMF: ${document.error.message || document.reason}`, { cause: document.error })
  return document.datamodel
}

interface Context {
  readonly models: readonly Model[]
  readonly enums: Document['datamodel']['enums']
  readonly later: Model | undefined
}

function describe(model: Model, { models, enums, later }: Context): TrafficModel {
  const requiredLater = new Set(later?.fields.filter(({ isRequired, isList }) => isRequired && !isList).map(({ name }) => name))
  // What no longer counts by itself is given by code that will outlive the change.
  const givenLater = new Set(later?.fields.filter(({ hasDefaultValue }) => !hasDefaultValue).map(({ name }) => name))
  const scalars = model.fields
    .filter(({ kind }) => kind === 'scalar' || kind === 'enum')
    .map((field) => scalar(field, enums.find(({ name }) => field.kind === 'enum' && name === field.type)?.values ?? null))
    .map((field) => ({
      ...field,
      required: field.required || requiredLater.has(field.name),
      autoincrement: field.autoincrement && !givenLater.has(field.name),
      hasDefault: field.hasDefault && !givenLater.has(field.name),
    }))
  const present = new Set(scalars.map(({ name }) => name))
  const references = [...model.fields, ...(later?.fields ?? [])].flatMap((field) => reference(field, present))
  const distinct = new Map(references.map((each) => [`${each.fields.join()}>${each.model}`, each]))

  const lasting = later === undefined ? null : new Set(uniquesOf(later).map(({ key }) => key))
  const uniques = uniquesOf(model).filter(({ key }) => lasting === null || lasting.has(key))
  const keptLater = (field: string): boolean => later?.fields.some(({ name }) => name === field) ?? true
  const primary = model.primaryKey === null ? 0 : uniques.findIndex(({ fields }) => fields.join() === model.primaryKey?.fields.join())
  return {
    name: model.name,
    scalars,
    references: [...distinct.values()].sort((a, b) => a.fields.length - b.fields.length),
    links: model.fields.filter((field) => isLink(field, models)).map(({ name, type }) => ({ field: name, model: type })),
    uniques: [...uniques.slice(primary, primary + 1), ...uniques.slice(0, primary), ...uniques.slice(primary + 1)],
    formerKeys: uniquesOf(model).filter(({ key, fields }) => lasting?.has(key) === false && fields.every((field) => keptLater(field))),
  }
}

function uniquesOf(model: Model): TrafficModel['uniques'] {
  const singles = model.fields.filter(({ kind, isUnique }) => isUnique && kind !== 'object').map(({ name }) => [name])
  const compound = [model.primaryKey, ...model.uniqueIndexes].flatMap((index) => (index === null ? [] : [index]))
  const id = model.fields.filter(({ isId }) => isId).map(({ name }) => [name])
  return [
    ...[...id, ...singles].map((fields) => ({ key: fields.join(), fields })),
    ...compound.map(({ name, fields }) => ({ key: name ?? fields.join('_'), fields: [...fields] })),
  ]
}

function scalar(field: Field, values: readonly { readonly name: string }[] | null): ScalarField {
  const generator = typeof field.default === 'object' && 'name' in field.default ? field.default.name : null
  const [native, args] = field.nativeType ?? []
  return {
    name: field.name,
    type: field.type,
    values: values?.map(({ name }) => name) ?? null,
    list: field.isList,
    required: field.isRequired,
    unique: field.isUnique,
    hasDefault: field.hasDefaultValue,
    autoincrement: generator === 'autoincrement',
    updatedAt: field.isUpdatedAt ?? false,
    native: native === undefined ? [] : [native, ...(args ?? [])],
  }
}

function reference(field: Field, present: ReadonlySet<string>): readonly Reference[] {
  const fields = field.relationFromFields ?? []
  if (fields.length === 0 || !fields.every((name) => present.has(name))) return []
  return [{ fields: [...fields], model: field.type, to: [...(field.relationToFields ?? [])], required: field.isRequired }]
}

/** Both sides are lists, and neither says how. */
function isLink(field: Field, models: readonly Model[]): boolean {
  if (field.kind !== 'object' || !field.isList) return false
  const other = models.find(({ name }) => name === field.type)?.fields
  return other?.some((each) => each.relationName === field.relationName && each.name !== field.name && each.isList) ?? false
}
