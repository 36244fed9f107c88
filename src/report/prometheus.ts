import type { BackfillStatus, PlanStatus, SeenClients, StageStatus, VerificationStatus } from '../run/status/plan-status.ts'
import { counter, gauge, oneOf, renderMetrics, sampleOf, type Metric, type Sample } from './metric.ts'

export interface MeasuredStatus {
  /** The database's clock when it was read. */
  readonly at: Date
  readonly plans: readonly PlanStatus[]
  readonly pendingMigrations: readonly string[]
}

const planStates = ['planned', 'in_flight', 'contracted', 'undone', 'complete'] as const satisfies readonly PlanStatus['state'][]
const stageStates = ['pending', 'running', 'done', 'empty'] as const satisfies readonly StageStatus['state'][]
const backfillStates = ['pending', 'running', 'done'] as const satisfies readonly BackfillStatus['state'][]
const proofStates = ['never', 'outdated', 'clean', 'offending'] as const satisfies readonly VerificationStatus['state'][]

/** The status as Prometheus' text, for node_exporter's textfile collector; in base units. */
export function renderPrometheus(status: MeasuredStatus, version: string): string {
  return renderMetrics(metricsOf(status, version))
}

function metricsOf({ at, plans, pendingMigrations }: MeasuredStatus, version: string): readonly Metric[] {
  return [
    gauge('stager_info', 'Always 1; the version of stager that wrote this.', [{ labels: { version }, value: 1 }]),
    gauge('stager_status_timestamp_seconds', 'When the status was read, by the clock of the database.', [
      { labels: {}, value: seconds(at) },
    ]),
    gauge('stager_pending_migrations', 'Migrations of the team that are not applied yet; those of plans are not counted.', [
      { labels: {}, value: pendingMigrations.length },
    ]),
    ...planMetrics(plans),
    ...stageMetrics(plans),
    ...backfillMetrics(plans),
    ...verificationMetrics(plans),
    ...evidenceMetrics(plans),
  ]
}

function planMetrics(plans: readonly PlanStatus[]): readonly Metric[] {
  const each = (value: (plan: PlanStatus) => number | null): readonly Sample[] =>
    plans.flatMap((plan) => sampleOf({ plan: plan.id }, value(plan)))
  return [
    gauge(
      'stager_plan_state',
      '1 for the state that the plan is in, 0 for the others.',
      plans.flatMap(({ id, state }) => oneOf(planStates, state, { plan: id })),
    ),
    gauge(
      'stager_plan_paused',
      '1 while stager pause holds the backfills of the plan.',
      each(({ control }) => flag(control?.paused === true)),
    ),
    gauge(
      'stager_plan_quarantined_rows',
      'Rows that a backfill of the plan could not do.',
      each(({ quarantine }) => quarantine.open),
    ),
    gauge(
      'stager_plan_contract_due_timestamp_seconds',
      'Since when every stage but contract is done; absent before and after.',
      each(({ contractDue }) => (contractDue === null ? null : seconds(contractDue.since))),
    ),
  ]
}

function stageMetrics(plans: readonly PlanStatus[]): readonly Metric[] {
  const stages = plans.flatMap((plan) => plan.stages.map((stage) => ({ ...stage, labels: { plan: plan.id, stage: stage.stage } })))
  return [
    gauge(
      'stager_stage_state',
      '1 for the state that the stage is in, 0 for the others.',
      stages.flatMap(({ labels, state }) => oneOf(stageStates, state, labels)),
    ),
    gauge(
      'stager_stage_start_timestamp_seconds',
      'When the stage began; absent before.',
      stages.flatMap(({ labels, record }) => sampleOf(labels, secondsOf(record?.startedAt))),
    ),
    gauge(
      'stager_stage_finish_timestamp_seconds',
      'When the stage was done; absent before.',
      stages.flatMap(({ labels, record }) => sampleOf(labels, secondsOf(record?.finishedAt))),
    ),
  ]
}

