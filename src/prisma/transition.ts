import { findTable } from '../schema/lookup.ts'
import type { Table } from '../schema/model.ts'
import type { Document } from './document.ts'
import { editColumns } from './transition/columns.ts'
import type { TransitionEdit } from './transition/edit.ts'
import { editEnums } from './transition/enums.ts'
import { fitRelations } from './transition/fit-relations.ts'
import { editIndexes } from './transition/indexes.ts'
import { keepJoinTable } from './transition/join-tables.ts'
import { editPrimaryKey } from './transition/primary-key.ts'
import { keepRelationMode, relationModeOf } from './transition/relation-mode.ts'
import { keepRelations, removeLaterRelations } from './transition/relations.ts'
import { requireKeys } from './transition/require-keys.ts'
import { keepModel } from './transition/tables.ts'

export type { ReadSchema } from './transition/edit.ts'

/**
 * The transition schema: the user's target text, edited until Prisma reads the expanded database from it. What is nullable
 * there is optional, what contract will drop is back with `@ignore`, what contract will add is left out.
 * Throws `no-required-key` and `relation-mode-mixed`.
 */
export function transitionDocument(edit: TransitionEdit): Document {
  const target = edit.after.schema
  // A join table may have become a model's, or the other way round.
  const isModel = (table: Table): boolean => (findTable(target, table) ?? table).model !== null
  const tables = edit.expanded.tables.filter(isModel)
  const kept = edit.expanded.tables.flatMap((table) => {
    const wanted = findTable(target, table)
    return wanted === undefined || wanted.model === null ? [] : [{ table, wanted }]
  })
  let document = editEnums(edit, edit.after.document)
  for (const table of tables) if (findTable(target, table) === undefined) document = keepModel(edit, document, table)
  document = keepRelationMode(edit, document)
  // Without foreign keys in the schema, code may read through every relation already.
  const needsKeys = relationModeOf(document) === 'foreignKeys'
  for (const { table, wanted } of kept) if (needsKeys) document = removeLaterRelations(document, table, wanted)
  for (const { table, wanted } of kept) document = editColumns(edit, document, table, wanted)
  for (const { table } of kept) document = editPrimaryKey(edit, document, table)
  for (const { table, wanted } of kept) document = editIndexes(edit, document, table, wanted)
  for (const table of tables) document = keepRelations(edit, document, table)
  for (const table of edit.expanded.tables)
    if (table.model === null && findTable(target, table) === undefined) document = keepJoinTable(edit, document, table)
  for (const table of tables) document = fitRelations(document, table)
  requireKeys(document, edit.expanded)
  return document
}
