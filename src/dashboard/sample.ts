import type { PlanStatus } from '../run/status/plan-status.ts'

/** What was seen at one moment; numbers only, so that a page can draw thousands of them. */
export interface Sample {
  /** Milliseconds since 1970, by the database's clock. */
  readonly at: number
  /** By plan and backfill, as `seriesKey` names them; those that run. */
  readonly backfills: Readonly<Record<string, BackfillSample>>
  readonly load: LoadSample
}

export interface BackfillSample {
  readonly visitedRows: number
  readonly estimatedRows: number
  /** Of the last batch. */
  readonly batchRows: number | null
}

/** Null: this role may not see it. */
export interface LoadSample {
  /** How far the slowest replica is behind. */
  readonly lagMilliseconds: number | null
  /** Sessions that wait for a lock on a table of a plan in flight. */
  readonly waitingSessions: number | null
  /** Sessions of the database that run a statement, stager's aside. */
  readonly activeSessions: number | null
}

/** One line of a chart. A plan's id has no space. */
export const seriesKey = (plan: string, backfill: string): string => `${plan} ${backfill}`

/** One point of every chart. */
export function takeSample(at: Date, plans: readonly PlanStatus[], load: LoadSample): Sample {
  const running = plans.flatMap((plan) =>
    plan.backfills
      .filter(({ state }) => state === 'running')
      .map(({ backfill, visitedRows, estimatedRows, batchRows }) => [
        seriesKey(plan.id, backfill),
        { visitedRows, estimatedRows, batchRows },
      ]),
  )
  return { at: at.getTime(), backfills: Object.fromEntries(running) as Sample['backfills'], load }
}