function backfillMetrics(plans: readonly PlanStatus[]): readonly Metric[] {
  const backfills = plans.flatMap((plan) =>
    plan.backfills.map((backfill) => ({ backfill, labels: { plan: plan.id, backfill: backfill.backfill, table: backfill.table } })),
  )
  const each = (value: (backfill: BackfillStatus) => number | null): readonly Sample[] =>
    backfills.flatMap(({ backfill, labels }) => sampleOf(labels, value(backfill)))
  const running = (value: (backfill: BackfillStatus) => number | null): readonly Sample[] =>
    each((backfill) => (backfill.state === 'running' ? value(backfill) : null))
  return [
    gauge(
      'stager_backfill_state',
      '1 for the state that the backfill is in, 0 for the others.',
      backfills.flatMap(({ backfill, labels }) => oneOf(backfillStates, backfill.state, labels)),
    ),
    counter(
      'stager_backfill_visited_rows_total',
      'Rows that the backfill has looked at, in all passes.',
      each(({ visitedRows }) => visitedRows),
    ),
    counter(
      'stager_backfill_written_rows_total',
      'Rows that the backfill has changed.',
      each(({ writtenRows }) => writtenRows),
    ),
    gauge(
      'stager_backfill_estimated_rows',
      'Rows of the table, by the statistics of the planner.',
      each(({ estimatedRows }) => estimatedRows),
    ),
    gauge(
      'stager_backfill_pass',
      'The walk over the table: 1 is the first one, later ones sweep.',
      running(({ pass }) => pass),
    ),
    gauge(
      'stager_backfill_rows_per_second',
      'Rows a second over the last minute of work.',
      running(({ rowsPerSecond }) => rowsPerSecond),
    ),
    gauge(
      'stager_backfill_batch_rows',
      'Rows of the last batch.',
      running(({ batchRows }) => batchRows),
    ),
    gauge(
      'stager_backfill_remaining_seconds',
      'How long it will take at this rate; absent where nobody can say.',
      running(({ etaSeconds }) => etaSeconds),
    ),
    gauge(
      'stager_backfill_waiting',
      '1 while the backfill gives way to something or is paused.',
      running(({ holding }) => flag(holding !== null)),
    ),
    gauge(
      'stager_backfill_update_timestamp_seconds',
      'When its last batch was done.',
      each(({ updatedAt }) => (updatedAt === null ? null : seconds(updatedAt))),
    ),
    gauge(
      'stager_backfill_ranges',
      'Parts that several workers share.',
      running(({ ranges }) => ranges?.total ?? null),
    ),
    gauge(
      'stager_backfill_finished_ranges',
      'Parts that are done.',
      running(({ ranges }) => ranges?.finished ?? null),
    ),
    gauge(
      'stager_backfill_workers',
      'Parts that somebody works on now.',
      running(({ ranges }) => ranges?.workers ?? null),
    ),
  ]
}

function verificationMetrics(plans: readonly PlanStatus[]): readonly Metric[] {
  const verifications = plans.flatMap((plan) =>
    plan.verifications.map((one) => ({ ...one, labels: { plan: plan.id, verification: one.verification } })),
  )
  return [
    gauge(
      'stager_verification_state',
      '1 for what the last result is worth, 0 for the others; clean is what contract asks for.',
      verifications.flatMap(({ state, labels }) => oneOf(proofStates, state, labels)),
    ),
    gauge(
      'stager_verification_offending_rows',
      'Rows that contradict what contract will enforce, as of the last verification.',
      verifications.flatMap(({ labels, offending, at }) => sampleOf(labels, at === null ? null : offending)),
    ),
    gauge(
      'stager_verification_timestamp_seconds',
      'When it was verified last; absent before.',
      verifications.flatMap(({ labels, at }) => sampleOf(labels, at === null ? null : seconds(at))),
    ),
  ]
}

/** What cannot be seen has no sample. */
function evidenceMetrics(plans: readonly PlanStatus[]): readonly Metric[] {
  const seen = plans.flatMap(({ id, evidence }) => (evidence === null || evidence.seen === null ? [] : [{ ...evidence.seen, plan: id }]))
  const clients = (value: (clients: SeenClients) => number): readonly Sample[] =>
    seen.flatMap(({ plan, clients: one }) => (one.state === 'unknown' ? [] : [{ labels: { plan }, value: value(one) }]))
  return [
    counter(
      'stager_old_writes_total',
      'Transactions that wrote the table by its old columns since expand; absent where nobody counts.',
      seen.flatMap(({ plan, writes }) =>
        writes.state === 'unknown' ? [] : writes.counters.map(({ table, total }) => ({ labels: { plan, table }, value: total })),
      ),
    ),
    gauge(
      'stager_old_statements',
      'Statements in pg_stat_statements that name what contract drops; absent where it cannot be read.',
      seen.flatMap(({ plan, statements }) => (statements.state === 'unknown' ? [] : [{ labels: { plan }, value: statements.statements }])),
    ),
    gauge(
      'stager_old_clients',
      'Connections of clients whose schema has what contract drops.',
      clients(({ old }) => old),
    ),
    gauge(
      'stager_unknown_clients',
      'Connections of clients whose schema is none of this repository.',
      clients(({ unknown }) => unknown),
    ),
    gauge(
      'stager_contract_objections',
      'Kinds of evidence on which contract would refuse, unless they are acknowledged.',
      seen.map(({ plan, objections }) => ({ labels: { plan }, value: new Set(objections.map(({ evidence }) => evidence)).size })),
    ),
  ]
}

const seconds = (moment: Date): number => moment.getTime() / 1000
const secondsOf = (moment: Date | null | undefined): number | null => (moment === null || moment === undefined ? null : seconds(moment))
const flag = (value: boolean): number => (value ? 1 : 0)
