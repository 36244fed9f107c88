import fc from 'fast-check'
import { expect } from 'vitest'
import { buildPlan } from '../../src/commands/plan/build-plan.ts'
import { answeredQuestions } from '../../src/diff/answered-questions.ts'
import type { SchemaChange } from '../../src/diff/change.ts'
import { diffSchemas } from '../../src/diff/diff-schemas.ts'
import { noAnswers } from '../../src/diff/parse-answers.ts'
import { StagerError, exitCode } from '../../src/errors.ts'
import { applyChanges } from '../../src/operations/registry.ts'
import { formatPlan, parsePlan } from '../../src/plan/format.ts'
import type { PlanBundle } from '../../src/plan/plan.ts'
import { verifySeal } from '../../src/plan/seal.ts'
import { blocksOf, blockText, serialiseDocument, type Block, type Document } from '../../src/prisma/document.ts'
import { readDocument, readSchema, type LoadedSchema } from '../../src/prisma/load.ts'
import { applyEdits } from '../../src/prisma/schema-edits.ts'
import { schemaDifference } from '../../src/schema/difference.ts'
import type { SchemaEdit } from '../../src/schema/edit.ts'
import type { Schema } from '../../src/schema/model.ts'
import { parseStatements } from '../../src/sql/parse.ts'
import type { Evolution } from './arbitrary-edits.ts'
import { changesBetween, converse } from './automatic-answers.ts'
import { renderSketch } from './render-sketch.ts'

const file = (content: string) => [{ path: 'schema.prisma', content }]

export interface Planned {
  readonly before: LoadedSchema
  readonly after: LoadedSchema
  readonly changes: readonly SchemaChange[]
  readonly bundle: PlanBundle
}

/** The pair as Prisma reads it. What Prisma itself rejects (names of constraints that are alike after cutting) is no case. */
export async function readEvolution({
  before,
  after,
}: Evolution): Promise<{ readonly before: LoadedSchema; readonly after: LoadedSchema }> {
  try {
    return { before: await readSchema(file(renderSketch(before))), after: await readSchema(file(renderSketch(after))) }
  } catch (error) {
    if (error instanceof StagerError && error.code === 'schema-invalid') return fc.pre(false) as never
    throw error
  }
}

/** A plan, or null where stager refuses the change and says so as it should. */
export async function planEvolution(
  evolution: Evolution,
  named: { readonly name: string; readonly timestamp: string } = { name: 'random', timestamp: '20260101000000' },
): Promise<Planned | null> {
  const { before, after } = await readEvolution(evolution)
  expect(diffSchemas(after.schema, after.schema, noAnswers)).toEqual({ changes: [], questions: [], refusals: [] })
  try {
    const changes = await changesBetween(before.schema, after.schema, evolution.answers)
    expect(schemaDifference(applyChanges(changes, before.schema), after.schema)).toEqual([])
    const { bundle } = await buildPlan({
      before,
      after,
      changes,
      ...named,
      version: '0',
      transforms: new Map(),
    })
    return { before, after, changes, bundle }
  } catch (error) {
    mustBeRefusal(error)
    return null
  }
}

/** One sentence with a way out; a defect (exit code 70) is none. */
function mustBeRefusal(error: unknown): void {
  if (!(error instanceof StagerError) || error.exitCode !== exitCode.refused) throw error
  expect(error.message).toMatch(/\S/)
  expect(error.hint ?? '').toMatch(/\S/)
}

/** Folds to the target, reads back as it was written, and its edits lead from each text to the next one. */
export async function planIsConsistent(evolution: Evolution): Promise<void> {
  const planned = await planEvolution(evolution)
  if (planned === null) return
  const { before, after, bundle } = planned
  const { plan, texts } = bundle
  await questionsAreFound(before.schema, after.schema, evolution)
  expect(parsePlan(formatPlan(plan))).toEqual(plan)
  verifySeal(bundle)
  const transition = await readSchema(file(texts.get('transition.prisma') ?? ''))
  await leadsTo(before.document, plan.edits.expand, transition)
  await leadsTo(transition.document, plan.edits.promote, after)
  await leadsTo(transition.document, plan.edits.undo, before)
  for (const [path, text] of texts) if (path.endsWith('.sql')) parseStatements(text.replaceAll(':key_range', 'TRUE'))
}

/** From the answers alone: what was asked for them, in the same order. */
async function questionsAreFound(before: Schema, after: Schema, { answers: numbers }: Evolution): Promise<void> {
  const { asked, answers } = await converse(before, after, numbers)
  const found = await answeredQuestions((given) => diffSchemas(before, after, given), answers)
  expect(found.map(({ text }) => text)).toEqual(asked)
}

/** The text itself, not only what it means: people read the difference in a pull request. No edit gives models another order. */
async function leadsTo(from: Document, edits: readonly SchemaEdit[], to: LoadedSchema): Promise<void> {
  const edited = applyEdits(from, edits)
  expect(schemaDifference((await readDocument(edited)).schema, to.schema)).toEqual([])
  const [had, has] = [blocksOf(from), blocksOf(to.document)]
  const common = (blocks: readonly Block[], others: readonly Block[]): readonly string[] =>
    blocks.flatMap(({ key }) => (others.some((other) => other.key === key) ? [key] : []))
  const isInOrder = common(had, has).join('\n') === common(has, had).join('\n')
  const texts = (document: Document): readonly unknown[] =>
    isInOrder ? serialiseDocument(document) : blocksOf(document).map(blockText).toSorted()
  expect(texts(edited)).toEqual(texts(to.document))
}
