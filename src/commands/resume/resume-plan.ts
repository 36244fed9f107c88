import { retryQuarantine } from '../../run/retry-quarantine.ts'
import { changeControl } from '../pause/change-control.ts'
import type { ResumeResult, ResumeSettings } from '../resume.ts'
import { withRun } from '../with-run.ts'

/** Lifts the pause first: a backfill that runs elsewhere goes on, whatever becomes of the rows in quarantine. */
export async function resumePlan(settings: ResumeSettings & { readonly cwd: string }): Promise<ResumeResult> {
  const { limits = {}, batchSize, plan: named, ...project } = settings
  const { plan: name } = await changeControl({ ...project, plan: named }, (control) => ({
    paused: false,
    reason: null,
    limits: { ...control.limits, ...limits, ...(batchSize === undefined ? {} : { batchRows: batchSize }) },
  }))
  const quarantine = await withRun(project, async ({ context, bundles }) => {
    const bundle = bundles.find(({ plan }) => plan.name === name)
    return bundle === undefined ? null : retryQuarantine(context, bundle)
  })
  return { plan: name, quarantine }
}
