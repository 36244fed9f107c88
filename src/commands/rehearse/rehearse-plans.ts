import { join } from 'node:path'

import { StagerError, exitCode } from '../../errors.ts'
import { writeRehearsal } from '../../plan/plan-files.ts'
import type { PlanBundle } from '../../plan/plan.ts'
import { planFolder } from '../../plan/plan-folder.ts'
import { rehearsePlan } from '../../rehearse/rehearse-plan.ts'
import { placement } from '../place-steps.ts'
import type { RehearsedPlan, RehearseResult, RehearseSettings } from '../rehearse.ts'
import { openRepository, planIdNamed, type Repository } from '../repository.ts'

/** One plan after the other, each on a database of its own. */
export async function rehearsePlans(settings: RehearseSettings & { readonly cwd: string }): Promise<RehearseResult> {
  const { shadowUrl, rows, signal, onStage = () => undefined } = settings
  const repository = await openRepository(settings)
  const { project, migrations } = repository
  const plans: RehearsedPlan[] = []
  for (const bundle of await choosePlans(repository, settings.plan)) {
    const { name } = bundle.plan
    const directory = join(project.stagesDirectory, planFolder(bundle.plan))
    const begin = performance.now()
    const options = { directory, migrations, shadowUrl, rows, signal, onStage: (stage: string) => onStage(name, stage) }
    const rehearsal = await rehearsePlan(bundle, options)
    const written = await writeRehearsal(directory, bundle, rehearsal)
    plans.push({ plan: name, id: planFolder(bundle.plan), rehearsal, milliseconds: Math.round(performance.now() - begin), written })
  }
  return { plans, passed: plans.every(({ rehearsal }) => rehearsal.findings.length === 0) }
}

/** The plan that was named; else those that are neither promoted nor undone, oldest first. */
async function choosePlans({ project, bundles, migrations }: Repository, name: string | undefined): Promise<readonly PlanBundle[]> {
  const id = name === undefined ? null : await planIdNamed(project, name)
  const chosen = bundles.filter((bundle) => {
    const { promoted, undone } = placement(bundle.plan, migrations)
    return id === null ? !promoted && !undone : planFolder(bundle.plan) === id
  })
  if (chosen.length > 0) return chosen
  throw new StagerError('plan-none', 'There is no plan that waits for its contract, so there is nothing to rehearse.', {
    exitCode: exitCode.usage,
    hint: 'Name one: stager rehearse <plan>',
  })
}
