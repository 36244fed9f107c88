import type { ForeignKey, Table } from '../schema/model.ts'
import type { SchemaChange } from './change.ts'
import { found, type Findings } from './findings.ts'
import { flagText } from './flags.ts'
import { fieldOf, firstFieldKey, listed, modelName, sameList } from './names.ts'
import type { Refusal } from './question.ts'
import { nameOfTable, type TablePair } from './table-pair.ts'

const definition = ({ name: _name, ...rest }: ForeignKey): string =>
  JSON.stringify([rest.columns, rest.references.schema, rest.references.name, rest.references.columns, rest.onDelete, rest.onUpdate])

/** In this order a key of before finds its partner: the same, renamed, changed under its name, changed under another name. */
const partners: readonly ((left: ForeignKey, right: ForeignKey) => boolean)[] = [
  (left, right) => left.name === right.name && definition(left) === definition(right),
  (left, right) => definition(left) === definition(right),
  (left, right) => left.name === right.name,
  (left, right) => sameList(left.columns, right.columns),
]

export function diffForeignKeys(pair: TablePair): Findings {
  const { before, after } = pair
  const table = nameOfTable(after)
  let gone = [...before.foreignKeys]
  let come = [...after.foreignKeys]
  const changes: SchemaChange[] = []
  for (const equal of partners) {
    for (const from of gone) {
      const to = come.find((candidate) => equal(from, candidate))
      if (to === undefined) continue
      gone = gone.filter((key) => key !== from)
      come = come.filter((key) => key !== to)
      if (definition(from) !== definition(to)) changes.push({ kind: 'changeForeignKey', table, from, to })
      else if (from.name !== to.name)
        changes.push({ kind: 'renameConstraint', table, constraint: 'foreignKey', from: from.name, to: to.name })
    }
  }
  const added = come.map((foreignKey) => addedForeignKey(pair, foreignKey))
  return found({
    refusals: added.flatMap(({ refusal }) => (refusal === null ? [] : [refusal])),
    changes: [
      ...changes,
      ...added.map(({ change }) => change),
      ...gone.map((foreignKey): SchemaChange => ({ kind: 'dropForeignKey', table, foreignKey })),
    ],
  })
}

function addedForeignKey(
  { after, book }: TablePair,
  foreignKey: ForeignKey,
): { readonly change: SchemaChange; readonly refusal: Refusal | null } {
  const key = firstFieldKey(after, foreignKey)
  const orphans = book.orphans(key) ?? 'refuse'
  const required = after.columns.filter(({ name, nullable }) => foreignKey.columns.includes(name) && !nullable)
  return {
    change: { kind: 'addForeignKey', table: nameOfTable(after), foreignKey, orphans },
    refusal:
      orphans !== 'null' || required.length === 0
        ? null
        : {
            code: 'orphans-null-required',
            model: modelName(after),
            field: required[0]?.field ?? null,
            message: `${flagText('orphans', `${key}:null`)} would write NULL into ${listed(required.map(({ name }) => `${modelName(after)}.${fieldOf(after, name)}`))}, which ${required.length === 1 ? 'is' : 'are'} required.`,
            hint: 'Choose :delete or :refuse, or make the field optional.',
          },
  }
}

/** The foreign keys of a new table: no row is there to contradict them. */
export const newForeignKeys = (table: Table): readonly SchemaChange[] =>
  table.foreignKeys.map((foreignKey) => ({ kind: 'addForeignKey', table: nameOfTable(table), foreignKey, orphans: 'refuse' }))

/**
 * A table that moves: its foreign keys have their new names at once, also those whose actions change, which contract does. So there is one
 * relation in the transition schema, the target's own.
 */
export function renamedForeignKeys(from: Table, to: Table): { readonly table: Table; readonly changes: readonly SchemaChange[] } {
  const names = from.foreignKeys.map((key) => {
    const same = to.foreignKeys.filter((other) => sameList(other.columns, key.columns) && sameReference(other, key))
    return same.length === 1 ? (same[0]?.name ?? key.name) : key.name
  })
  const table = nameOfTable(to)
  return {
    table: { ...from, foreignKeys: from.foreignKeys.map((key, at) => ({ ...key, name: names[at] ?? key.name })) },
    changes: from.foreignKeys.flatMap((key, at): readonly SchemaChange[] => {
      const name = names[at] ?? key.name
      return name === key.name ? [] : [{ kind: 'renameConstraint', table, constraint: 'foreignKey', from: key.name, to: name }]
    }),
  }
}

const sameReference = ({ references: left }: ForeignKey, { references: right }: ForeignKey): boolean =>
  left.schema === right.schema && left.name === right.name && sameList(left.columns, right.columns)
