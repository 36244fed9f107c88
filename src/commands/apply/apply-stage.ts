import type { PlanBundle } from '../../plan/plan.ts'
import { runBackfill } from '../../run/run-backfill.ts'
import { runContract } from '../../run/run-contract.ts'
import { runDeploy } from '../../run/run-deploy.ts'
import { runExpand } from '../../run/run-expand.ts'
import type { RunEvent } from '../../run/events.ts'
import type { ApplyResult, ParsedApplySettings } from '../apply.ts'
import { planIdNamed } from '../repository.ts'
import { withRun, type Run } from '../with-run.ts'
import { gatherEvidence } from '../evidence/gather-evidence.ts'
import { chainLeft } from '../chain-left.ts'
import { onlyOne } from '../the-plan.ts'
import { choosePlans } from './choose-plans.ts'
import { requireConfirmation } from './confirm.ts'
import { parseAcknowledged, requireUnused } from './require-unused.ts'

/** Runs one stage of the plans that have it before them. */
export async function applyStage(settings: ParsedApplySettings): Promise<ApplyResult> {
  const begin = performance.now()
  const migrations: string[] = []
  const finished = new Set<string>()
  const onEvent = (event: RunEvent): void => {
    if (event.type === 'migrationDone') migrations.push(event.migration)
    if (event.type === 'stageDone') finished.add(event.plan)
    settings.onEvent(event)
  }
  const { chained, quarantined } = await withRun({ ...settings, onEvent }, async (run) => {
    await runStage(run, settings)
    return {
      chained: run.bundles.flatMap(({ plan }) => (finished.has(plan.name) && chainLeft(plan, run.project.schemaPath) ? [plan.name] : [])),
      quarantined: settings.stage === 'backfill' ? await countQuarantined(run, finished) : 0,
    }
  })
  const milliseconds = Math.round(performance.now() - begin)
  return { stage: settings.stage, plans: [...finished], migrations, chained, quarantined, milliseconds }
}

async function countQuarantined({ context }: Run, names: ReadonlySet<string>): Promise<number> {
  const plans = await context.database.withSession((session) => context.store.plans(session))
  return plans.reduce((sum, { name, quarantined }) => sum + (names.has(name) ? quarantined : 0), 0)
}

async function runStage(run: Run, settings: ParsedApplySettings): Promise<void> {
  const { context, project, bundles, migrations } = run
  const { stage, plan, release } = settings
  if (stage === 'expand') {
    const planId = plan === undefined ? undefined : await planIdNamed(project, plan)
    return runExpand(context, { bundles, migrations, planId })
  }
  const chosen = await choosePlans(run, stage, plan)
  if (stage === 'contract') return contract(run, chosen, settings)
  for (const bundle of chosen) {
    context.signal.throwIfAborted()
    if (stage === 'backfill') {
      await runBackfill(context, bundle)
      continue
    }
    const evidence = await gatherEvidence(run, bundle, { ...settings, baseline: true })
    if (evidence.old.length > 0) context.onEvent({ type: 'evidence', plan: bundle.plan.name, stage, evidence })
    await runDeploy(context, bundle, { release })
  }
}

/** One plan at a time: what cannot be undone is named by a person. */
async function contract(run: Run, chosen: readonly PlanBundle[], settings: ParsedApplySettings): Promise<void> {
  if (chosen.length === 0) return
  const { bundle } = onlyOne(
    chosen.map((candidate) => ({ name: candidate.plan.name, bundle: candidate })),
    { command: 'stager apply --stage contract --plan', waiting: 'waits for contract' },
  )
  const { context, migrations } = run
  await requireUnused(run, bundle, settings, parseAcknowledged(settings.acknowledge ?? []))
  await requireConfirmation(bundle.plan, settings.yes, settings.confirm)
  await runContract(context, bundle, { migrations })
}
