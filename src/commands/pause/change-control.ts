import { planIdOf } from '../../run/plan-id.ts'
import type { StoredControl } from '../../run/state-ports.ts'
import type { ProjectSettings } from '../command.ts'
import { planIdNamed } from '../repository.ts'
import { onlyOne } from '../the-plan.ts'
import { withRun } from '../with-run.ts'

type Control = Omit<StoredControl, 'changedBy' | 'changedAt'>

/** Says something else to the backfills of one plan. Throws `plan-none`, `plan-ambiguous`, `plan-unknown`. */
export async function changeControl(
  settings: ProjectSettings & { readonly cwd: string; readonly plan?: string | undefined },
  change: (control: Control) => Control,
): Promise<{ readonly plan: string }> {
  const { plan: name, ...rest } = settings
  return withRun(rest, async ({ context, project, bundles }) => {
    const id = name === undefined ? null : await planIdNamed(project, name)
    return context.database.withSession(async (session) => {
      const stored = await context.store.plans(session)
      const running = bundles.filter(({ plan }) => stored.some((row) => row.id === planIdOf(plan) && row.state === 'in_flight'))
      const candidates = running.filter(({ plan }) => id === null || planIdOf(plan) === id).map(({ plan }) => ({ name: plan.name, plan }))
      const { plan } = onlyOne(candidates, { command: 'stager pause', waiting: 'is in flight on this database' })
      const now = await context.store.control(session, planIdOf(plan))
      const next = change({ paused: now?.paused ?? false, reason: now?.reason ?? null, limits: now?.limits ?? {} })
      await context.store.setControl(session, planIdOf(plan), next, context.operator)
      return { plan: plan.name }
    })
  })
}
