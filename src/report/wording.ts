import type { Blocker } from '../run/events.ts'

/** `1,234,567` in every locale. */
export function formatCount(count: number): string {
  return Math.round(count).toLocaleString('en-US')
}

/** `1 row`, `1,200 rows`. */
export function countOf(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** Two units at most: `850 ms`, `12.3 s`, `4 min 10 s`, `3 h 5 min`, `2 d 4 h`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`
  const seconds = milliseconds / 1000
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  if (whole < 3600) return pair(Math.floor(whole / 60), 'min', whole % 60, 's')
  const minutes = Math.round(whole / 60)
  if (minutes < 24 * 60) return pair(Math.floor(minutes / 60), 'h', minutes % 60, 'min')
  const hours = Math.round(minutes / 60)
  return pair(Math.floor(hours / 24), 'd', hours % 24, 'h')
}

function pair(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`
}

/** Who is in the way of a lock, so that a person can find and end it. */
export function describeBlocker(blocker: Blocker): string {
  const name = blocker.applicationName === '' ? '' : ` (${blocker.applicationName})`
  // What PostgreSQL shows instead of another role's statement.
  if (blocker.query === '<insufficient privilege>')
    return `pid ${blocker.processId}${name} of another role, whose statement only a member of pg_read_all_stats may see`
  const query = blocker.query === '' ? '' : `: ${blocker.query.replace(/\s+/g, ' ').trim()}`
  return `pid ${blocker.processId}${name}, ${blocker.state} for ${formatDuration(blocker.seconds * 1000)}${query}`
}

/** How far a backfill is. `estimatedRows` are the planner's statistics: never more than 99% before it is done. */
export function describeProgress(progress: {
  readonly doneRows: number
  readonly estimatedRows: number
  readonly rowsPerSecond: number
  readonly etaSeconds: number | null
  readonly pass: number
}): string {
  const { doneRows, estimatedRows, rowsPerSecond, etaSeconds, pass } = progress
  if (pass > 1) return `sweeping rows written meanwhile (pass ${pass}), ${formatCount(rowsPerSecond)} rows/s`
  const share = estimatedRows > 0 ? `${Math.min(99, Math.floor((100 * doneRows) / estimatedRows))}%, ` : ''
  const total = estimatedRows > doneRows ? ` of about ${formatCount(estimatedRows)}` : ''
  const left = etaSeconds === null ? '' : `, ${formatDuration(etaSeconds * 1000)} left`
  return `${share}${formatCount(doneRows)}${total} rows, ${formatCount(rowsPerSecond)} rows/s${left}`
}

/** `, 5,000 rows a batch, 2 workers`; nothing before the first batch. */
export function describeBatches({ batchRows, workers }: { readonly batchRows: number; readonly workers: number }): string {
  const size = batchRows === 0 ? '' : `, ${countOf(batchRows, 'row')} a batch`
  return workers > 1 ? `${size}, ${countOf(workers, 'worker')}` : size
}
