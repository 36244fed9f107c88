import type { BackfillStatus, PlanStatus, StageStatus, VerificationStatus } from '../run/status/plan-status.ts'

type Labels = Readonly<Record<string, string>>

interface Sample {
  readonly labels: Labels
  readonly value: number | bigint
}

interface Metric {
  readonly name: string
  readonly type: 'gauge' | 'counter'
  /** One sentence; docs/status.md has the same. */
  readonly help: string
  readonly samples: readonly Sample[]
}

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

/**
 * The status in Prometheus' text format, for node_exporter's textfile collector: base units, one family after the other, a metric without
 * samples left out. https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
 */
export function renderPrometheus(status: MeasuredStatus, version: string): string {
  return metricsOf(status, version)
    .filter(({ samples }) => samples.length > 0)
    .flatMap(({ name, type, help, samples }) => [
      `# HELP ${name} ${escapeHelp(help)}`,
      `# TYPE ${name} ${type}`,
      ...samples.map(({ labels, value }) => `${name}${renderLabels(labels)} ${String(value)}`),
    ])
    .map((line) => `${line}\n`)
    .join('')
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

const gauge = (name: string, help: string, samples: readonly Sample[]): Metric => ({ name, type: 'gauge', help, samples })
const counter = (name: string, help: string, samples: readonly Sample[]): Metric => ({ name, type: 'counter', help, samples })
const seconds = (moment: Date): number => moment.getTime() / 1000
const secondsOf = (moment: Date | null | undefined): number | null => (moment === null || moment === undefined ? null : seconds(moment))
const flag = (value: boolean): number => (value ? 1 : 0)
const sampleOf = (labels: Labels, value: number | bigint | null): readonly Sample[] => (value === null ? [] : [{ labels, value }])

function oneOf<State extends string>(states: readonly State[], now: State, labels: Labels): readonly Sample[] {
  return states.map((state) => ({ labels: { ...labels, state }, value: flag(state === now) }))
}

function renderLabels(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

const escapeHelp = (text: string): string => text.replace(/\\/g, '\\\\').replace(/\n/g, '\\n')
const escapeLabel = (text: string): string => escapeHelp(text).replace(/"/g, '\\"')
