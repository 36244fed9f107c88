import { StagerError } from '../errors.ts'
import type { PlanBundle } from '../plan/plan.ts'
import type { RunContext } from './context.ts'
import { planIdOf } from './plan-id.ts'
import type { Session } from './ports.ts'
import { countVerification } from './verify.ts'

/** Before the first step of a plan: what hangs on its columns unseen by Prisma, and would be left behind, is named and nothing is done. */
export async function requireNothingHidden({ store }: RunContext, session: Session, { plan }: PlanBundle): Promise<void> {
  const { requires = [] } = plan.expand
  if (requires.length === 0 || (await store.plan(session, planIdOf(plan))) !== null) return
  const found = []
  for (const requirement of requires) {
    const result = await countVerification(session, plan.name, requirement)
    if (result.offending > 0n) found.push(result)
  }
  const [first] = found
  if (first === undefined) return
  const list = found.map(({ label, samples, offending }) => `${label}: ${samples.join(', ')}${offending > samples.length ? ', ...' : ''}`)
  throw new StagerError('hidden-objects', `The plan ${planIdOf(plan)} does not begin, since there are ${list.join('; ')}.`, {
    hint: `Delete stages/${planIdOf(plan)} and its migrations, and ${first.hint}.`,
    data: { plan: planIdOf(plan), objects: found.map(({ label, samples }) => ({ label, samples })) },
  })
}
