import type { PlanBundle, Verification } from '../plan/plan.ts'
import type { TableName } from '../schema/model.ts'
import type { RunContext } from './context.ts'
import { planIdOf } from './plan-id.ts'
import { isFailure } from './database-error.ts'
import type { Session } from './ports.ts'
import { scanTable } from './verify/scan-table.ts'

export interface VerificationResult {
  readonly plan: string
  readonly verification: string
  readonly label: string
  readonly offending: bigint
  readonly samples: readonly string[]
  readonly hint: string
}

/** Rows that a backfill would still write. */
export interface PendingResult {
  readonly plan: string
  readonly backfill: string
  readonly label: string
  readonly rows: bigint
  /** Keys, as text forms in the order of the backfill's key. */
  readonly samples: readonly (readonly string[])[]
}

export interface PlanInspection {
  readonly verifications: readonly VerificationResult[]
  /** Backfills with rows that are pending; contract does not ask for them, but where a verification counts them, too. */
  readonly pending: readonly PendingResult[]
}

/** Counts, for each verification of a plan, the rows that contract would stumble over, and records the result. */
export async function verifyPlan(context: RunContext, bundle: PlanBundle): Promise<readonly VerificationResult[]> {
  return (await inspectPlan(context, bundle)).verifications
}

/** The same, with the rows that its backfills would still write. */
export async function inspectPlan(context: RunContext, bundle: PlanBundle): Promise<PlanInspection> {
  return context.database.withSession((session) => inspect(context, session, bundle))
}

async function inspect(context: RunContext, session: Session, bundle: PlanBundle): Promise<PlanInspection> {
  const { onEvent, scan, signal, store, rows } = context
  const { plan } = bundle
  const id = planIdOf(plan)
  const stored = await store.plan(session, id)
  // Once contract has begun, what a backfill reads may be gone.
  const backfills = plan.backfill.backfills.filter(({ mustEmpty }) => mustEmpty && stored?.state === 'in_flight')
  const count = openCounter(context, session, plan.name, [
    ...plan.contract.verifications.flatMap((verification) => {
      const condition = scan.conditionOf(verification)
      return condition === null ? [] : [{ table: verification.table, condition }]
    }),
    ...backfills.map(({ table, pending }) => ({ table, condition: pending })),
  ])
  const verifications: VerificationResult[] = []
  for (const verification of plan.contract.verifications) {
    signal.throwIfAborted()
    const condition = scan.conditionOf(verification)
    const offending = condition === null ? null : await count(verification.table, condition)
    await setTimeouts(context, session, 'long')
    const result = await countVerification(session, plan.name, verification, offending)
    if (stored !== null) await store.recordVerification(session, id, verification, result.offending, result.samples)
    const { samples, label } = result
    onEvent({ type: 'verified', plan: plan.name, verification: verification.id, label, offending: Number(result.offending), samples })
    verifications.push(result)
  }
  const pending: PendingResult[] = []
  for (const backfill of backfills) {
    signal.throwIfAborted()
    const found = await count(backfill.table, backfill.pending)
    if (found === null || found === 0n) continue
    await setTimeouts(context, session, 'long')
    const samples = await rows.samplePending(session, backfill, 10)
    pending.push({ plan: plan.name, backfill: backfill.id, label: backfill.label, rows: found, samples })
    onEvent({ type: 'pendingFound', plan: plan.name, backfill: backfill.id, label: backfill.label, rows: Number(found) })
  }
  return { verifications, pending }
}

interface Counted {
  readonly table: TableName
  readonly condition: string
}

const nameOf = ({ schema, name }: TableName): string => JSON.stringify([schema, name])

/**
 * Counts rows that meet a condition: the first question about a table answers all others about it, in one walk. Null where the table cannot be
 * read in pieces.
 */
function openCounter(
  context: RunContext,
  session: Session,
  plan: string,
  asked: readonly Counted[],
): (table: TableName, condition: string) => Promise<bigint | null> {
  const known = new Map<string, ReadonlyMap<string, bigint> | null>()
  return async (table, condition) => {
    const name = nameOf(table)
    if (!known.has(name)) {
      await setTimeouts(context, session, 'short')
      const conditions = new Set(asked.filter((one) => nameOf(one.table) === name).map((one) => one.condition))
      const quick = await countNulls(context, session, table, [...conditions])
      const left = [...conditions].filter((one) => !quick.has(one))
      const counted = left.length === 0 ? new Map<string, bigint>() : await scanTable(context, session, plan, table, left)
      known.set(name, counted === null ? null : new Map([...quick, ...counted]))
    }
    return known.get(name)?.get(condition) ?? null
  }
}

/** NULLs of a column need no walk where it is NOT NULL, or where an index has them. */
async function countNulls(
  { scan }: RunContext,
  session: Session,
  table: TableName,
  conditions: readonly string[],
): Promise<ReadonlyMap<string, bigint>> {
  const found = new Map<string, bigint>()
  for (const condition of conditions) {
    const known = await scan.nulls(session, table, condition)
    if (known === 'none') found.set(condition, 0n)
    if (known !== 'indexed') continue
    const count = await scan.countAll(session, table, condition).catch((error: unknown) => {
      if (isFailure(error, 'retry')) return null
      throw error
    })
    if (count !== null) found.set(condition, count)
  }
  return found
}

/** A piece of a table has its time; what is no condition on single rows, and the search for samples, take as long as they take. */
async function setTimeouts(context: RunContext, session: Session, kind: 'short' | 'long'): Promise<void> {
  const { catalog, lockMilliseconds, statementMilliseconds } = context
  await catalog.setTimeouts(session, { lockMilliseconds, statementMilliseconds: kind === 'short' ? statementMilliseconds : 0 })
}

/** What one verification finds, without a record of it; `counted` where that was done already. */
export async function countVerification(
  session: Session,
  plan: string,
  { id, label, hint, countSql, sampleSql }: Verification,
  counted: bigint | null = null,
): Promise<VerificationResult> {
  const offending = counted ?? (await countWhole(session, countSql))
  const samples = offending === 0n ? [] : await session.query<Record<string, unknown>>(sampleSql)
  return { plan, verification: id, label, offending, samples: samples.map((sample) => String(Object.values(sample)[0])), hint }
}

async function countWhole(session: Session, countSql: string): Promise<bigint> {
  const [row] = await session.query<Record<string, bigint | number>>(countSql)
  return BigInt(Object.values(row ?? {})[0] ?? 0)
}
