import type { PlanBundle, StageName } from '../plan/plan.ts'
import type { RunContext } from './context.ts'
import { missingForContract } from './contract-readiness.ts'
import { planIdOf } from './plan-id.ts'
import type { MigrationFile, PlanState, Session, StoredBackfill, StoredPlan, StoredStage, StoredStep, StoredVerification } from './ports.ts'
import type { QuarantinedRow } from './quarantine-ports.ts'

export interface StageStatus {
  readonly stage: StageName | 'undo'
  /** `empty`: the plan has nothing to do in it. */
  readonly state: 'pending' | 'running' | 'done' | 'empty'
  readonly record: StoredStage | null
}

export interface BackfillStatus {
  readonly backfill: string
  readonly label: string
  readonly table: string
  readonly state: 'pending' | 'running' | 'done'
  readonly pass: number
  readonly visitedRows: number
  readonly writtenRows: number
  readonly estimatedRows: number
  /** Over the last minute of work. */
  readonly rowsPerSecond: number | null
  /** Of the last batch. */
  readonly batchRows: number | null
  /** While several workers share the pass: its ranges, those that are done, and who is at work. */
  readonly ranges: { readonly total: number; readonly finished: number; readonly workers: number } | null
  /** Why it waits, and since when. */
  readonly holding: { readonly reason: string; readonly since: Date } | null
  readonly etaSeconds: number | null
  readonly startedAt: Date | null
  readonly updatedAt: Date | null
  readonly finishedAt: Date | null
}

export interface QuarantineStatus {
  readonly open: number
  /** The first hundred of them. */
  readonly rows: readonly QuarantinedRow[]
}

/** Rows in quarantine that are listed. */
const mostListed = 100

export interface PlanStatus {
  readonly id: string
  readonly name: string
  readonly timestamp: string
  /** `planned`: never ran on this database. */
  readonly state: PlanState | 'planned'
  /** False when stager knows the plan from the database only: its folder is not in this checkout. */
  readonly hasFolder: boolean
  /** The plan's seal differs from the one that ran. */
  readonly resealed: boolean
  readonly stages: readonly StageStatus[]
  readonly steps: readonly StoredStep[]
  readonly backfills: readonly BackfillStatus[]
  readonly verifications: readonly StoredVerification[]
  /** Rows that backfills could not do. */
  readonly quarantine: QuarantineStatus
  /** The next command to type, and why; null when there is none. */
  readonly next: { readonly command: string; readonly text: string } | null
}

export interface StatusOptions {
  readonly bundles: readonly PlanBundle[]
  readonly migrations: readonly MigrationFile[]
}

/** Where every plan stands on this database, oldest first. Only reads. */
export async function readStatus(context: RunContext, { bundles, migrations }: StatusOptions): Promise<readonly PlanStatus[]> {
  return context.database.withSession(async (session) => {
    const stored = new Map((await context.store.plans(session)).map((plan) => [plan.id, plan]))
    const known = new Map(bundles.map((bundle) => [planIdOf(bundle.plan), bundle]))
    const ids = [...new Set([...stored.keys(), ...known.keys()])].toSorted()
    return Promise.all(
      ids.map(async (id) => {
        const [row, bundle] = [stored.get(id) ?? null, known.get(id) ?? null]
        const open = row?.quarantined ?? 0
        const quarantine = { open, rows: open === 0 ? [] : await context.quarantine.open(session, id, { limit: mostListed }) }
        return bundle === null ? withoutFolder(row, id, quarantine) : planStatus(context, session, bundle, row, migrations, quarantine)
      }),
    )
  })
}

function withoutFolder(row: StoredPlan | null, id: string, quarantine: QuarantineStatus): PlanStatus {
  return {
    id,
    name: row?.name ?? id,
    timestamp: row?.timestamp ?? '',
    state: row?.state ?? 'planned',
    hasFolder: false,
    resealed: false,
    stages: (row?.stages ?? []).map((record) => ({ stage: record.stage, state: record.finishedAt === null ? 'running' : 'done', record })),
    steps: row?.steps ?? [],
    backfills: [],
    verifications: row?.verifications ?? [],
    quarantine,
    next: null,
  }
}

