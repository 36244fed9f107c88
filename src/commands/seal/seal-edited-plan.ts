import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { StagerError, exitCode } from '../../errors.ts'
import { planMigrations, readMigrations } from '../../plan/migrations-folder.ts'
import { resealPlan } from '../../plan/plan-files.ts'
import { findPlan, listPlans, planFolder, type PlanFolder } from '../../plan/plan-folder.ts'
import type { Plan } from '../../plan/plan.ts'
import { loadPlannedTransform } from '../../transform/load-planned-transform.ts'
import { checkSelfContained } from '../../transform/self-contained.ts'
import { openProject } from '../repository.ts'
import type { SealResult, SealSettings } from '../seal.ts'
import { onlyOne } from '../the-plan.ts'
import { replaceFile } from '../write-schema.ts'
import { readSealState } from './sealed-files.ts'

/** Checks what was edited as far as it can be, seals it, and brings the migrations that are placed up to it. */
export async function sealEditedPlan(settings: SealSettings & { readonly cwd: string }): Promise<SealResult> {
  const { stagesDirectory, migrationsDirectory } = await openProject(settings)
  const folder = settings.plan === undefined ? await onlyEdited(stagesDirectory) : await findPlan(stagesDirectory, settings.plan)
  const { plan, changed } = await readSealState(folder.directory)
  if (changed.length === 0) return { plan: plan.name, seal: plan.seal, changed, written: [] }

  const named = planFolder(plan)
  if (named !== folder.folder) {
    throw new StagerError(
      'plan-changed',
      `plan.json in ${folder.folder} says that the plan is ${named}: its name and timestamp are those of the folder.`,
      {
        exitCode: exitCode.conflict,
        hint: 'Put back "name" and "timestamp" in plan.json; migrations and databases know the plan by them.',
      },
    )
  }
  const lost = changed.find(({ change }) => change === 'removed')
  if (lost !== undefined) {
    throw new StagerError('plan-changed', `${folder.folder}/${lost.path} was removed, and a plan cannot be sealed without its files.`, {
      exitCode: exitCode.conflict,
      hint: 'Restore the file from version control.',
    })
  }
  await checkTransforms(folder, plan)
  const { plan: sealed, texts } = await resealPlan(folder.directory)
  const written = [join(folder.directory, 'plan.json'), join(folder.directory, 'README.md')]
  const { expand, contract, undo } = planMigrations(sealed, await readMigrations(migrationsDirectory))
  for (const { step, migration } of [...expand, ...contract, ...undo]) {
    const text = texts.get(step.file)
    if (migration === null || text === undefined || migration.sql === text) continue
    await replaceFile(migration.path, text)
    written.push(migration.path)
  }
  return { plan: sealed.name, seal: sealed.seal, changed, written }
}

/** What would only fail in the middle of a backfill fails here. */
async function checkTransforms({ directory }: PlanFolder, plan: Plan): Promise<void> {
  for (const backfill of plan.backfill.backfills) {
    if (backfill.kind !== 'typescript') continue
    const path = join(directory, backfill.file)
    checkSelfContained(await readFile(path, 'utf8'), path)
    await loadPlannedTransform(directory, backfill)
  }
}

async function onlyEdited(stagesDirectory: string): Promise<PlanFolder> {
  const edited: PlanFolder[] = []
  for (const folder of await listPlans(stagesDirectory)) {
    if ((await readSealState(folder.directory)).changed.length > 0) edited.push(folder)
  }
  return onlyOne(edited, { command: 'stager seal', waiting: 'was edited since it was sealed' })
}
