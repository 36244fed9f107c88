import type { PlanBundle } from '../../plan/plan.ts'
import { missingForContract, stagesBeforeContract, type Missing } from '../contract-readiness.ts'
import { planIdOf } from '../plan-id.ts'
import { hasFinished } from '../plan-progress.ts'
import type { MigrationFile } from '../history-ports.ts'
import type { HistoryProgress } from '../history-progress.ts'
import type { StoredPlan } from '../state-ports.ts'
import type { EvidenceStatus, PlanStatus } from './plan-status.ts'

interface NextOptions {
  readonly migrations: readonly MigrationFile[]
  /** A session runs its backfills now. */
  readonly running: boolean
  readonly state: PlanStatus['state']
  readonly progress: HistoryProgress
  readonly evidence: EvidenceStatus | null
}

/** What to type next. */
export function nextCommand(
  bundle: PlanBundle,
  row: StoredPlan | null,
  { migrations, running, state, progress, evidence }: NextOptions,
): PlanStatus['next'] {
  const id = planIdOf(bundle.plan)
  if (state === 'undone' || state === 'complete') return null
  if (row?.state === 'contracted')
    return { command: `stager apply --stage contract --plan ${id}`, text: 'the stage contract has begun and is not finished' }
  if (row?.stages.some(({ stage, finishedAt }) => stage === 'undo' && finishedAt === null) === true)
    return { command: `stager undo ${id}`, text: 'the undo has begun and is not finished' }
  if (state === 'in_flight' && progress === 'expanded' && !hasFinished(row, 'expand'))
    return { command: `stager apply --stage expand --plan ${id}`, text: 'its migrations are applied; this puts the stage on record' }
  const filling = hasFinished(row, 'deploy') && !hasFinished(row, 'backfill')
  if (filling && row?.control?.paused === true) return { command: `stager resume ${id}`, text: 'its backfills are paused' }
  if (filling && running) return { command: `stager status --watch --plan ${id}`, text: 'its backfill runs now' }
  const deploying = hasFinished(row, 'expand') && !hasFinished(row, 'deploy')
  const [missing] = missingForContract(bundle, row, migrations)
  if (missing !== undefined) return { command: missing.command, text: deploying ? beforeDeploy(missing, evidence) : missing.what }
  return (
    beforeContract(id, evidence) ?? {
      command: `stager apply --stage contract --plan ${id}`,
      text: 'everything is proven; contract has no way back',
    }
  )
}

/** The stage deploy records that no older client is left. */
function beforeDeploy({ what }: Missing, evidence: EvidenceStatus | null): string {
  const clients = evidence?.seen?.clients
  const old = clients?.state === 'looked' ? clients.old : 0
  return old === 0
    ? what
    : `${what}: ${old} ${old === 1 ? 'client' : 'clients'} of the old schema ${old === 1 ? 'is' : 'are'} still connected, deploy first`
}

/** Contract would refuse. What was counted since the deploy is forgotten when it is recorded again; clients only have to end. */
function beforeContract(id: string, evidence: EvidenceStatus | null): PlanStatus['next'] {
  const objections = evidence?.seen?.objections ?? []
  if (evidence === null || objections.length === 0) return null
  const what = `contract would refuse (${objections.map((objection) => objection.what).join('; ')})`
  return objections.every((objection) => objection.evidence === 'clients')
    ? { command: evidence.command, text: `${what}: deploy first` }
    : {
        command: `stager apply --stage deploy --plan ${id} --release <version>`,
        text: `${what}: stop what uses it, then record the deploy again`,
      }
}

/** Since when nothing but contract itself, its proofs and its promotion is left to do. */
export function contractDue(bundle: PlanBundle, row: StoredPlan | null, now: Date): PlanStatus['contractDue'] {
  const over = row === null || row.state === 'undone' || row.state === 'complete'
  if (over || bundle.plan.contract.steps.length === 0 || row.stages.some(({ stage }) => stage === 'undo')) return null
  const ends = stagesBeforeContract(bundle).map((stage) => row.stages.find((record) => record.stage === stage)?.finishedAt ?? null)
  if (!ends.every((end) => end !== null)) return null
  const since = new Date(Math.max(...ends.map((end) => end.getTime())))
  return { since, seconds: Math.max(0, (now.getTime() - since.getTime()) / 1000) }
}
