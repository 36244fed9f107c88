import type { SchemaChange } from '../diff/change.ts'
import type { PlanBundle } from '../plan/plan.ts'
import { blockAttributes, blocksOf, fieldsOf, parseDocument, type Document } from '../prisma/document.ts'
import { columnOf, nameInDatabase } from '../prisma/name-models.ts'
import type { TableName } from '../schema/model.ts'

/** A field that clients of the base schema have and clients of the target schema lack. */
export interface OldField {
  readonly model: string
  readonly field: string
  /** The field that takes its place; null where it is dropped. */
  readonly successor: string | null
}

/** A model that clients of the target schema lack. */
export interface OldModel {
  readonly model: string
  readonly successor: string | null
}

/** A column that contract drops. */
export interface OldColumn {
  readonly table: TableName
  readonly column: string
}

/** What a model's delegate takes, for the way through nested arguments. */
export interface ModelShape {
  readonly name: string
  /** Fields with their types; another model's name where the field is a relation. */
  readonly fields: ReadonlyMap<string, string>
}

/** Everything that goes with a plan, as Prisma Client and as SQL call it. */
export interface OldNames {
  readonly fields: readonly OldField[]
  readonly models: readonly OldModel[]
  readonly columns: readonly OldColumn[]
  /** Tables that are dropped or get another name. */
  readonly tables: readonly TableName[]
  /** The models of both schemas: a source may be written for either. */
  readonly shapes: ReadonlyMap<string, ModelShape>
}

/** What a plan takes away, from its two schemas and its changes. */
export function oldNames({ plan, texts }: PlanBundle): OldNames {
  const before = shapesOf(texts.get('before.prisma') ?? '')
  const after = shapesOf(texts.get('target.prisma') ?? '')
  const models = [...before.values()].flatMap(({ name }): readonly OldModel[] =>
    after.has(name) ? [] : [{ model: name, successor: movedTo(plan.changes, name, after) }],
  )
  return {
    models: models.map(({ model, successor }) => ({ model, successor })),
    fields: [...before.values()].flatMap((shape) => goneFields(shape, after, models, plan.changes)),
    columns: plan.changes.flatMap(goneColumns(plan.changes)),
    tables: plan.changes.flatMap(goneTables),
    shapes: mergeShapes(before, after),
  }
}

/** What goes, for people. */
export function describeOld({ fields, models, columns, tables }: OldNames): readonly string[] {
  const now = (successor: string | null): string => (successor === null ? '' : `, now ${successor}`)
  const said = [
    ...models.map(({ model, successor }) => `${model}${now(successor)}`),
    ...fields.map(({ model, field, successor }) => `${model}.${field}${now(successor)}`),
  ]
  if (said.length > 0) return said
  // Only the database's names change, behind @map.
  return [...tables.map(({ name }) => `table ${name}`), ...columns.map(({ table, column }) => `column ${table.name}.${column}`)]
}

/** True for a schema whose client knows something that goes. */
export function hasOld(names: OldNames, schema: string): boolean {
  const shapes = shapesOf(schema)
  return (
    names.models.some(({ model }) => shapes.has(model)) ||
    names.fields.some(({ model, field }) => shapes.get(model)?.fields.has(field) === true) ||
    names.columns.some(({ table, column }) =>
      [...shapes.values()].some((shape) => same(shape.table, table) && [...shape.columns.values()].includes(column)),
    )
  )
}

/** True where nothing that was there goes. */
export const isEmpty = ({ fields, models, columns, tables }: OldNames): boolean =>
  fields.length + models.length + columns.length + tables.length === 0

interface Shape extends ModelShape {
  readonly table: TableName
  /** By field; relations have none. */
  readonly columns: ReadonlyMap<string, string>
}

