import fc from 'fast-check'
import type { Edit, EditKind, FieldSeed } from './edits.ts'
import { applyEdits } from './edits.ts'
import { emptySketch, type Arity, type DefaultSketch, type SchemaSketch } from './sketch.ts'

/** Two schemas, the second one made of the first, and the numbers that answer what stager asks. */
export interface Evolution {
  readonly before: SchemaSketch
  readonly after: SchemaSketch
  readonly edits: readonly Edit[]
  readonly answers: readonly number[]
}

const number = fc.nat({ max: 999 })
/** No `@map` mostly; small numbers are the ordinary names. */
const map = fc.oneof(
  { weight: 5, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.nat({ max: 4 }) },
  { weight: 1, arbitrary: fc.nat({ max: 25 }) },
)
const schema = fc.nat({ max: 1 })

const defaults: fc.Arbitrary<DefaultSketch> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<DefaultSketch>({ kind: 'none' }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom('literal' as const, 'stable' as const, 'volatile' as const, 'client' as const),
      number: fc.nat({ max: 9 }),
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom<DefaultSketch>({ kind: 'updatedAt' }, { kind: 'sequence' }) },
)

const arity = fc.constantFrom<Arity>('required', 'optional', 'required', 'optional', 'required', 'list')
/** The common types as often as all others together. */
const type = fc.oneof(fc.nat({ max: 5 }), number)

const field: fc.Arbitrary<FieldSeed> = fc.record({ name: number, map, type, arity, default: defaults })

const fieldOf = { model: number, field: number }

type Member<E extends Edit, K extends EditKind> = E extends Edit ? (K extends E['kind'] ? Omit<E, 'kind'> : never) : never

const arbitraries: { readonly [K in EditKind]: fc.Arbitrary<Member<Edit, K>> } = {
  addEnum: fc.record({ name: number, map, values: number, schema }),
  addEnumValue: fc.record({ enum: number, value: number, map, at: number }),
  removeEnumValue: fc.record({ enum: number, value: number, name: number }),
  moveEnumValue: fc.record({ enum: number, value: number, name: number }),
  renameEnumValue: fc.record({ enum: number, value: number, name: number }),
  renameEnum: fc.record({ enum: number, name: number, keepsMap: fc.boolean() }),
  dropEnum: fc.record({ enum: number }),
  addModel: fc.record({
    name: number,
    map,
    schema,
    id: fc.constantFrom('integer', 'bigint', 'uuid', 'text', 'fields', 'two', 'none', 'integer', 'uuid'),
    fields: fc.array(field, { maxLength: 5 }),
  }),
  dropModel: fc.record({ model: number }),
  renameModel: fc.record({ model: number, name: number, what: fc.constantFrom('code', 'table', 'both') }),
  moveModel: fc.record({ model: number }),
  addField: fc.record({ model: number, field }),
  dropField: fc.record(fieldOf),
  ignoreField: fc.record(fieldOf),
  renameField: fc.record({ ...fieldOf, name: number, what: fc.constantFrom('code', 'column', 'both') }),
  setArity: fc.record({ ...fieldOf, arity }),
  setType: fc.record({ ...fieldOf, type }),
  setDefault: fc.record({ ...fieldOf, default: defaults }),
  setPrimaryKey: fc.record({ model: number, fields: fc.array(number, { minLength: 1, maxLength: 2 }) }),
  addIndex: fc.record({
    model: number,
    fields: fc.array(number, { minLength: 1, maxLength: 3 }),
    method: fc.constantFrom('btree', 'btree', 'btree', 'hash', 'gin', 'brin'),
    descending: fc.boolean(),
    map,
  }),
  addUnique: fc.record({
    model: number,
    fields: fc.array(number, { minLength: 1, maxLength: 2 }),
    method: fc.constant('btree'),
    descending: fc.boolean(),
    map,
  }),
  dropIndex: fc.record({ model: number, index: number }),
  dropUnique: fc.record({ model: number, index: number }),
  mapConstraint: fc.record({ model: number, constraint: number, map }),
  addRelation: fc.record({
    name: number,
    from: number,
    to: number,
    required: fc.boolean(),
    single: fc.boolean(),
    overExisting: fc.boolean(),
    target: number,
    onDelete: fc.nat({ max: 3 }),
    onUpdate: fc.nat({ max: 3 }),
    map,
  }),
  addLink: fc.record({ name: number, from: number, to: number }),
  dropRelation: fc.record({ relation: number, withFields: fc.boolean() }),
  changeRelation: fc.record({ relation: number, onDelete: fc.nat({ max: 3 }), onUpdate: fc.nat({ max: 3 }) }),
}

const editOf = (kind: EditKind): fc.Arbitrary<Edit> => arbitraries[kind].map((rest) => ({ kind, ...rest }) as Edit)

const editsOf = (weights: Partial<Record<EditKind, number>>): fc.Arbitrary<Edit> =>
  fc.oneof(...Object.entries(weights).map(([kind, weight]) => ({ weight, arbitrary: editOf(kind as EditKind) })))

/** What makes a schema. */
const building = editsOf({ addRelation: 4, addIndex: 3, addUnique: 2, addLink: 1, ignoreField: 1, mapConstraint: 1 })

/** What changes one, about as often as teams do it. */
const changing = editsOf({
  addField: 6,
  dropField: 4,
  renameField: 4,
  setArity: 4,
  setType: 2,
  setDefault: 4,
  addIndex: 3,
  dropIndex: 2,
  addUnique: 2,
  dropUnique: 2,
  mapConstraint: 1,
  addRelation: 3,
  addLink: 1,
  dropRelation: 2,
  changeRelation: 2,
  addModel: 2,
  dropModel: 1,
  renameModel: 2,
  moveModel: 1,
  addEnum: 1,
  addEnumValue: 2,
  removeEnumValue: 1,
  moveEnumValue: 1,
  renameEnumValue: 1,
  renameEnum: 1,
  dropEnum: 1,
  setPrimaryKey: 1,
  ignoreField: 1,
})

const base: fc.Arbitrary<SchemaSketch> = fc
  .tuple(
    fc.nat({ max: 5 }).map((seed) => seed === 5),
    fc.array(editOf('addEnum'), { maxLength: 2 }),
    fc.array(editOf('addModel'), { minLength: 1, maxLength: 3 }),
    fc.array(building, { maxLength: 6 }),
  )
  .map(([multiSchema, ...edits]) => applyEdits(emptySketch(multiSchema), edits.flat()))

export const evolutions: fc.Arbitrary<Evolution> = fc
  .tuple(base, fc.array(changing, { minLength: 1, maxLength: 5 }), fc.array(fc.nat({ max: 5 }), { maxLength: 4 }))
  .map(([before, edits, answers]) => ({ before, after: applyEdits(before, edits), edits, answers }))
