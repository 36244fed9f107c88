import type { ApplicationClient, Row } from '../../../src/demo/application-client.ts'
import { delegateOf } from '../../../src/demo/application-client.ts'
import type { Cycle, Round } from '../../../src/demo/traffic-loop.ts'
import type { ScalarField, TrafficModel, UniqueKey } from './models.ts'
import { valueOf } from './values.ts'

export interface CycleOptions {
  readonly client: ApplicationClient
  readonly models: readonly TrafficModel[]
  /** Added to every number, so that the numbers of two clients never meet. */
  readonly offset: number
  readonly prefix: string
  /** `Model.field` -> what to write instead; such a field is always written, `undefined` asks for the usual value. */
  readonly values: Readonly<Record<string, (number: number, field: ScalarField) => unknown>>
  /** Unique keys (`Model.key`) that no upsert may use yet. */
  readonly notUpsertedBy: readonly string[]
  /** Also updates rows that others wrote. */
  readonly touchesOthers: boolean
}

interface Created {
  readonly model: TrafficModel
  readonly row: Row
}

/** One round over one model: its parents and itself created, found, changed, upserted by each unique key, and removed again. */
export function cycleOf(model: TrafficModel, options: CycleOptions): Cycle {
  const table = delegateOf(options.client, model.name)
  const named = (name: string): string => `${model.name}.${name}`
  const formerFields = model.formerKeys.flatMap(({ fields }) => fields)

  return async (round) => {
    const { step, number } = round
    const created: Created[] = []
    const numbers = numbersOf(round, options.offset)
    const full = number % 2 === 0
    const data = await newRow({ model, options, round, created, numbers, full, stack: [] })
    const row = await step(named('create'), () => table.create({ data }))
    created.push({ model, row })
    const where = whereOf(model, 0, row)

    await step(named('findUnique'), () => table.findUnique({ where, ...includeOf(model) }))
    for (const filter of filtersOf(model, row, number)) await step(named('findMany'), () => table.findMany({ where: filter, take: 3 }))
    const others = await step(named('findMany'), () => table.findMany({ take: 10, orderBy: orderOf(model, number) }))
    for (const key of model.formerKeys) {
      if (key.fields.some((field) => row[field] === undefined || row[field] === null)) continue
      const former = whereBy(key, row)
      await step(named('findUnique'), () => table.findUnique({ where: former }))
      await step(named('update'), () =>
        table.update({ where: former, data: without(changeOf(model, options, numbers.next()), formerFields) }),
      )
    }
    const change = changeOf(model, options, numbers.next())
    await step(named('update'), () => table.update({ where, data: change }))
    if (options.touchesOthers) await touchOther({ model, options, round, others, number: numbers.next() })
    await linkAndUnlink({ model, options, round, created, numbers, where })
    await upsert({ model, options, round, created, numbers, row })
    for (const { model: of, row: gone } of created.reverse()) {
      await step(`${of.name}.delete`, () => delegateOf(options.client, of.name).delete({ where: whereOf(of, 0, gone) }))
    }
  }
}

interface Numbers {
  next(): number
}

function numbersOf(round: Round, offset: number): Numbers {
  let used = 0
  return { next: () => offset + round.number * 32 + used++ }
}

interface NewRow {
  readonly model: TrafficModel
  readonly options: CycleOptions
  readonly round: Round
  /** Rows to remove at the end of the round; parents are added. */
  readonly created: Created[]
  readonly numbers: Numbers
  /** False: only what the schema demands is given. */
  readonly full: boolean
  /** The models whose rows are being made: an optional reference back to one of them stays NULL. */
  readonly stack: readonly string[]
  readonly given?: Row
}

/** Data for `create`, with its parents created first. */
async function newRow({ model, options, round, created, numbers, full, stack, given = {} }: NewRow): Promise<Row> {
  const data: Record<string, unknown> = { ...given }
  const keys = new Set(model.references.flatMap(({ fields }) => fields))
  const newParent = async (parent: TrafficModel, shared: Row): Promise<Row> => {
    const parentData = await newRow({ model: parent, options, round, created, numbers, full, stack: [...stack, model.name], given: shared })
    const row = await round.step(`${parent.name}.create`, () => delegateOf(options.client, parent.name).create({ data: parentData }))
    created.push({ model: parent, row })
    return row
  }
  for (const { fields, model: parentName, to, required } of model.references) {
    if (fields.every((field) => data[field] !== undefined)) continue
    const parent = options.models.find(({ name }) => name === parentName)
    if (parent === undefined || (!required && (!full || parentName === model.name || stack.includes(parentName)))) continue
    const shared = Object.fromEntries(fields.flatMap((field, index) => (data[field] === undefined ? [] : [[to[index], data[field]]])))
    const row = parentOf(created, parentName, shared) ?? (await newParent(parent, shared))
    fields.forEach((field, index) => (data[field] = row[to[index] ?? '']))
  }
  const number = numbers.next()
  for (const field of model.scalars) {
    const own = options.values[`${model.name}.${field.name}`]
    const optional = !field.required || field.hasDefault || field.updatedAt || field.list
    if (field.name in data || (keys.has(field.name) && own === undefined) || field.autoincrement) continue
    if (own !== undefined || !optional || (full && !field.updatedAt))
      data[field.name] = own?.(number, field) ?? valueOf(field, number, options.prefix)
  }
  return data
}

