import type { Schema } from '../schema/model.ts'
import { openAnswers } from './answer-book.ts'
import type { SchemaChange } from './change.ts'
import { diffEnums } from './enums.ts'
import { together } from './findings.ts'
import { diffNamespaces } from './namespaces.ts'
import { orderChanges } from './order-changes.ts'
import type { Answers, Question, Refusal } from './question.ts'
import { diffTables } from './tables.ts'
import { takenNames } from './taken-names.ts'
import { widenedKeys } from './widened-keys.ts'

/** The changes are complete only when there are neither questions nor refusals. */
export interface SchemaDiff {
  readonly changes: readonly SchemaChange[]
  readonly questions: readonly Question[]
  readonly refusals: readonly Refusal[]
}

/**
 * What differs between two schemas, as far as the answers settle it. Nothing is guessed: a removed field is a rename or a drop
 * only when an answer says so. Throws `answer-unused` for an answer to nothing, `fill-unknown-column` for a fill that reads one.
 */
export function diffSchemas(before: Schema, after: Schema, answers: Answers): SchemaDiff {
  const book = openAnswers(answers)
  const findings = together([diffNamespaces(before, after), diffEnums(before, after), diffTables(before, after, book)])
  const refusals = [...findings.refusals, ...takenNames(before, findings.changes), ...widenedKeys(before, findings.changes)]
  // What a refused change would have asked is not known, so an answer is called useless only without one.
  const unused = refusals.length === 0 ? book.unused() : null
  if (unused !== null) throw unused
  return { changes: orderChanges(findings.changes), questions: findings.questions, refusals }
}
