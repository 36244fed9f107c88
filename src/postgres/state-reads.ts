import type { Prisma } from '../../prisma/client/client.ts'
import type { Key } from '../run/backfill-ports.ts'
import type { Session } from '../run/ports.ts'
import type {
  PlanState,
  Position,
  StoredBackfill,
  StoredControl,
  StoredPlan,
  StoredStage,
  StoredStep,
  StoredVerification,
} from '../run/state-ports.ts'
import type { StoredRange } from '../run/range-ports.ts'
import { isStateInstalled } from './install.ts'
import { parseKey } from './key-text.ts'
import { withPrisma } from './session.ts'

const withAll = {
  stages: { orderBy: { startedAt: 'asc' } },
  steps: { orderBy: { startedAt: 'asc' } },
  // Only a run asks for it: status also reads what an older stager has installed.
  backfills: { orderBy: { startedAt: 'asc' }, omit: { oddCursor: true }, include: { ranges: { orderBy: { ordinal: 'asc' } } } },
  verifications: { orderBy: { verification: 'asc' } },
  control: true,
  _count: { select: { quarantine: { where: { closedAt: null } } } },
} satisfies Prisma.PlanInclude

type PlanRow = Prisma.PlanGetPayload<{ include: typeof withAll }>

/** All plans that this database has seen, oldest first. */
export async function readPlans(session: Session): Promise<readonly StoredPlan[]> {
  if (!(await isStateInstalled(session))) return []
  const rows = await withPrisma(session, (prisma) => prisma.plan.findMany({ include: withAll, orderBy: { id: 'asc' } }))
  const now = await databaseTime(session)
  return rows.map((row) => toPlan(row, now))
}

/** One plan by its folder's name. */
export async function readPlan(session: Session, planId: string): Promise<StoredPlan | null> {
  if (!(await isStateInstalled(session))) return null
  const row = await withPrisma(session, (prisma) => prisma.plan.findUnique({ where: { id: planId }, include: withAll }))
  return row === null ? null : toPlan(row, await databaseTime(session))
}

/** One backfill's row, and where its walk stands. */
export async function readBackfill(session: Session, planId: string, backfill: string): Promise<(StoredBackfill & Position) | null> {
  const row = await withPrisma(session, (prisma) =>
    prisma.backfill.findUnique({ where: { planId_backfill: { planId, backfill } }, include: { ranges: { orderBy: { ordinal: 'asc' } } } }),
  )
  if (row === null) return null
  const { oddCursor, ...rest } = row
  return { ...toBackfill(rest), oddCursor: parseKey(oddCursor) }
}

/** What other terminals said last. */
export async function readControl(session: Session, planId: string): Promise<StoredControl | null> {
  const row = await withPrisma(session, (prisma) => prisma.control.findUnique({ where: { planId } }))
  return row === null ? null : toControl(row)
}

function toControl({ paused, reason, limits, changedBy, changedAt }: NonNullable<PlanRow['control']>): StoredControl {
  return { paused, reason, limits: limits as StoredControl['limits'], changedBy, changedAt }
}

/** The database's clock. */
export async function databaseTime(session: Session): Promise<Date> {
  const [row] = await session.query<{ now: Date }>('SELECT clock_timestamp() AS now')
  return row?.now ?? new Date(0)
}

function toPlan(row: PlanRow, now: Date): StoredPlan {
  const { id, seal, name, timestamp, tables, registeredAt } = row
  return {
    id,
    seal,
    name,
    timestamp,
    tables,
    registeredAt,
    state: row.state as PlanState,
    stages: row.stages.map(({ planId: _, stage, ...rest }) => ({ ...rest, stage: stage as StoredStage['stage'] })),
    steps: row.steps.map(({ planId: _, status, ...rest }) => ({ ...rest, status: status as StoredStep['status'] })),
    backfills: row.backfills.map(toBackfill),
    quarantined: row._count.quarantine,
    control: row.control === null ? null : toControl(row.control),
    verifications: row.verifications.map(({ planId: _, ...rest }): StoredVerification => ({
      ...rest,
      ageSeconds: Math.max(0, (now.getTime() - rest.at.getTime()) / 1000),
    })),
  }
}

function toBackfill({ planId: _, cursor, target, ranges, ...rest }: PlanRow['backfills'][number]): StoredBackfill {
  const sum = (own: bigint, counts: readonly bigint[]): bigint => counts.reduce((total, count) => total + count, own)
  return {
    ...rest,
    cursor: parseKey(cursor),
    target: parseKey(target),
    ranges: ranges.map(toRange),
    rowsVisited: sum(
      rest.rowsVisited,
      ranges.map(({ rowsVisited }) => rowsVisited),
    ),
    rowsWritten: sum(
      rest.rowsWritten,
      ranges.map(({ rowsWritten }) => rowsWritten),
    ),
  }
}

/** A range as it is stored. */
export function toRange({ cursor, target, estimatedRows, failure, ...rest }: PlanRow['backfills'][number]['ranges'][number]): StoredRange {
  const { pass, ordinal, rowsVisited, rowsWritten, batchRows, worker, halted, finishedAt } = rest
  return {
    pass,
    ordinal,
    cursor: parseKey(cursor),
    target: JSON.parse(target) as Key,
    estimatedRows: Number(estimatedRows),
    rowsVisited,
    rowsWritten,
    batchRows,
    worker,
    halted,
    failure: failure as StoredRange['failure'],
    finishedAt,
  }
}
