import { expect } from 'vitest'
import { diffSchemas } from '../../src/diff/diff-schemas.ts'
import { parseAnswers, type AnswerFlags } from '../../src/diff/parse-answers.ts'
import { applyExpand } from '../../src/operations/registry.ts'
import { shadowsOf } from '../../src/operations/shadow.ts'
import { planContext } from '../../src/plan/assemble.ts'
import { serialiseDocument, type SchemaFile } from '../../src/prisma/document.ts'
import { readDocument, readSchema, type LoadedSchema } from '../../src/prisma/load.ts'
import { applyEdits, diffDocuments } from '../../src/prisma/schema-edits.ts'
import { transitionDocument } from '../../src/prisma/transition.ts'
import { schemaDifference } from '../../src/schema/difference.ts'

const datasource = 'datasource db {\n  provider = "postgresql"\n}\n\n'

const filesOf = (schema: string | readonly SchemaFile[]): readonly SchemaFile[] =>
  typeof schema === 'string' ? [{ path: 'schema.prisma', content: datasource + schema }] : schema

export interface TransitionCase {
  readonly before: string | readonly SchemaFile[]
  readonly after: string | readonly SchemaFile[]
  readonly flags?: AnswerFlags
}

/**
 * The transition schema of a change, as files without the datasource. Prisma's engine reads the expanded database from it, and the
 * edits of the three stages lead from one text to the next.
 */
export async function transitionFiles({ before, after, flags }: TransitionCase): Promise<readonly SchemaFile[]> {
  const [base, target] = [await readSchema(filesOf(before)), await readSchema(filesOf(after))]
  const answers = parseAnswers(flags ?? {})
  const diff = diffSchemas(base.schema, target.schema, answers)
  expect([...diff.questions, ...diff.refusals]).toEqual([])
  const context = planContext({ before: base.schema, after: target.schema, changes: diff.changes, timestamp: '20260101000000' })
  const expanded = applyExpand(diff.changes, base.schema, context)
  const transition = await readDocument(transitionDocument({ before: base, after: target, expanded, shadows: shadowsOf(context) }))
  expect(schemaDifference(expanded, transition.schema)).toEqual([])
  for (const [from, to] of [
    [base, transition],
    [transition, target],
    [transition, base],
  ] as const)
    await expectEdits(from, to)
  return transition.files.map(({ path, content }) => ({ path, content: content.replace(datasource, '') }))
}

async function expectEdits(from: LoadedSchema, to: LoadedSchema): Promise<void> {
  const edits = diffDocuments(from.document, to.document)
  const edited = applyEdits(from.document, edits)
  expect(diffDocuments(edited, to.document)).toEqual([])
  expect(schemaDifference((await readDocument(edited)).schema, to.schema)).toEqual([])
  expect(serialiseDocument(applyEdits(edited, edits))).toEqual(serialiseDocument(edited))
}

/** The same for a schema of one file, as its text. */
export async function transitionText(change: TransitionCase): Promise<string> {
  return (await transitionFiles(change)).map(({ content }) => content).join('')
}
