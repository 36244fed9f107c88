import { findTable, sameTable } from '../schema/lookup.ts'
import type { Schema, Table } from '../schema/model.ts'
import { keyTiming } from '../schema/primary-key.ts'
import type { SchemaChange } from './change.ts'
import { modelName } from './names.ts'
import type { Refusal } from './question.ts'

/**
 * Prisma links the rows of an implicit many-to-many relation by their primary keys and cannot be told otherwise: a new relation over a key
 * that takes over at contract, or whose type does, has no transition schema, and neither has one that goes at contract over a key that
 * changes before.
 */
export function linksOverKeys(before: Schema, after: Schema, changes: readonly SchemaChange[]): readonly Refusal[] {
  const late: Table[] = []
  const early: Table[] = []
  for (const change of changes) {
    if (change.kind !== 'changePrimaryKey' && change.kind !== 'changeType') continue
    const [from, to] = [findTable(before, change.table), findTable(after, change.table)]
    if (from === undefined || to === undefined) continue
    if (change.kind === 'changePrimaryKey') (keyTiming(from, to) === 'contract' ? late : early).push(to)
    else if (to.primaryKey?.columns.includes(change.to.name) === true) late.push(to)
  }
  return changes.flatMap((change): readonly Refusal[] => {
    if (change.kind === 'createTable') return refusals(findTable(after, change.table), late, 'new')
    return change.kind === 'dropTable' ? refusals(change.table, early, 'old') : []
  })
}

function refusals(link: Table | undefined, keys: readonly Table[], which: 'new' | 'old'): readonly Refusal[] {
  if (link === undefined || link.model !== null) return []
  const linked = keys.find((table) => link.foreignKeys.some(({ references }) => sameTable(references, table)))
  return linked === undefined ? [] : [refusal(link, linked, which)]
}

function refusal(link: Table, linked: Table, which: 'new' | 'old'): Refusal {
  const model = modelName(linked)
  return {
    code: 'link-over-changed-key',
    model,
    field: null,
    message:
      which === 'new'
        ? `The new relation ${link.name} links rows of ${model} by its primary key, and that changes at contract only.`
        : `The relation ${link.name} links rows of ${model} by its primary key until contract, and that changes in expand.`,
    hint:
      which === 'new'
        ? `Make two plans of it: first the primary key of ${model}; when that plan is contracted, the relation.`
        : `Make two plans of it: first the relation goes; when that plan is contracted, the primary key of ${model} changes.`,
  }
}
