import { findTable } from '../schema/lookup.ts'
import type { Document } from './document.ts'
import { editColumns } from './transition/columns.ts'
import type { TransitionEdit } from './transition/edit.ts'
import { fitRelations } from './transition/fit-relations.ts'
import { editIndexes } from './transition/indexes.ts'
import { keepJoinTable } from './transition/join-tables.ts'
import { keepRelations, removeLaterRelations } from './transition/relations.ts'
import { requireKeys } from './transition/require-keys.ts'
import { keepEnums, keepModel } from './transition/tables.ts'

export type { ReadSchema } from './transition/edit.ts'

/**
 * The transition schema: the user's target text, edited until Prisma reads the expanded database from it. What is nullable
 * there is optional, what contract will drop is back with `@ignore`, what contract will add is left out.
 * Throws `no-required-key`.
 */
export function transitionDocument(edit: TransitionEdit): Document {
  const target = edit.after.schema
  const tables = edit.expanded.tables.filter(({ model }) => model !== null)
  const kept = edit.expanded.tables.flatMap((table) => {
    const wanted = findTable(target, table)
    return wanted === undefined || wanted.model === null ? [] : [{ table, wanted }]
  })
  let document = keepEnums(edit, edit.after.document)
  for (const table of tables) if (findTable(target, table) === undefined) document = keepModel(edit, document, table)
  for (const { table, wanted } of kept) document = removeLaterRelations(document, table, wanted)
  for (const { table, wanted } of kept) document = editColumns(edit, document, table, wanted)
  for (const { table, wanted } of kept) document = editIndexes(edit, document, table, wanted)
  for (const table of tables) document = keepRelations(edit, document, table)
  for (const table of edit.expanded.tables)
    if (table.model === null && findTable(target, table) === undefined) document = keepJoinTable(edit, document, table)
  for (const table of tables) document = fitRelations(document, table)
  requireKeys(document, edit.expanded)
  return document
}