function shapesOf(text: string): ReadonlyMap<string, Shape> {
  const document: Document = parseDocument([{ path: 'schema.prisma', content: text }])
  const shapes = blocksOf(document).flatMap((block): readonly Shape[] => {
    if (block.keyword !== 'model' && block.keyword !== 'view') return []
    if (blockAttributes(block).some(({ name }) => name === '@@ignore')) return []
    const fields = fieldsOf(block).filter(({ attributes }) => attributes.every(({ name }) => name !== '@ignore'))
    return [
      {
        name: block.name,
        table: nameInDatabase(block),
        fields: new Map(fields.map(({ name, type }) => [name, type])),
        columns: new Map(fields.map((field) => [field.name, columnOf(field)])),
      },
    ]
  })
  return new Map(shapes.map((shape) => [shape.name, shape]))
}

const same = (left: TableName, right: TableName): boolean => left.schema === right.schema && left.name === right.name

/** The model of the table that an old model's rows are in afterwards. */
function movedTo(changes: readonly SchemaChange[], model: string, after: ReadonlyMap<string, Shape>): string | null {
  const move = changes.find((change) => change.kind === 'moveTable' && change.from.model === model)
  if (move?.kind !== 'moveTable') return null
  return [...after.values()].find(({ table }) => same(table, move.table))?.name ?? null
}

/** The fields of a model that is there on both sides, under whichever name. */
function goneFields(
  shape: Shape,
  after: ReadonlyMap<string, Shape>,
  models: readonly OldModel[],
  changes: readonly SchemaChange[],
): readonly OldField[] {
  const successor = models.find(({ model }) => model === shape.name)?.successor
  const target = after.get(successor ?? shape.name)
  if (target === undefined) return []
  const newName = (field: string): string | null => {
    const column = shape.columns.get(field)
    const rename = changes.find(
      (change) => change.kind === 'renameColumn' && same(change.table, target.table) && change.from.name === column,
    )
    if (rename?.kind === 'renameColumn') return rename.to.field
    const move = changes.find(
      (change) => change.kind === 'moveColumn' && same(change.from.table, target.table) && change.from.column.name === column,
    )
    return move?.kind === 'moveColumn' ? move.column.field : null
  }
  return [...shape.fields.keys()]
    .filter((field) => !target.fields.has(field))
    .map((field) => ({ model: shape.name, field, successor: newName(field) }))
}

/** A table that moves is written by its old name, too. */
const goneColumns =
  (changes: readonly SchemaChange[]) =>
  (change: SchemaChange): readonly OldColumn[] => {
    const named = (table: TableName, column: string): readonly OldColumn[] => {
      const move = changes.find((other) => other.kind === 'moveTable' && same(other.table, table))
      const { schema, name } = table
      const own = { table: { schema, name }, column }
      return move?.kind === 'moveTable' ? [own, { table: { schema: move.from.schema, name: move.from.name }, column }] : [own]
    }
    switch (change.kind) {
      case 'dropColumn':
        return named(change.table, change.column.name)
      case 'renameColumn':
        return named(change.table, change.from.name)
      case 'moveColumn':
        return named(change.from.table, change.from.column.name)
      case 'moveTable':
        return change.columns.map(({ from }) => ({ table: { schema: change.from.schema, name: change.from.name }, column: from }))
      default:
        return []
    }
  }

function goneTables(change: SchemaChange): readonly TableName[] {
  if (change.kind === 'dropTable') return [{ schema: change.table.schema, name: change.table.name }]
  return change.kind === 'moveTable' ? [{ schema: change.from.schema, name: change.from.name }] : []
}

function mergeShapes(before: ReadonlyMap<string, Shape>, after: ReadonlyMap<string, Shape>): ReadonlyMap<string, ModelShape> {
  const names = new Set([...before.keys(), ...after.keys()])
  return new Map(
    [...names].map((name) => [name, { name, fields: new Map([...(after.get(name)?.fields ?? []), ...(before.get(name)?.fields ?? [])]) }]),
  )
}
