import type { SchemaChange } from '../../diff/change.ts'
import { StagerError, exitCode } from '../../errors.ts'
import { applyChanges, applyExpand } from '../../operations/registry.ts'
import { assemblePlan, planContext } from '../../plan/assemble.ts'
import type { PlanBundle } from '../../plan/plan.ts'
import { serialiseDocument, type Document } from '../../prisma/document.ts'
import { readDocument, type LoadedSchema } from '../../prisma/load.ts'
import { diffDocuments } from '../../prisma/schema-edits.ts'
import { transitionDocument } from '../../prisma/transition.ts'
import { schemaDifference } from '../../schema/difference.ts'
import type { Schema } from '../../schema/model.ts'

export interface BuildPlanInput {
  readonly before: LoadedSchema
  readonly after: LoadedSchema
  readonly changes: readonly SchemaChange[]
  readonly name: string
  readonly timestamp: string
  readonly version: string
  /** The text of each TypeScript transform, by `transformKey`. */
  readonly transforms: ReadonlyMap<string, string>
}

export interface BuiltPlan {
  readonly bundle: PlanBundle
  /** What schema.prisma becomes. */
  readonly transition: Document
}

/**
 * A plan from two schemas and what differs between them. Before it is handed out, Prisma's own engine reads the transition schema,
 * and what it reads must be what the changes fold to.
 */
export async function buildPlan(input: BuildPlanInput): Promise<BuiltPlan> {
  const { before, after, changes } = input
  const context = planContext({ before: before.schema, after: after.schema, changes, timestamp: input.timestamp })
  mustAgree('target', applyChanges(changes, before.schema), after.schema)
  const expanded = applyExpand(changes, before.schema, context)
  const transition = transitionDocument({ before, after, expanded })
  mustAgree('transition', expanded, await readTransition(transition))
  const bundle = assemblePlan({
    ...input,
    before: before.schema,
    after: after.schema,
    schemas: { before: textOf(before.document), transition: textOf(transition), target: textOf(after.document) },
    edits: {
      expand: diffDocuments(before.document, transition),
      promote: diffDocuments(transition, after.document),
      undo: diffDocuments(transition, before.document),
    },
  })
  return { bundle, transition }
}

/** The transition schema is stager's own text: the user must not be told that theirs is invalid. */
async function readTransition(transition: Document): Promise<Schema> {
  try {
    return (await readDocument(transition)).schema
  } catch (error) {
    if (error instanceof StagerError && error.code === 'schema-invalid') throw inconsistent('transition', [error.message], error)
    throw error
  }
}

function mustAgree(which: 'target' | 'transition', folded: Schema, read: Schema): void {
  const difference = schemaDifference(folded, read)
  if (difference.length > 0) throw inconsistent(which, difference)
}

const inconsistent = (which: 'target' | 'transition', difference: readonly string[], cause?: unknown): StagerError =>
  new StagerError('plan-inconsistent', `The plan would not lead to the ${which} schema, so it was not made: ${difference.join('; ')}.`, {
    exitCode: exitCode.internal,
    hint: 'This is a defect of stager: please report it with the two schemas. Splitting the change into two plans may help meanwhile.',
    data: { which, difference },
    cause,
  })

/** A schema of several files as one text, each under its name. */
function textOf(document: Document): string {
  const files = serialiseDocument(document)
  return files.length === 1 ? (files[0]?.content ?? '') : files.map(({ path, content }) => `// ${path}\n${content}`).join('\n')
}
