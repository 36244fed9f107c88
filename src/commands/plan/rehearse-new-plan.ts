import { join } from 'node:path'

import type { Project } from '../../config.ts'
import { StagerError } from '../../errors.ts'
import { readMigrations } from '../../plan/migrations-folder.ts'
import { writeRehearsal } from '../../plan/plan-files.ts'
import { planFolder } from '../../plan/plan-folder.ts'
import type { PlanBundle } from '../../plan/plan.ts'
import { rehearsePlan } from '../../rehearse/rehearse-plan.ts'
import type { ParsedPlanSettings, PlanResult } from '../plan.ts'

/** A plan that is written is there, also when it cannot be rehearsed on this machine: then the result says why. */
export async function rehearseNewPlan(
  bundle: PlanBundle,
  project: Project,
  { onRehearsal, signal }: ParsedPlanSettings,
): Promise<Pick<PlanResult, 'bundle' | 'rehearsal' | 'notRehearsed'>> {
  const directory = join(project.stagesDirectory, planFolder(bundle.plan))
  try {
    const migrations = await readMigrations(project.migrationsDirectory)
    const rehearsal = await rehearsePlan(bundle, { directory, migrations, onStage: onRehearsal, signal })
    await writeRehearsal(directory, bundle, rehearsal)
    return { bundle: { ...bundle, rehearsal }, rehearsal, notRehearsed: null }
  } catch (error) {
    signal?.throwIfAborted()
    if (!(error instanceof StagerError)) throw error
    const hint = error.hint ?? `stager rehearse ${bundle.plan.name}`
    return { bundle, rehearsal: null, notRehearsed: { message: error.message, hint } }
  }
}
