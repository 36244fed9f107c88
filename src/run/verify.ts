import type { PlanBundle, Verification } from '../plan/plan.ts'
import type { RunContext } from './context.ts'
import { planIdOf } from './plan-id.ts'
import type { Session } from './ports.ts'

export interface VerificationResult {
  readonly plan: string
  readonly verification: string
  readonly label: string
  readonly offending: bigint
  readonly samples: readonly string[]
  readonly hint: string
}

/** Counts, for each verification of a plan, the rows that contract would stumble over, and records the result. */
export async function verifyPlan(context: RunContext, bundle: PlanBundle): Promise<readonly VerificationResult[]> {
  return context.database.withSession((session) => verifyOnSession(context, session, bundle))
}

/** The same on a session that is open already. */
export async function verifyOnSession(context: RunContext, session: Session, { plan }: PlanBundle): Promise<readonly VerificationResult[]> {
  const { catalog, onEvent, signal, store } = context
  // A verification reads whole tables, under no lock that anybody feels.
  await catalog.setTimeouts(session, { lockMilliseconds: context.lockMilliseconds, statementMilliseconds: 0 })
  const registered = (await store.plan(session, planIdOf(plan))) !== null
  const results: VerificationResult[] = []
  for (const verification of plan.contract.verifications) {
    signal.throwIfAborted()
    const result = await countVerification(session, plan.name, verification)
    if (registered) await store.recordVerification(session, planIdOf(plan), verification, result.offending, result.samples)
    const { offending, samples, label } = result
    onEvent({ type: 'verified', plan: plan.name, verification: verification.id, label, offending: Number(offending), samples })
    results.push(result)
  }
  return results
}

/** What one verification finds, without a record of it. */
export async function countVerification(
  session: Session,
  plan: string,
  { id, label, hint, countSql, sampleSql }: Verification,
): Promise<VerificationResult> {
  const [row] = await session.query<Record<string, bigint | number>>(countSql)
  const offending = BigInt(Object.values(row ?? {})[0] ?? 0)
  const samples = offending === 0n ? [] : await session.query<Record<string, unknown>>(sampleSql)
  return { plan, verification: id, label, offending, samples: samples.map((sample) => String(Object.values(sample)[0])), hint }
}
