import type { PlanBundle, Step } from '../../plan/plan.ts'
import type { HistoryProgress } from '../history-progress.ts'
import type { StoredPlan, StoredStage, StoredStep } from '../state-ports.ts'
import type { StageStatus, StepStatus } from './plan-status.ts'

/** Every stage of a plan, and undo once it has begun, with who ran it and when; nobody where Prisma did. */
export function stageStates({ plan }: PlanBundle, row: StoredPlan | null, progress: HistoryProgress): readonly StageStatus[] {
  const steps = {
    expand: plan.expand.steps,
    deploy: [],
    backfill: [],
    contract: plan.contract.steps,
    undo: plan.undo.steps,
  }
  const sizes = {
    expand: steps.expand.length,
    deploy: 1,
    backfill: plan.backfill.backfills.length,
    contract: steps.contract.length,
    undo: 0,
  }
  const stages = ['expand', 'deploy', 'backfill', 'contract', 'undo'] as const
  return stages.flatMap((stage): readonly StageStatus[] => {
    const record = row?.stages.find((candidate) => candidate.stage === stage) ?? null
    const finished = record === null ? byPrisma(stage, progress) && sizes[stage] > 0 : record.finishedAt !== null
    const stepStates = steps[stage].map((step) => stepStatus(step, row?.steps ?? [], finished))
    if (record !== null) return [{ stage, state: finished ? 'done' : 'running', record, steps: stepStates }]
    const state = finished ? 'done' : sizes[stage] === 0 ? 'empty' : 'pending'
    return stage === 'undo' ? [] : [{ stage, state, record, steps: stepStates }]
  })
}

/** Of deploy and backfill Prisma knows nothing; but contract's guard lets nobody by who left them out. */
const byPrisma = (stage: StageStatus['stage'], progress: HistoryProgress): boolean =>
  progress === 'complete' || (stage === 'expand' && progress !== 'pending')

/** The stages of a plan whose folder is not in this checkout. */
export function recordedStages(stages: readonly StoredStage[]): readonly StageStatus[] {
  return stages.map((record) => ({ stage: record.stage, state: record.finishedAt === null ? 'running' : 'done', record, steps: [] }))
}

function stepStatus({ id, label }: Step, stored: readonly StoredStep[], stageFinished: boolean): StepStatus {
  const row = stored.find(({ step }) => step === id)
  const { startedAt = null, finishedAt = null, milliseconds = null } = row ?? {}
  return { step: id, label, state: stageFinished ? 'done' : (row?.status ?? 'pending'), startedAt, finishedAt, milliseconds }
}
