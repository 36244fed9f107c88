import type { SchemaChange } from '../../diff/change.ts'
import { answerQuestions } from '../../diff/ask.ts'
import { diffSchemas } from '../../diff/diff-schemas.ts'
import { withHintedAnswers, type HintedAnswers } from '../../diff/hinted-answers.ts'
import { mergeAnswers, parseAnswers } from '../../diff/parse-answers.ts'
import { withTransformSources } from '../../diff/parse-fill.ts'
import type { Answers } from '../../diff/question.ts'
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
  const { project, files, given, before, after: wanted } = await openSources(settings)
  // Before questions are asked: a person's answers must not be lost to a folder that is missing.
  const differs = schemaDifference(before.schema, wanted.schema).length > 0
  const target = project === null || !differs ? null : await readTarget(project)
  const { after, withMoves, chain } = await moveFields(before, wanted, settings.strategy ?? 'map')
  const { changes, hinted } = await decide(settings, { before, after }, mergeAnswers(given, parseAnswers(settings)), withMoves)
  if (changes.length === 0)
    return { ...unrehearsed, bundle: null, unseen: unseenChanges(before.schema, after.schema), id: null, directory: null, written: [] }

  const timestamp = nextTimestamp(settings.now(), target?.names ?? [])
  const schemas = { before: before.schema, after: after.schema, changes, timestamp }
  const { bundle, transition } = await buildPlan({
    ...(await askDatabase(settings.databaseUrl, planContext(schemas))),
    before,
    after,
    changes,
    name: await choosePlanName(settings, changes, target),
    timestamp,
    version: readPackage().version,
    hinted,
    transforms: await transformTexts(changes, { before: afterMoves(changes, before.schema), after: after.schema }, settings.cwd),
    chain,
  })
  const id = planFolder(bundle.plan)
  if (target === null) return { ...unrehearsed, bundle, unseen: [], id, directory: null, written: [] }
  refuseOverlap(bundle.plan, target.inFlight)
  const written = await writeWholePlan(target.project, bundle, { from: files, to: transition })
  if (settings.rehearse !== true) return { ...unrehearsed, bundle, unseen: [], id, ...written }
  const { rehearseNewPlan } = await import('./rehearse-new-plan.ts')
  return { unseen: [], id, ...written, ...(await rehearseNewPlan(bundle, target.project, settings)) }
}

const unrehearsed = { rehearsal: null, notRehearsed: null }

/** The changes, and the answers among them that comments in the schema gave. */
async function decide(
  { cwd, ask }: ParsedPlanSettings,
  { before, after }: Pick<Sources, 'before' | 'after'>,
  first: Answers,
  withMoves: (answers: Answers) => Answers,
): Promise<{ readonly changes: readonly SchemaChange[]; readonly hinted: readonly string[] }> {
  const hints = readRenameHints(after.document)
  const withHints = (given: Answers): HintedAnswers => withHintedAnswers(withMoves(given), hints, before.schema, after.schema)
  const { answers, diff } = await answerQuestions(
    async (given) =>
      diffSchemas(before.schema, after.schema, await withTransformSources(withHints(given).answers, (file) => readListOf(file, cwd))),
    first,
    ask ?? null,
  )
  return { changes: diff.changes, hinted: withHints(answers).hinted }
}
