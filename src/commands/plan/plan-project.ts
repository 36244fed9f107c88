import { resolve } from 'node:path'

import type { SchemaChange } from '../../diff/change.ts'
import { answeredQuestions } from '../../diff/answered-questions.ts'
import { answerQuestions } from '../../diff/ask.ts'
import { formatAnswers } from '../../diff/format-answers.ts'
import { diffSchemas, type SchemaDiff } from '../../diff/diff-schemas.ts'
import { withHintedAnswers, type HintedAnswers } from '../../diff/hinted-answers.ts'
import { mergeAnswers, parseAnswers } from '../../diff/parse-answers.ts'
import { withTransformSources } from '../../diff/parse-fill.ts'
import type { AnsweredQuestion, Answers } from '../../diff/question.ts'
import { unseenChanges } from '../../diff/unseen-changes.ts'
import { afterMoves } from '../../operations/moves.ts'
import { planContext } from '../../plan/assemble.ts'
import { planFolder } from '../../plan/plan-folder.ts'
import { nextTimestamp } from '../../plan/timestamp.ts'
import { readRenameHints } from '../../prisma/rename-hints.ts'
import { schemaDifference } from '../../schema/difference.ts'
import { readPackage } from '../../package-root.ts'
import type { ParsedPlanSettings, PlanResult } from '../plan.ts'
import { askDatabase } from './ask-database.ts'
import { choosePlanName } from './choose-plan-name.ts'
import { buildPlan } from './build-plan.ts'
import { moveFields } from './move-fields.ts'
import { openSources, type Sources } from './open-sources.ts'
import { readListOf, transformTexts } from './plan-transforms.ts'
import { refuseOverlap } from './refuse-overlap.ts'
import { readTarget } from './target.ts'
import { writeWholePlan } from './write-whole-plan.ts'

/** Diffs, asks, assembles and checks; when nothing is left that could fail, writes. */
export async function planProject(settings: ParsedPlanSettings): Promise<PlanResult> {
  const sources = await openSources(settings)
  const { project, files, given, before, after: wanted, replaces } = sources
  const fileOf = (file: string): string => sources.transforms.get(file) ?? file
  // Before questions are asked: a person's answers must not be lost to a folder that is missing.
  const differs = schemaDifference(before.schema, wanted.schema).length > 0
  const target = project === null || !differs ? null : await readTarget(project, replaces?.plan ?? null)
  const { after, withMoves, chain } = await moveFields(before, wanted, settings.strategy ?? sources.strategy)
  const { changes, hinted, answers, questions } = await decide(
    { ...settings, fileOf },
    { before, after },
    mergeAnswers(given, parseAnswers(settings)),
    withMoves,
  )
  if (changes.length === 0)
    return { ...unrehearsed, bundle: null, unseen: unseenChanges(before.schema, after.schema), id: null, directory: null, written: [] }

  const timestamp = nextTimestamp(settings.now(), target?.names ?? [])
  const schemas = { before: before.schema, after: after.schema, changes, timestamp }
  const { bundle, transition } = await buildPlan({
    ...(await askDatabase(settings.databaseUrl, planContext(schemas))),
    before,
    after,
    changes,
    name: replaces?.plan.name ?? (await choosePlanName(settings, changes, target)),
    timestamp,
    version: readPackage().version,
    hinted,
    answers: formatAnswers(answers),
    questions,
    transforms: await transformTexts(changes, { before: afterMoves(changes, before.schema), after: after.schema }, (file) =>
      resolve(settings.cwd, fileOf(file)),
    ),
    chain,
  })
  const id = planFolder(bundle.plan)
  if (target === null) return { ...unrehearsed, bundle, unseen: [], id, directory: null, written: [] }
  refuseOverlap(bundle.plan, target.inFlight)
  const written = await writeWholePlan(target.project, bundle, { from: files, to: transition }, [
    ...(replaces?.folders ?? []),
    ...(settings.replacedFolders ?? []),
  ])
  if (settings.rehearse !== true) return { ...unrehearsed, bundle, unseen: [], id, ...written }
  const { rehearseNewPlan } = await import('./rehearse-new-plan.ts')
  return { unseen: [], id, ...written, ...(await rehearseNewPlan(bundle, target.project, settings)) }
}

const unrehearsed = { rehearsal: null, notRehearsed: null }

interface Decided {
  readonly changes: readonly SchemaChange[]
  /** Those that comments in the schema gave. */
  readonly hinted: readonly string[]
  /** All of them. */
  readonly answers: Answers
  readonly questions: readonly AnsweredQuestion[]
}

async function decide(
  { cwd, ask, fileOf }: ParsedPlanSettings & { readonly fileOf: (file: string) => string },
  { before, after }: Pick<Sources, 'before' | 'after'>,
  first: Answers,
  withMoves: (answers: Answers) => Answers,
): Promise<Decided> {
  const hints = readRenameHints(after.document)
  const withHints = (given: Answers): HintedAnswers => withHintedAnswers(withMoves(given), hints, before.schema, after.schema)
  const diffWith = async (given: Answers): Promise<SchemaDiff> =>
    diffSchemas(before.schema, after.schema, await withTransformSources(given, (file) => readListOf(fileOf(file), cwd)))
  const { answers: given, diff } = await answerQuestions((some) => diffWith(withHints(some).answers), first, ask ?? null)
  const { hinted } = withHints(given)
  const answers = mergeAnswers(parseAnswers(hinted), given)
  return {
    changes: diff.changes,
    hinted: [...hinted.rename, ...hinted.mapValue],
    answers,
    questions: await answeredQuestions((some) => diffWith(withMoves(some)), answers),
  }
}
