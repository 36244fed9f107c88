import { movedFields } from '../../diff/moved-fields.ts'
import { mergeAnswers, noAnswers } from '../../diff/parse-answers.ts'
import type { Answers } from '../../diff/question.ts'
import type { PlanChain } from '../../plan/plan.ts'
import { readDocument, type LoadedSchema } from '../../prisma/load.ts'
import { mapFields } from '../../prisma/map-fields.ts'
import { diffDocuments } from '../../prisma/schema-edits.ts'

/** What becomes of the name of a column that a field moves to: it stays, under `@map`, or a second plan gives it the old one. */
export type TypeStrategyFlag = 'map' | 'chain'

export interface WithMovedFields {
  /** The target: the user's text with an `@map` for each field that moves. */
  readonly after: LoadedSchema
  /** A field that moves is a rename of its column, unless its values may be dropped: that is how the rest of stager sees it. */
  readonly withMoves: (answers: Answers) => Answers
  readonly chain: PlanChain | null
}

/** Gives each field whose new type the clients of the old one do not tolerate a column of its own. */
export async function moveFields(before: LoadedSchema, after: LoadedSchema, strategy: TypeStrategyFlag): Promise<WithMovedFields> {
  const moves = movedFields(before.schema, after.schema)
  if (moves.length === 0) return { after, withMoves: (answers) => answers, chain: null }
  const mapped = { ...(await readDocument(mapFields(after.document, moves))), files: after.files }
  return {
    after: mapped,
    withMoves: (answers) => {
      const renames = moves.flatMap(({ key, field }) => (answers.drops.has(key) ? [] : [[key, field] as const]))
      return mergeAnswers({ ...noAnswers, renames: new Map(renames) }, answers)
    },
    chain:
      strategy === 'map'
        ? null
        : {
            edits: diffDocuments(mapped.document, after.document),
            answers: { rename: moves.map(({ target, field }) => `${target}:${field}`) },
          },
  }
}