/** The parent that another reference over some of the same fields has made already. */
const parentOf = (created: readonly Created[], name: string, shared: Row): Row | undefined =>
  Object.keys(shared).length === 0
    ? undefined
    : created.find(({ model, row }) => model.name === name && Object.entries(shared).every(([field, value]) => row[field] === value))?.row

/** `{ id: 1 }`, or `{ a_b: { a: 1, b: 2 } }` for a key of several fields. */
function whereOf(model: TrafficModel, unique: number, row: Row): object {
  return whereBy(model.uniques[unique] ?? model.formerKeys[0] ?? { key: 'id', fields: ['id'] }, row)
}

function whereBy({ key, fields }: UniqueKey, row: Row): object {
  const values = Object.fromEntries(fields.map((field) => [field, row[field]]))
  return fields.length === 1 ? values : { [key]: values }
}

function includeOf(model: TrafficModel): object {
  return model.links.length === 0 ? {} : { include: Object.fromEntries(model.links.map(({ field }) => [field, true])) }
}

const comparable = (field: ScalarField): boolean => !field.list && !['Json', 'Bytes'].includes(field.type) && field.native[0] !== 'Xml'

/** Two of the model's fields, others each round. */
function filtersOf(model: TrafficModel, row: Row, number: number): readonly object[] {
  const fields = model.scalars.filter(comparable)
  return [0, 1].flatMap((index) => {
    const name = fields[(number + index) % fields.length]?.name
    return name === undefined || index >= fields.length ? [] : [{ [name]: row[name] }]
  })
}

function orderOf(model: TrafficModel, number: number): object {
  const fields = model.scalars.filter(comparable)
  return { [fields[number % fields.length]?.name ?? 'id']: number % 2 === 0 ? 'desc' : 'asc' }
}

/** New values for everything that is neither a key nor a reference. */
function changeOf(model: TrafficModel, options: CycleOptions, number: number, mayRepeat = false): Row {
  const keys = new Set([...(model.uniques[0]?.fields ?? []), ...model.references.flatMap(({ fields }) => fields)])
  const uniques = new Set(mayRepeat ? model.uniques.flatMap(({ fields }) => fields) : [])
  const fields = model.scalars.filter(
    ({ name, autoincrement, updatedAt }) => !keys.has(name) && !uniques.has(name) && !autoincrement && !updatedAt,
  )
  return Object.fromEntries(
    fields.map((field) => [
      field.name,
      options.values[`${model.name}.${field.name}`]?.(number, field) ?? valueOf(field, number, options.prefix),
    ]),
  )
}

/** A field of a key that is changed would name another row from then on. */
const without = (change: Row, fields: readonly string[]): Row =>
  Object.fromEntries(Object.entries(change).filter(([name]) => !fields.includes(name)))

interface TouchOther {
  readonly model: TrafficModel
  readonly options: CycleOptions
  readonly round: Round
  readonly others: readonly Row[]
  readonly number: number
}

/** One field of a row of anyone: `updateMany`, since its writer may remove it at any moment. */
async function touchOther({ model, options, round, others, number }: TouchOther): Promise<void> {
  const other = others[number % Math.max(1, others.length)]
  const change = Object.entries(changeOf(model, options, number, true))
  const [name, value] = change[number % Math.max(1, change.length)] ?? []
  if (other === undefined || name === undefined) return
  const where = Object.fromEntries((model.uniques[0]?.fields ?? []).map((field) => [field, other[field]]))
  await round.step(`${model.name}.updateMany`, () => delegateOf(options.client, model.name).updateMany({ where, data: { [name]: value } }))
}

type Around = Pick<NewRow, 'model' | 'options' | 'round' | 'created' | 'numbers'>

/** Connects a new row of each many-to-many relation and lets go of it. */
async function linkAndUnlink({ model, options, round, created, numbers, where }: Around & { readonly where: object }): Promise<void> {
  for (const { field, model: name } of model.links) {
    const other = options.models.find((each) => each.name === name)
    if (other === undefined) continue
    const data = await newRow({ model: other, options, round, created, numbers, full: false, stack: [model.name] })
    const row = await round.step(`${name}.create`, () => delegateOf(options.client, name).create({ data }))
    created.push({ model: other, row })
    for (const verb of ['connect', 'disconnect']) {
      const change = { where, data: { [field]: { [verb]: whereOf(other, 0, row) } } }
      await round.step(`${model.name}.update`, () => delegateOf(options.client, model.name).update(change))
    }
  }
}

/** By one of its unique keys, another each round: the first inserts (unless the database makes the key), the second updates. */
async function upsert({ model, options, round, created, numbers, row }: Around & { readonly row: Row }): Promise<void> {
  const allowed = model.uniques.flatMap(({ key }, index) => (options.notUpsertedBy.includes(`${model.name}.${key}`) ? [] : [index]))
  const unique = allowed[Math.floor(round.number / 2) % Math.max(1, allowed.length)]
  const fields = model.uniques[unique ?? -1]?.fields
  if (unique === undefined || fields === undefined) return
  const table = delegateOf(options.client, model.name)
  const create = await newRow({ model, options, round, created, numbers, full: true, stack: [] })
  const inserts = fields.every((field) => create[field] !== undefined && create[field] !== null)
  const where = whereOf(model, inserts ? unique : 0, inserts ? create : row)
  const update = (): Row => changeOf(model, options, numbers.next())
  const first = await round.step(`${model.name}.upsert`, () => table.upsert({ where, create, update: without(update(), fields) }))
  if (!inserts) return
  created.push({ model, row: first })
  await round.step(`${model.name}.upsert`, () => table.upsert({ where, create, update: without(update(), fields) }))
}
