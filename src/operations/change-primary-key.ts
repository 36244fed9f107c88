import type { ChangeOf } from '../diff/change.ts'
import type { Index, PrimaryKey, Schema, Table } from '../schema/model.ts'
import { isUniqueIn, plainDefinition, wholeUniques } from '../schema/primary-key.ts'
import { duplicatesVerification } from './add-unique.ts'
import { buildIndex, removeIndex } from './create-index.ts'
import { keyDependentsVerification, noKeyDependents } from './key-dependents.ts'
import { withIndex, withoutIndex, withPrimaryKey } from './fold.ts'
import { keyChangeOf, referrersOf, type KeyChange, type Referrer } from './key-change.ts'
import { swapKeyParts, type KeySwap } from './key-parts.ts'
import { displayName, temporaryName } from './names.ts'
import type { Operation, PlanContext, Staged } from './operation.ts'
import { staged } from './staged.ts'

type ChangePrimaryKey = ChangeOf<'changePrimaryKey'>

const columnsOf = (key: PrimaryKey | null): string => `(${(key?.columns ?? []).join(', ')})`

/** Row 17 of the catalogue: at contract, unless the old key's columns go; see docs/adr/0006. */
export const changePrimaryKey: Operation<'changePrimaryKey'> = {
  kind: 'changePrimaryKey',
  describe({ table, from, to }) {
    if (to === null) return `${displayName(table)} loses its primary key ${columnsOf(from)}`
    return from === null
      ? `${displayName(table)} gets the primary key ${columnsOf(to)}`
      : `the primary key of ${displayName(table)} changes from ${columnsOf(from)} to ${columnsOf(to)}`
  },
  apply: ({ table, to }, schema) => withPrimaryKey(schema, table, to),
  applyExpand(change, schema, context) {
    const key = keyChangeOf(context, change.table)
    if (key === null) return schema
    return key.timing === 'expand' ? expandedEarly(key, schema) : expandedLate(key, schema)
  },
  plan(change, context) {
    const key = keyChangeOf(context, change.table)
    if (key === null) return staged({})
    return key.timing === 'expand' ? planEarly(change, key, context) : planLate(change, key, context)
  },
}

const expandedLate = ({ change, newIndex }: KeyChange, schema: Schema): Schema =>
  newIndex?.from === 'expand' ? withIndex(schema, change.table, newIndex.index) : schema

function expandedEarly({ change: { table, to }, newIndex, formerIndex }: KeyChange, schema: Schema): Schema {
  const keyed = withPrimaryKey(schema, table, to)
  const promoted = newIndex?.from === 'before' ? withoutIndex(keyed, table, newIndex.index.name) : keyed
  return formerIndex === null ? promoted : withIndex(promoted, table, formerIndex)
}

/** The unique index over these columns that foreign keys can use once the primary key over them is gone. */
const uniqueOver = (columns: readonly string[], tables: readonly Table[], own: Index | null): string =>
  own?.name ?? tables.flatMap(wholeUniques).find((index) => isSame(index.columns, columns))?.name ?? ''

const isSame = (left: readonly string[], right: readonly string[]): boolean =>
  left.length === right.length && left.every((name) => right.includes(name))

const boundTo = (referrers: readonly Referrer[], index: string): KeySwap['rebound'] => referrers.map((one) => ({ ...one, index }))

