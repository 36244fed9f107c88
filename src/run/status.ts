import type { PlanBundle } from '../plan/plan.ts'
import type { RunContext } from './context.ts'
import { historyProgress, standingOf } from './history-progress.ts'
import { planIdOf } from './plan-id.ts'
import type { MigrationFile } from './history-ports.ts'
import type { Session } from './ports.ts'
import type { StoredPlan } from './state-ports.ts'
import { readBackfillStatus } from './status/backfill-status.ts'
import { contractDue, nextCommand } from './status/next-command.ts'
import type { BackfillStatus, EvidenceStatus, PlanStatus, QuarantineStatus, StageStatus } from './status/plan-status.ts'
import { recordedStages, stageStates } from './status/stage-states.ts'
import { recordedVerifications, verificationStates } from './status/verification-status.ts'

/** Rows in quarantine that are listed. */
const mostListed = 100

export interface StatusOptions {
  readonly bundles: readonly PlanBundle[]
  readonly migrations: readonly MigrationFile[]
  /** What a plan takes away; nobody looks without it. */
  readonly evidenceOf?: EvidenceOf
}

/**
 * What a plan takes away, and what uses it; null where nothing goes. It `matters` what the database has seen from the end of expand until contract
 * or undo begins. `at`: the database's clock.
 */
export type EvidenceOf = (bundle: PlanBundle, look: { readonly matters: boolean; readonly at: Date }) => Promise<EvidenceStatus | null>

/** Where every plan stands on this database, oldest first. Only reads. */
export async function readStatus(context: RunContext, options: StatusOptions): Promise<readonly PlanStatus[]> {
  return context.database.withSession((session) => readStatusOn(context, session, options))
}

/** The same over a session that is there. */
export async function readStatusOn(
  context: RunContext,
  session: Session,
  { bundles, migrations, evidenceOf = () => Promise.resolve(null) }: StatusOptions,
): Promise<readonly PlanStatus[]> {
  const now = await context.store.now(session)
  const stored = new Map((await context.store.plans(session)).map((plan) => [plan.id, plan]))
  const applied = new Set((await context.history.list(session)).flatMap(({ name, state }) => (state === 'applied' ? [name] : [])))
  const known = new Map(bundles.map((bundle) => [planIdOf(bundle.plan), bundle]))
  const ids = [...new Set([...stored.keys(), ...known.keys()])].toSorted()
  return Promise.all(
    ids.map(async (id) => {
      const [row, bundle] = [stored.get(id) ?? null, known.get(id) ?? null]
      const open = row?.quarantined ?? 0
      const quarantine = { open, rows: open === 0 ? [] : await context.quarantine.open(session, id, { limit: mostListed }) }
      return bundle === null
        ? withoutFolder(row, id, quarantine)
        : planStatus(context, session, { bundle, row, migrations, applied, quarantine, now, evidenceOf })
    }),
  )
}

function withoutFolder(row: StoredPlan | null, id: string, quarantine: QuarantineStatus): PlanStatus {
  return {
    id,
    name: row?.name ?? id,
    timestamp: row?.timestamp ?? '',
    state: row?.state ?? 'planned',
    hasFolder: false,
    resealed: false,
    stages: recordedStages(row?.stages ?? []),
    steps: row?.steps ?? [],
    gates: [],
    evidence: null,
    control: row?.control ?? null,
    runner: null,
    backfills: [],
    verifications: row === null ? [] : recordedVerifications(row),
    quarantine,
    contractDue: null,
    next: null,
  }
}

async function planStatus(
  context: RunContext,
  session: Session,
  {
    bundle,
    row,
    migrations,
    applied,
    quarantine,
    now,
    evidenceOf,
  }: {
    readonly bundle: PlanBundle
    readonly row: StoredPlan | null
    readonly migrations: readonly MigrationFile[]
    readonly applied: ReadonlySet<string>
    readonly quarantine: QuarantineStatus
    readonly now: Date
    readonly evidenceOf: EvidenceOf
  },
): Promise<PlanStatus> {
  const { plan } = bundle
  const id = planIdOf(plan)
  const progress = historyProgress(bundle, migrations, applied)
  const state = standingOf(bundle, row, progress)
  const backfills: BackfillStatus[] = []
  for (const backfill of plan.backfill.backfills) {
    const stored = row?.backfills.find((candidate) => candidate.backfill === backfill.id)
    backfills.push(await readBackfillStatus(context, session, id, backfill, stored, now))
  }
  const stages = stageStates(bundle, row, progress)
  const isOver = state === 'complete' || state === 'undone'
  const evidence = isOver ? null : await evidenceOf(bundle, { matters: hasTwoClients(state, stages), at: now })
  const runner = backfills.some(({ state }) => state === 'running') ? await context.planLock.holder(session, id) : null
  return {
    id,
    name: plan.name,
    timestamp: plan.timestamp,
    state,
    hasFolder: true,
    resealed: row !== null && row.seal !== plan.seal,
    stages,
    steps: row?.steps ?? [],
    gates: plan.deploy.gates,
    evidence,
    control: row?.control ?? null,
    runner,
    backfills,
    verifications: verificationStates(plan, row),
    quarantine,
    contractDue: contractDue(bundle, row, now),
    next: nextCommand(bundle, row, { migrations, running: runner !== null, state, progress, evidence }),
  }
}

/** Clients of both schemas may run: expand is done, and nothing was taken away yet. */
function hasTwoClients(state: PlanStatus['state'], stages: readonly StageStatus[]): boolean {
  const expanded = stages.some(({ stage, state: is }) => stage === 'expand' && (is === 'done' || is === 'empty'))
  const begun = stages.some(({ stage, record }) => (stage === 'contract' || stage === 'undo') && record !== null)
  return state === 'in_flight' && expanded && !begun
}