async function planStatus(
  context: RunContext,
  session: Session,
  bundle: PlanBundle,
  row: StoredPlan | null,
  migrations: readonly MigrationFile[],
  quarantine: QuarantineStatus,
): Promise<PlanStatus> {
  const { plan } = bundle
  const backfills: BackfillStatus[] = []
  for (const backfill of plan.backfill.backfills) {
    const estimate = Math.round(await context.catalog.estimatedRows(session, backfill.table))
    const stored = row?.backfills.find((candidate) => candidate.backfill === backfill.id)
    backfills.push(backfillStatus(backfill, stored, estimate, await rangesStatus(context, session, planIdOf(plan), stored)))
  }
  const state = row?.state ?? 'planned'
  return {
    id: planIdOf(plan),
    name: plan.name,
    timestamp: plan.timestamp,
    state,
    hasFolder: true,
    resealed: row !== null && row.seal !== plan.seal,
    stages: stageStates(bundle, row),
    steps: row?.steps ?? [],
    backfills,
    verifications: row?.verifications ?? [],
    quarantine,
    next: nextCommand(bundle, row, migrations),
  }
}

function stageStates({ plan }: PlanBundle, row: StoredPlan | null): readonly StageStatus[] {
  const sizes = {
    expand: plan.expand.steps.length,
    deploy: 1,
    backfill: plan.backfill.backfills.length,
    contract: plan.contract.steps.length,
    undo: 0,
  }
  const stages = ['expand', 'deploy', 'backfill', 'contract', 'undo'] as const
  return stages.flatMap((stage): readonly StageStatus[] => {
    const record = row?.stages.find((candidate) => candidate.stage === stage) ?? null
    if (record !== null) return [{ stage, state: record.finishedAt === null ? 'running' : 'done', record }]
    return stage === 'undo' ? [] : [{ stage, state: sizes[stage] === 0 ? 'empty' : 'pending', record }]
  })
}

function backfillStatus(
  backfill: PlanBundle['plan']['backfill']['backfills'][number],
  stored: StoredBackfill | undefined,
  estimate: number,
  ranges: BackfillStatus['ranges'],
): BackfillStatus {
  const visitedRows = Number(stored?.rowsVisited ?? 0)
  const rowsPerSecond = stored?.rowsPerSecond ?? null
  const running = stored !== undefined && stored.finishedAt === null
  // A table without statistics is estimated at 0: what was visited says nothing about what is left.
  const estimatedRows = running && estimate === 0 ? 0 : Math.max(estimate, visitedRows)
  return {
    backfill: backfill.id,
    label: backfill.label,
    table: backfill.table.name,
    state: running ? 'running' : stored === undefined ? 'pending' : 'done',
    pass: stored?.pass ?? 0,
    visitedRows,
    writtenRows: Number(stored?.rowsWritten ?? 0),
    estimatedRows,
    rowsPerSecond,
    batchRows: stored?.batchRows ?? null,
    ranges,
    holding: holdingOf(stored),
    etaSeconds:
      running && rowsPerSecond !== null && rowsPerSecond > 0 && estimatedRows > visitedRows
        ? Math.round((estimatedRows - visitedRows) / rowsPerSecond)
        : null,
    startedAt: stored?.startedAt ?? null,
    updatedAt: stored?.updatedAt ?? null,
    finishedAt: stored?.finishedAt ?? null,
  }
}

async function rangesStatus(
  context: RunContext,
  session: Session,
  planId: string,
  stored: StoredBackfill | undefined,
): Promise<BackfillStatus['ranges']> {
  if (stored === undefined || stored.ranges.length === 0) return null
  const { backfill, pass, ranges } = stored
  const open = ranges.filter(({ finishedAt }) => finishedAt === null).map(({ ordinal }) => ordinal)
  const workers = await context.ranges.claimed(session, { planId, backfill, pass }, open)
  return { total: ranges.length, finished: ranges.length - open.length, workers: workers.length }
}

const holdingOf = (stored: StoredBackfill | undefined): BackfillStatus['holding'] =>
  stored === undefined || stored.holding === null ? null : { reason: stored.holding, since: stored.holdingSince ?? stored.updatedAt }

function nextCommand(bundle: PlanBundle, row: StoredPlan | null, migrations: readonly MigrationFile[]): PlanStatus['next'] {
  const id = planIdOf(bundle.plan)
  if (row?.state === 'undone' || row?.state === 'complete') return null
  if (row?.state === 'contracted')
    return { command: `stager apply --stage contract --plan ${id}`, text: 'the stage contract has begun and is not finished' }
  if (row?.stages.some(({ stage, finishedAt }) => stage === 'undo' && finishedAt === null) === true)
    return { command: `stager undo ${id}`, text: 'the undo has begun and is not finished' }
  const [missing] = missingForContract(bundle, row, migrations)
  if (missing !== undefined) return { command: missing.command, text: missing.what }
  return { command: `stager apply --stage contract --plan ${id}`, text: 'everything is proven; contract has no way back' }
}