/** The old key stays until contract, so that the old and the new client find rows by it. */
function planLate({ table, from, to }: ChangePrimaryKey, key: KeyChange, context: PlanContext): Staged {
  const { newIndex, before, after } = key
  const isBuilt = newIndex !== null && newIndex.from !== 'before'
  const isProved = newIndex?.from !== 'hidden' || isUniqueIn(before, newIndex.index.columns) || isUniqueIn(after, newIndex.index.columns)
  const former = from?.columns ?? []
  const staysUnique = from === null || isUniqueIn(after, former)
  const rebound = boundTo(referrersOf(context.after.tables, table, former), uniqueOver(former, [after], null))
  const name = displayName(table)
  return staged({
    expand: newIndex?.from === 'expand' ? [buildIndex('index', table, newIndex.index)] : [],
    undo: newIndex?.from === 'expand' ? [removeIndex('dropIndex', table, newIndex.index)] : [],
    verifications: [
      ...(newIndex === null || isProved ? [] : [duplicatesVerification(table, newIndex.index, 'make them differ')]),
      ...(from === null ? [] : [keyDependentsVerification(table, from.name, knownKeys(context))]),
    ],
    contract: [
      ...(isBuilt && newIndex.from === 'hidden' ? [buildIndex('unique', table, newIndex.index)] : []),
      ...swapKeyParts({ swap: 'changeKey', validate: 'validateKey' }, { table, from, to, index: newIndex?.index ?? null, rebound }),
    ],
    gates: [
      ...(staysUnique
        ? []
        : [
            `The new release no longer upserts ${name} by ${columnsOf(from)}, nor counts on finding rows by it fast: contract drops that key and its index. ` +
              `Contract waits until the promoted schema, which names rows by ${to === null ? 'another key' : columnsOf(to)}, is deployed.`,
          ]),
      ...(newIndex?.from === 'hidden' && !isProved
        ? [`Code that upserts or finds ${name} by ${columnsOf(to)} waits for contract, which builds the new primary key.`]
        : []),
    ],
  })
}

/** The old key's columns go, so the new key, which is unique already, takes over in expand; the old client upserts by a unique index. */
function planEarly({ table, from, to }: ChangePrimaryKey, key: KeyChange, context: PlanContext): Staged {
  const { newIndex, formerIndex, before, after } = key
  const former = from?.columns ?? []
  const served = uniqueOver(former, [before, after], formerIndex)
  const rebound = boundTo(referrersOf(context.before.tables, table, former), served)
  const builds = [...(newIndex?.from === 'hidden' ? [newIndex.index] : []), ...(formerIndex === null ? [] : [formerIndex])]
  return staged({
    expand: [
      ...builds.map((index) => buildIndex('index', table, index)),
      ...swapKeyParts(
        { swap: 'primaryKey', validate: 'validate' },
        {
          table,
          from,
          to,
          index: newIndex?.index ?? null,
          rebound,
          precheck: from === null ? [] : [noKeyDependents(table, from.name, knownKeys(context))],
        },
      ),
    ],
    contract: formerIndex === null ? [] : [removeIndex('dropIndex', table, formerIndex)],
    undo: undoEarly({ table, from, to, kind: 'changePrimaryKey' }, key, context, served),
    gates: [`The new release no longer finds or upserts ${displayName(table)} by ${columnsOf(from)}: contract drops it.`],
    notes: [
      `The primary key of ${displayName(table)} becomes ${to === null ? 'none' : columnsOf(to)} in expand: it is required and unique already, ` +
        `and ${columnsOf(from)} keeps a unique index for the old application until contract.`,
    ],
  })
}

/** The way back: the unique index over the old columns becomes the primary key, the promoted one is built again. */
function undoEarly(
  { table, from, to }: ChangePrimaryKey,
  { newIndex, before }: KeyChange,
  context: PlanContext,
  served: string,
): Staged['undo'] {
  const former = from?.columns ?? []
  const wasUnique = wholeUniques(before).some(({ name }) => name === served)
  const index: Index = {
    name: wasUnique ? temporaryName(context.tag, table.name, 'former') : served,
    unique: true,
    columns: former,
    definition: plainDefinition(former),
  }
  const promoted = newIndex?.from === 'before' ? newIndex.index : null
  const referrers = promoted === null ? [] : referrersOf(context.before.tables, table, promoted.columns)
  return [
    ...[...(wasUnique ? [index] : []), ...(promoted === null ? [] : [promoted])].map((one) => buildIndex('unique', table, one)),
    ...swapKeyParts(
      { swap: 'changeKey', validate: 'validateKey' },
      { table, from: to, to: from, index, rebound: boundTo(referrers, promoted?.name ?? '') },
    ),
  ]
}

/** Every foreign key that the plan knows of: what else hangs on a key is not stager's to drop. */
const knownKeys = ({ before, after }: PlanContext): readonly Referrer[] =>
  [before, after].flatMap(({ tables }) =>
    tables.flatMap((one) => one.foreignKeys.map((key) => ({ table: { schema: one.schema, name: one.name }, key }))),
  )
