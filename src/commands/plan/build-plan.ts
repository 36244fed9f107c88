import type { SchemaChange } from '../../diff/change.ts'
import type { AnsweredQuestion } from '../../diff/question.ts'
import { StagerError, exitCode } from '../../errors.ts'
import { applyChanges, applyExpand } from '../../operations/registry.ts'
import { shadowsOf } from '../../operations/shadow.ts'
import { assemblePlan, planContext } from '../../plan/assemble.ts'
import type { ChainAnswers, PlanBundle, PlanChain } from '../../plan/plan.ts'
import { parseDocument, serialiseDocument, type Document } from '../../prisma/document.ts'
import { readDocument, type LoadedSchema } from '../../prisma/load.ts'
import { withoutRenameHints } from '../../prisma/rename-hints.ts'
import { diffDocuments } from '../../prisma/schema-edits.ts'
import { transitionDocument } from '../../prisma/transition.ts'
import { readdressDocument } from '../../prisma/transition/readdress.ts'
import { schemaDifference } from '../../schema/difference.ts'
import type { HiddenObject, TableSize } from '../../schema/hidden.ts'
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
  readonly hidden?: readonly HiddenObject[] | null
  readonly sizes?: readonly TableSize[]
  /** Renames that comments in the schema answered: `User.name:fullName`. */
  readonly hinted?: readonly string[]
  /** The answers that were given, as flags; kept in the plan, so that it can be made again. */
  readonly answers?: ChainAnswers
  /** What was asked for them. */
  readonly questions?: readonly AnsweredQuestion[]
  /** What is left for a second plan. */
  readonly chain?: PlanChain | null
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
  const context = planContext({
    before: before.schema,
    after: after.schema,
    changes,
    timestamp: input.timestamp,
    hidden: input.hidden ?? null,
  })
  mustAgree('target', applyChanges(changes, before.schema), after.schema)
  const expanded = applyExpand(changes, before.schema, context)
  const moves = changes.flatMap((change) => (change.kind === 'moveTable' ? [{ ...change, to: change.table }] : []))
  const base = { schema: context.before, document: readdressDocument(before.document, before.schema, moves) }
  const transition = parseDocument(serialiseDocument(transitionDocument({ before: base, after, expanded, shadows: shadowsOf(context) })))
  mustAgree('transition', expanded, await readTransition(transition))
  // What the comments say is over once the plan is.
  const target = withoutRenameHints(after.document)
  const bundle = assemblePlan({
    ...input,
    notes: (input.hinted ?? []).map((answer) => `A comment in the schema, @stager.renamed, answered what was renamed: ${answer}.`),
    before: before.schema,
    after: after.schema,
    schemas: { before: textOf(before.document), transition: textOf(transition), target: textOf(target) },
    edits: {
      expand: diffDocuments(before.document, transition),
      promote: diffDocuments(transition, target),
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
