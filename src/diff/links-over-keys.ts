import { findTable } from '../schema/lookup.ts'
import type { Schema, Table } from '../schema/model.ts'
import { keyTiming } from '../schema/primary-key.ts'
import type { SchemaChange } from './change.ts'
import { modelName } from './names.ts'
import type { Refusal } from './question.ts'

/**
 * Prisma links the rows of an implicit many-to-many relation by their primary keys and cannot be told otherwise: a new relation over a key
 * that takes over at contract, or whose type does, has no transition schema.
 */
export function linksOverKeys(before: Schema, after: Schema, changes: readonly SchemaChange[]): readonly Refusal[] {
  const late = changes.flatMap((change) => {
    if (change.kind !== 'changePrimaryKey' && change.kind !== 'changeType') return []
    const [from, to] = [findTable(before, change.table), findTable(after, change.table)]
    if (from === undefined || to === undefined) return []
    const isLate =
      change.kind === 'changeType' ? to.primaryKey?.columns.includes(change.to.name) === true : keyTiming(from, to) === 'contract'
    return isLate ? [to] : []
  })
  return changes.flatMap((change) => {
    if (change.kind !== 'createTable' || change.table.model !== null) return []
    const linked = late.find((table) => refersTo(findTable(after, change.table), table))
    return linked === undefined ? [] : [refusal(change.table, linked)]
  })
}

const refersTo = (link: Table | undefined, { schema, name }: Table): boolean =>
  link?.foreignKeys.some(({ references }) => references.schema === schema && references.name === name) ?? false

const refusal = (link: Table, linked: Table): Refusal => ({
  code: 'link-over-new-key',
  model: modelName(linked),
  field: null,
  message: `The new relation ${link.name} links rows of ${modelName(linked)} by its primary key, and that changes at contract only.`,
  hint: `Make two plans of it: first the primary key of ${modelName(linked)}; when that plan is contracted, the relation.`,
})
