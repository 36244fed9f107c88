import type { Terminal } from '../../report/terminal.ts'
import { countOf, describeProgress, formatDuration } from '../../report/wording.ts'
import type { BackfillStatus, PlanStatus, RangesStatus } from '../../run/status/plan-status.ts'

/** A batch takes about 200 ms: a run without one for so long is stuck, or gone. */
const idleSeconds = 30

/** The backfills of a plan that have begun, each with its progress and what holds it up. */
export function backfillLines(plan: PlanStatus, at: Date, { dim, yellow, red }: Terminal['dataColours']): readonly string[] {
  return plan.backfills
    .filter(({ state }) => state !== 'pending')
    .flatMap((backfill) => [
      `    ${describeBackfill(backfill)}`,
      ...workerLines(backfill.ranges).map((line) => dim(`      ${line}`)),
      ...(backfill.ranges?.list ?? []).flatMap(({ failure, worker }) =>
        failure === null ? [] : [red(`      ${worker ?? 'a worker'} gave up: ${failure}`)],
      ),
      ...holdLines(plan, backfill, at).map((line) => yellow(`      ${line}`)),
    ])
}

/** `fill slug of Post: 43%, 1,200 of about 2,800 rows, 900 rows/s, 2.0 s left, 500 rows a batch`. */
export function describeBackfill(backfill: BackfillStatus): string {
  const { label, state, visitedRows, writtenRows, estimatedRows, rowsPerSecond, etaSeconds, pass, batchRows, startedAt, finishedAt } =
    backfill
  if (state === 'pending') return `${label}: not begun`
  if (state === 'done') {
    const took = startedAt === null || finishedAt === null ? '' : ` in ${formatDuration(finishedAt.getTime() - startedAt.getTime())}`
    return `${label}: ${countOf(writtenRows, 'row')} written${took}`
  }
  const batches = batchRows === null ? '' : `, ${countOf(batchRows, 'row')} a batch`
  const { ranges } = backfill
  const shared =
    ranges === null ? '' : `, ${countOf(ranges.workers, 'worker')}, ${ranges.finished} of ${countOf(ranges.total, 'range')} done`
  return `${label}: ${describeProgress({ doneRows: visitedRows, estimatedRows, rowsPerSecond: rowsPerSecond ?? 0, etaSeconds, pass })}${batches}${shared}`
}

/** Who works on how many ranges: `anna@ci-3: 2 ranges, 12,000 of about 40,000 rows`. */
function workerLines(ranges: RangesStatus | null): readonly string[] {
  const working = (ranges?.list ?? []).filter(({ state }) => state === 'working')
  const names = [...new Set(working.map(({ worker }) => worker ?? 'unknown'))]
  return names.map((name) => {
    const own = working.filter(({ worker }) => (worker ?? 'unknown') === name)
    const sum = (of: 'visitedRows' | 'estimatedRows'): number => own.reduce((total, range) => total + range[of], 0)
    return `${name}: ${countOf(own.length, 'range')}, ${countOf(sum('visitedRows'), 'row')} of about ${sum('estimatedRows').toLocaleString('en-US')}`
  })
}

function holdLines({ runner, control }: PlanStatus, backfill: BackfillStatus, at: Date): readonly string[] {
  const { state, holding, ranges, idleSeconds: idle } = backfill
  if (state !== 'running') return []
  if (runner === null && (ranges?.workers ?? 0) === 0) return ['nobody runs it now: the same command goes on from here']
  if (holding !== null && control?.paused !== true)
    return [`waits for ${formatDuration(Math.max(0, at.getTime() - holding.since.getTime()))}: ${holding.reason}`]
  return holding === null && idle !== null && idle > idleSeconds ? [`no batch for ${formatDuration(idle * 1000)}`] : []
}
