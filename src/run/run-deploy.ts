import type { PlanBundle } from '../plan/plan.ts'
import type { RunContext } from './context.ts'
import { planIdOf } from './plan-id.ts'
import { requireStages } from './require-stages.ts'

/** Records that the application of the transition schema is deployed, and no older one runs. Again: records the later release. */
export async function runDeploy(
  context: RunContext,
  bundle: PlanBundle,
  options: { readonly release?: string | undefined },
): Promise<void> {
  const { clock, database, onEvent, operator, store } = context
  const id = planIdOf(bundle.plan)
  const begin = clock.monotonic()
  await database.withSession(async (session) => {
    await requireStages(context, session, bundle, 'The stage deploy', ['expand'])
    onEvent({ type: 'stageStarted', plan: bundle.plan.name, stage: 'deploy', steps: 0 })
    await store.stageStarted(session, id, 'deploy', operator, options.release)
    await store.stageFinished(session, id, 'deploy')
  })
  onEvent({ type: 'stageDone', plan: bundle.plan.name, stage: 'deploy', milliseconds: Math.round(clock.monotonic() - begin) })
}
