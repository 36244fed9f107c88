import type { Plan, Verification } from '../../plan/plan.ts'
import { proofOf, type Proof } from '../contract-readiness.ts'
import type { StoredPlan } from '../state-ports.ts'
import type { VerificationStatus } from './plan-status.ts'

const states: Readonly<Record<Proof, VerificationStatus['state']>> = {
  never: 'never',
  beforeBackfill: 'outdated',
  offending: 'offending',
  old: 'outdated',
  fresh: 'clean',
}

/** What `stager verify` found last, and whether it still proves anything. */
export function verificationStates({ contract }: Plan, row: StoredPlan | null): readonly VerificationStatus[] {
  return contract.verifications.map((verification) => verificationState(verification, row))
}

function verificationState({ id, label }: Verification, row: StoredPlan | null): VerificationStatus {
  const stored = row?.verifications.find(({ verification }) => verification === id)
  const { offending = 0n, samples = [], at = null, ageSeconds = null } = stored ?? {}
  return { verification: id, label, state: states[proofOf(id, row)], offending, samples, at, ageSeconds }
}

/** Those of a plan whose folder is not in this checkout. */
export function recordedVerifications(row: StoredPlan): readonly VerificationStatus[] {
  return row.verifications.map(({ verification, offending, samples, at, ageSeconds }) => {
    return { verification, label: verification, state: states[proofOf(verification, row)], offending, samples, at, ageSeconds }
  })
}
