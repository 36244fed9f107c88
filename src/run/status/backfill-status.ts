import type { Backfill } from '../../plan/plan.ts'
import type { RunContext } from '../context.ts'
import type { Session } from '../ports.ts'
import type { StoredBackfill } from '../state-ports.ts'
import type { StoredRange } from '../range-ports.ts'
import type { BackfillStatus, RangesStatus, RangeStatus } from './plan-status.ts'

/** How far a backfill of a plan is. Only reads. */
export async function readBackfillStatus(
  context: RunContext,
  session: Session,
  planId: string,
  backfill: Backfill,
  stored: StoredBackfill | undefined,
  now: Date,
): Promise<BackfillStatus> {
  const estimate = Math.round(await context.catalog.estimatedRows(session, backfill.table))
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
    ranges: await readRanges(context, session, planId, stored),
    holding: holdingOf(stored),
    etaSeconds:
      running && rowsPerSecond !== null && rowsPerSecond > 0 && estimatedRows > visitedRows
        ? Math.round((estimatedRows - visitedRows) / rowsPerSecond)
        : null,
    startedAt: stored?.startedAt ?? null,
    updatedAt: stored?.updatedAt ?? null,
    idleSeconds: stored === undefined ? null : Math.max(0, (now.getTime() - stored.updatedAt.getTime()) / 1000),
    finishedAt: stored?.finishedAt ?? null,
  }
}

async function readRanges(
  context: RunContext,
  session: Session,
  planId: string,
  stored: StoredBackfill | undefined,
): Promise<RangesStatus | null> {
  if (stored === undefined || stored.ranges.length === 0) return null
  const { backfill, pass, ranges } = stored
  const open = ranges.filter(({ finishedAt }) => finishedAt === null).map(({ ordinal }) => ordinal)
  const claimed = new Set(await context.ranges.claimed(session, { planId, backfill, pass }, open))
  return {
    total: ranges.length,
    finished: ranges.length - open.length,
    workers: claimed.size,
    list: ranges.map((range) => rangeStatus(range, claimed.has(range.ordinal))),
  }
}

function rangeStatus(range: StoredRange, claimed: boolean): RangeStatus {
  const { ordinal, rowsVisited, estimatedRows, worker, failure, finishedAt } = range
  const idle = failure === null ? 'waiting' : 'failed'
  return {
    ordinal,
    state: finishedAt !== null ? 'done' : claimed ? 'working' : idle,
    visitedRows: Number(rowsVisited),
    estimatedRows,
    worker,
    failure: failure?.message ?? null,
  }
}

const holdingOf = (stored: StoredBackfill | undefined): BackfillStatus['holding'] =>
  stored === undefined || stored.holding === null ? null : { reason: stored.holding, since: stored.holdingSince ?? stored.updatedAt }
