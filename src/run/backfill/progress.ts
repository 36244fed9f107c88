import type { RunContext } from '../context.ts'
import type { StoredBackfill } from '../state-ports.ts'

/** Counts a backfill's rows and reports each batch. */
export interface Progress {
  batch(rows: number, written: number, pass: number): void
  /** What all workers of a pass have done together, as it is stored. */
  shared(state: StoredBackfill, now: { readonly batchRows: number; readonly workers: number }): void
  /** In this run and earlier ones. */
  writtenRows(): number
  /** Over the last minute; null before there is one batch. */
  rowsPerSecond(): number | null
}

/** The rate is that of the last minute, so that a pause or a slow stretch shows and then passes. */
const windowMilliseconds = 60_000

export function createProgress(
  { clock, onEvent }: RunContext,
  event: { readonly plan: string; readonly backfill: string; readonly label: string },
  state: StoredBackfill,
  estimatedRows: number,
): Progress {
  let doneRows = Number(state.rowsVisited)
  let writtenRows = Number(state.rowsWritten)
  let rate: number | null = null
  const marks = [{ at: clock.monotonic(), doneRows }]
  const report = (batchRows: number, pass: number, workers: number): void => {
    const now = clock.monotonic()
    while (marks.length > 1 && now - (marks[1]?.at ?? now) > windowMilliseconds) marks.shift()
    const [oldest] = marks
    const seconds = Math.max((now - (oldest?.at ?? now)) / 1000, 0.001)
    const rowsPerSecond = Math.round((doneRows - (oldest?.doneRows ?? 0)) / seconds)
    rate = rowsPerSecond
    // A mark a second is enough, and keeps the list short.
    if (now - (marks.at(-1)?.at ?? 0) >= 1000) marks.push({ at: now, doneRows })
    const left = estimatedRows - doneRows
    const etaSeconds = pass > 1 || rowsPerSecond === 0 || left < 0 ? null : Math.round(left / rowsPerSecond)
    onEvent({ type: 'batch', ...event, doneRows, writtenRows, estimatedRows, rowsPerSecond, etaSeconds, batchRows, pass, workers })
  }
  return {
    writtenRows: () => writtenRows,
    rowsPerSecond: () => rate,
    batch(rows, written, pass) {
      doneRows += rows
      writtenRows += written
      report(rows, pass, 1)
    },
    shared(state, { batchRows, workers }) {
      doneRows = Number(state.rowsVisited)
      writtenRows = Number(state.rowsWritten)
      report(batchRows, state.pass, workers)
    },
  }
}
