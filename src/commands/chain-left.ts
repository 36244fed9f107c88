import { StagerError } from '../errors.ts'
import type { Plan } from '../plan/plan.ts'
import { parseDocument, serialiseDocument } from '../prisma/document.ts'
import { schemaFilesIn } from '../prisma/load.ts'
import { applyEdits } from '../prisma/schema-edits.ts'

/** A promoted plan deferred edits, and schema.prisma has not got them yet. What a second plan is about to make of it is another text. */
export function chainLeft({ chain }: Plan, schemaPath: string): boolean {
  if (chain === undefined) return false
  const document = parseDocument(schemaFilesIn(schemaPath))
  try {
    return JSON.stringify(serialiseDocument(applyEdits(document, chain.edits))) !== JSON.stringify(serialiseDocument(document))
  } catch (error) {
    if (error instanceof StagerError) return false
    throw error
  }
}
