import { buildPlan } from '../../src/commands/plan/build-plan.ts'
import { diffSchemas } from '../../src/diff/diff-schemas.ts'
import { parseAnswers, type AnswerFlags } from '../../src/diff/parse-answers.ts'
import type { PlanBundle } from '../../src/plan/plan.ts'
import { renderDdl } from '../../src/prisma/engine.ts'
import { readSchema } from '../../src/prisma/load.ts'
import { query, withTestDatabase } from './database.ts'

const datasource = 'datasource db {\n  provider = "postgresql"\n}\n'
const file = (models: string) => [{ path: 'schema.prisma', content: `${datasource}\n${models}` }]

/** A plan between two schema texts (models only), without a project. */
export async function planBetween(before: string, after: string, flags: AnswerFlags = {}): Promise<PlanBundle> {
  const [from, to] = [await readSchema(file(before)), await readSchema(file(after))]
  const { changes, questions, refusals } = diffSchemas(from.schema, to.schema, parseAnswers(flags))
  if (questions.length + refusals.length > 0) throw new Error(JSON.stringify([questions, refusals]))
  const { bundle } = await buildPlan({
    before: from,
    after: to,
    changes,
    name: 'test',
    timestamp: '20260101000000',
    version: '0',
    transforms: new Map(),
  })
  return bundle
}

interface Expanded {
  readonly before: string
  readonly after: string
  readonly flags?: AnswerFlags
  /** What the tables need: extensions. */
  readonly prepare?: string
  readonly seed?: string
}

/** Lends a database in which the plan's expand has run over `seed`. */
export async function withExpandedDatabase<T>(
  { before, after, flags, prepare = '', seed }: Expanded,
  work: (url: string, bundle: PlanBundle) => Promise<T>,
): Promise<T> {
  const bundle = await planBetween(before, after, flags)
  return withTestDatabase(async (url) => {
    await query(url, `${prepare};${await renderDdl(file(before))}`)
    if (seed !== undefined) await query(url, seed)
    for (const step of bundle.plan.expand.steps) await query(url, bundle.texts.get(step.file) ?? '')
    return work(url, bundle)
  })
}
