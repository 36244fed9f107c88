import { isInUse } from '../../evidence/judge.ts'
import { choosePlans } from '../apply/choose-plans.ts'
import type { EvidenceResult, EvidenceSettings } from '../evidence.ts'
import { withRun } from '../with-run.ts'
import { gatherEvidence } from './gather-evidence.ts'

/** The evidence of a plan, or of every one that is on its way to contract. */
export async function readEvidence(settings: EvidenceSettings & { readonly cwd: string }): Promise<EvidenceResult> {
  return withRun({ ...settings, readOnly: true }, async (run) => {
    const plans = []
    for (const bundle of await choosePlans(run, 'contract', settings.plan)) plans.push(await gatherEvidence(run, bundle, settings))
    return { plans, inUse: plans.some(isInUse) }
  })
}
