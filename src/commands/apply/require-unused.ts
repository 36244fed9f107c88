import { StagerError } from '../../errors.ts'
import { evidenceNames, type EvidenceName } from '../../evidence/evidence.ts'
import type { PlanBundle } from '../../plan/plan.ts'
import { planIdOf } from '../../run/plan-id.ts'
import { readContractReadiness } from '../../run/run-contract.ts'
import { usage } from '../apply-options.ts'
import { gatherEvidence, type EvidenceQuestion } from '../evidence/gather-evidence.ts'
import type { Run } from '../with-run.ts'

/** The names after `--acknowledge`. */
export function parseAcknowledged(names: readonly string[]): readonly EvidenceName[] {
  return names.map((name) => {
    const known = evidenceNames.find((one) => one === name)
    if (known === undefined) throw usage(`There is no evidence ${name}.`, `It is one of ${evidenceNames.join(', ')}: --acknowledge writes`)
    return known
  })
}

/**
 * Shows what still uses what contract is about to drop. Refuses (`still-in-use`) where the database has seen the old application since the deploy, unless
 * that was acknowledged by its name: then it is recorded, with who and when. A contract that has begun goes on: its triggers may be gone already.
 */
export async function requireUnused(
  run: Run,
  bundle: PlanBundle,
  question: EvidenceQuestion,
  acknowledged: readonly EvidenceName[],
): Promise<void> {
  const { context, migrations } = run
  const id = planIdOf(bundle.plan)
  const stored = await context.database.withSession((session) => context.store.plan(session, id))
  if (stored === null || stored.state === 'contracted' || stored.state === 'complete') return
  // The stage itself says what is missing, which comes first.
  if ((await readContractReadiness(context, bundle, { migrations })).length > 0) return
  const evidence = await gatherEvidence(run, bundle, question)
  if (evidence.old.length > 0) context.onEvent({ type: 'evidence', plan: bundle.plan.name, stage: 'contract', evidence })
  const open = evidence.objections.filter((objection) => !acknowledged.includes(objection.evidence))
  if (open.length === 0) {
    await context.database.withSession((session) => context.sightings.acknowledge(session, id, evidence.objections, context.operator))
    return
  }
  const flags = [...new Set(open.map((objection) => `--acknowledge ${objection.evidence}`))].join(' ')
  throw new StagerError(
    'still-in-use',
    `The stage contract of ${id} would drop what is still used: ${open.map(({ what }) => what).join('; ')}.`,
    {
      hint:
        `Stop what uses it, and record the deploy again: stager apply --stage deploy --plan ${bundle.plan.name} --release <version>; ` +
        `or, if it may break: stager apply --stage contract --plan ${bundle.plan.name} ${flags}`,
      data: { plan: id, objections: open },
    },
  )
}
