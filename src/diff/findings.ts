import type { SchemaChange } from './change.ts'
import type { Question, Refusal } from './question.ts'

/** What a comparison found: what to do, what to ask, and what stager does not do. */
export interface Findings {
  readonly changes: readonly SchemaChange[]
  readonly questions: readonly Question[]
  readonly refusals: readonly Refusal[]
}

/** Findings with nothing where nothing is said. */
export const found = (part: Partial<Findings>): Findings => ({ changes: [], questions: [], refusals: [], ...part })

/** All findings, in their order. */
export const together = (parts: readonly Findings[]): Findings => ({
  changes: parts.flatMap(({ changes }) => changes),
  questions: parts.flatMap(({ questions }) => questions),
  refusals: parts.flatMap(({ refusals }) => refusals),
})
