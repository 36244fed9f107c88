import type { Schema } from '../schema/model.ts'
import { openAnswers } from './answer-book.ts'
import type { SchemaChange } from './change.ts'
import { enumColumns, enumRefusals } from './enum-columns.ts'
import { diffEnums } from './enums.ts'
import { together } from './findings.ts'
import { linksOverKeys } from './links-over-keys.ts'
import { diffNamespaces } from './namespaces.ts'
import { renamedEnums } from './renamed-enums.ts'
import { settleMoves } from './moved-tables.ts'
import { orderChanges } from './order-changes.ts'
import { otherTargets } from './other-targets.ts'
import type { Answers, Question, Refusal } from './question.ts'
import { impossibleReferences } from './referring-types.ts'
import { diffTables } from './tables.ts'
import { takenNames } from './taken-names.ts'
import { swapWidenedKeys } from './widened-keys.ts'

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
  const moves = settleMoves(before, after, book)
  const found = together([diffNamespaces(before, after), diffEnums(before, after, book), diffTables(moves, after, book)])
  const findings = {
    ...found,
    changes: [...swapWidenedKeys(moves.before, after, found.changes), ...enumColumns({ before, after }, moves.before, found.changes)],
  }
  const renamed = renamedEnums(moves.before, after)
  // What else would be said of these columns follows from it.
  const others = findings.refusals.filter(({ code }) => renamed.length === 0 || code !== 'type-change-not-staged')
  const refusals = [
    ...others,
    ...renamed,
    ...enumRefusals(moves.before, after, found.changes),
    ...takenNames(moves.before, findings.changes),
    ...linksOverKeys(moves.before, after, findings.changes),
    ...otherTargets(moves.before, after, findings.changes),
    ...impossibleReferences(moves.before, after),
  ]
  // What a refused change would have asked is not known, so an answer is called useless only without one.
  const unused = refusals.length === 0 ? book.unused() : null
  if (unused !== null) throw unused
  return { changes: orderChanges(findings.changes), questions: findings.questions, refusals }
}
