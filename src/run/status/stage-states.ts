import type { PlanBundle, Step } from '../../plan/plan.ts'
import type { StoredPlan, StoredStage, StoredStep } from '../state-ports.ts'
import type { StageStatus, StepStatus } from './plan-status.ts'

/** Every stage of a plan, and undo once it has begun, with who ran it and when. */
export function stageStates({ plan }: PlanBundle, row: StoredPlan | null): readonly StageStatus[] {
  const steps = {
    expand: plan.expand.steps,
    deploy: [],
    backfill: [],
    contract: plan.contract.steps,
    undo: plan.undo.steps,
  }
  const sizes = { expand: steps.expand.length, deploy: 1, backfill: plan.backfill.backfills.length, contract: steps.contract.length }
  const stages = ['expand', 'deploy', 'backfill', 'contract', 'undo'] as const
  return stages.flatMap((stage): readonly StageStatus[] => {
    const record = row?.stages.find((candidate) => candidate.stage === stage) ?? null
    const finished = record?.finishedAt !== null && record !== null
    const stepStates = steps[stage].map((step) => stepStatus(step, row?.steps ?? [], finished))
    if (record !== null) return [{ stage, state: finished ? 'done' : 'running', record, steps: stepStates }]
    return stage === 'undo' ? [] : [{ stage, state: sizes[stage] === 0 ? 'empty' : 'pending', record, steps: stepStates }]
  })
}

/** The stages of a plan whose folder is not in this checkout. */
export function recordedStages(stages: readonly StoredStage[]): readonly StageStatus[] {
  return stages.map((record) => ({ stage: record.stage, state: record.finishedAt === null ? 'running' : 'done', record, steps: [] }))
}

function stepStatus({ id, label }: Step, stored: readonly StoredStep[], stageFinished: boolean): StepStatus {
  const row = stored.find(({ step }) => step === id)
  const { startedAt = null, finishedAt = null, milliseconds = null } = row ?? {}
  return { step: id, label, state: stageFinished ? 'done' : (row?.status ?? 'pending'), startedAt, finishedAt, milliseconds }
}
