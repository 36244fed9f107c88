import { StagerError } from '../../errors.ts'
import type { Schema } from '../../schema/model.ts'
import type { Document } from '../document.ts'
import { isIgnoredModel, modelFor } from './edit.ts'

/**
 * Prisma wants a unique key over required fields in each model. A table without a primary key whose only unique indexes have a column
 * that takes NULL until contract has none in between.
 */
export function requireKeys(document: Document, expanded: Schema): void {
  for (const table of expanded.tables) {
    const model = modelFor(document, table)
    if (model === undefined || isIgnoredModel(model) || table.primaryKey !== null) continue
    const isRequired = (name: string): boolean => table.columns.some((column) => column.name === name && !column.nullable)
    if (table.indexes.some(({ unique, columns }) => unique && columns.every(isRequired))) continue
    throw new StagerError(
      'no-required-key',
      `${model.name} has no @id, and between expand and contract none of its unique keys has only required fields, so Prisma would reject the schema.`,
      {
        hint: `Add an @id to ${model.name} in a plan before this one (with @@ignore until that is promoted), or leave one of its unique keys as it is until the new one is there.`,
      },
    )
  }
}
