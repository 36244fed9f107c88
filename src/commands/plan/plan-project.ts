import type { SchemaChange } from '../../diff/change.ts'
import { answerQuestions } from '../../diff/ask.ts'
import { diffSchemas } from '../../diff/diff-schemas.ts'
import { parseAnswers } from '../../diff/parse-answers.ts'
import { withTransformSources } from '../../diff/parse-fill.ts'
import { planFolder } from '../../plan/plan-folder.ts'
import { nextTimestamp } from '../../plan/timestamp.ts'
import { schemaDifference } from '../../schema/difference.ts'
import { readPackage } from '../../transform/package-root.ts'
import type { ParsedPlanSettings, PlanResult } from '../plan.ts'
import { choosePlanName } from './choose-plan-name.ts'
import { buildPlan } from './build-plan.ts'
import { openSources, type Sources } from './open-sources.ts'
import { readListOf, transformTexts } from './plan-transforms.ts'
import { refuseOverlap } from './refuse-overlap.ts'
import { readTarget } from './target.ts'
import { writeWholePlan } from './write-whole-plan.ts'

/** Diffs, asks, assembles and checks; when nothing is left that could fail, writes. */
export async function planProject(settings: ParsedPlanSettings): Promise<PlanResult> {
  const sources = await openSources(settings)
  const { before, after, project } = sources
  // Before questions are asked: a person's answers must not be lost to a folder that is missing.
  const differs = schemaDifference(before.schema, after.schema).length > 0
  const target = project === null || !differs ? null : await readTarget(project)
  const changes = await decide(settings, sources)
  if (changes.length === 0) return { bundle: null, id: null, directory: null, written: [] }

  const { bundle, transition } = await buildPlan({
    before,
    after,
    changes,
    name: await choosePlanName(settings, changes, target),
    timestamp: nextTimestamp(settings.now(), target?.names ?? []),
    version: readPackage().version,
    transforms: await transformTexts(changes, before.schema, settings.cwd),
  })
  const id = planFolder(bundle.plan)
  if (target === null) return { bundle, id, directory: null, written: [] }
  refuseOverlap(bundle.plan, target.inFlight)
  return { bundle, id, ...(await writeWholePlan(target.project, bundle, { from: after.files, to: transition })) }
}

async function decide({ cwd, ask, ...flags }: ParsedPlanSettings, { before, after }: Sources): Promise<readonly SchemaChange[]> {
  const { rename = [], drop = [], fill = [], down = [], orphans = [], duplicates = [] } = flags
  const answers = parseAnswers({ rename, drop, fill, down, orphans, duplicates })
  const { diff } = await answerQuestions(
    async (given) => diffSchemas(before.schema, after.schema, await withTransformSources(given, (file) => readListOf(file, cwd))),
    answers,
    ask ?? null,
  )
  return diff.changes
}
