import type { PlanEvidence, SourceEvidence, TypeEvidence } from '../../evidence/evidence.ts'
import { describeOld, isEmpty, oldNames, type OldNames } from '../../evidence/old-names.ts'
import type { PlanBundle } from '../../plan/plan.ts'
import { planIdOf } from '../../run/plan-id.ts'
import type { SourceSettings } from '../source-options.ts'
import type { Run } from '../with-run.ts'

export type EvidenceQuestion = SourceSettings & { readonly cwd: string }

/** Looks everywhere for what still uses the names that a plan takes away. */
export async function gatherEvidence(run: Run, bundle: PlanBundle, question: EvidenceQuestion): Promise<PlanEvidence> {
  const names = oldNames(bundle)
  const { plan } = bundle
  return { plan: plan.name, id: planIdOf(plan), old: describeOld(names), ...(await askSource(run, bundle, names, question)) }
}

/** The compiler is loaded only where there is something to look for. */
async function askSource(
  { project, context }: Run,
  bundle: PlanBundle,
  names: OldNames,
  { cwd, source }: EvidenceQuestion,
): Promise<{ readonly source: SourceEvidence; readonly types: TypeEvidence }> {
  const nobody = (reason: string): { readonly source: SourceEvidence; readonly types: TypeEvidence } => {
    const unknown = { state: 'unknown', reason } as const
    return { source: unknown, types: unknown }
  }
  if (isEmpty(names)) return nobody('the plan drops and renames nothing')
  if (source?.length === 0) return nobody('--no-source left it out')
  const { lookAtSource } = await import('../../evidence/source/look-at-source.ts')
  const { root, schemaPath } = project
  return lookAtSource({ cwd, root, schemaPath, named: source ?? [], bundle, names, signal: context.signal })
}
