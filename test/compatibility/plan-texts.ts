import { expect } from 'vitest'
import { buildPlan } from '../../src/commands/plan/build-plan.ts'
import { diffSchemas } from '../../src/diff/diff-schemas.ts'
import { parseAnswers, type AnswerFlags } from '../../src/diff/parse-answers.ts'
import { readSchema } from '../../src/prisma/load.ts'
import type { Planned } from '../properties/planning-property.ts'

export interface ChangeTexts {
  readonly before: string
  readonly after: string
  readonly answers?: AnswerFlags
}

/** The plan from one schema text to another; another timestamp makes another plan of the same change. */
export async function planTexts({ before: from, after: to, answers = {} }: ChangeTexts, timestamp = '20260101000000'): Promise<Planned> {
  const [before, after] = [
    await readSchema([{ path: 'schema.prisma', content: from }]),
    await readSchema([{ path: 'schema.prisma', content: to }]),
  ]
  const { changes, questions, refusals } = diffSchemas(before.schema, after.schema, parseAnswers(answers))
  expect([questions, refusals]).toEqual([[], []])
  const { bundle } = await buildPlan({ before, after, changes, name: 'change', timestamp, version: '0', transforms: new Map() })
  return { before, after, changes, bundle }
}
