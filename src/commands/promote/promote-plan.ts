import { StagerError } from '../../errors.ts'
import { planFolder } from '../../plan/plan-folder.ts'
import type { PlanBundle } from '../../plan/plan.ts'
import { placeSteps, placement } from '../place-steps.ts'
import type { PromoteResult, PromoteSettings } from '../promote.ts'
import { openRepository, planIdNamed, type Repository } from '../repository.ts'
import { onlyOne } from '../the-plan.ts'
import { writeChanges } from '../write-changes.ts'

/** Again it changes nothing: what is placed stays, and an edit that was made is not made twice. */
export async function promotePlan(settings: PromoteSettings & { readonly cwd: string; readonly now: () => Date }): Promise<PromoteResult> {
  const repository = await openRepository(settings)
  const { project, bundles, migrations } = repository
  const bundle = await chooseBundle(repository, settings.plan)
  const { plan } = bundle
  if (placement(plan, migrations).undone) {
    throw new StagerError('plan-undone', `The plan ${plan.name} was undone, so it cannot be promoted.`, {
      hint: `Plan the change again: stager plan --name ${plan.name}`,
    })
  }
  const names = [...migrations.map(({ name }) => name), ...bundles.map((other) => planFolder(other.plan))]
  const placed = placeSteps(bundle, 'contract', migrations, names, settings.now())
  return { plan: plan.name, written: await writeChanges(project, placed, plan.edits.promote), chained: plan.chain !== undefined }
}

async function chooseBundle({ project, bundles, migrations }: Repository, name: string | undefined): Promise<PlanBundle> {
  const id = name === undefined ? null : await planIdNamed(project, name)
  const candidates = bundles.filter(({ plan }) => {
    if (id !== null) return planFolder(plan) === id
    const { promoted, undone } = placement(plan, migrations)
    return !promoted && !undone && plan.contract.steps.length > 0
  })
  return onlyOne(
    candidates.map((bundle) => ({ name: bundle.plan.name, bundle })),
    { command: 'stager promote', waiting: 'waits to be promoted' },
  ).bundle
}
