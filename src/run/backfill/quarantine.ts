import { StagerError } from '../../errors.ts'
import type { Backfill } from '../../plan/plan.ts'
import type { RunContext } from '../context.ts'
import type { QuarantinedKey } from '../events.ts'
import { planIdOf } from '../plan-id.ts'
import type { Key } from '../backfill-ports.ts'
import { isFailure } from '../database-error.ts'
import type { RowFailure } from '../quarantine-ports.ts'
import { retryWhileLocked } from '../retry-while-locked.ts'
import type { Filling } from './fill-table.ts'
import { openWriter, type Writer } from './write-range.ts'

type Place = Pick<Filling, 'session' | 'bundle'>

/** Rows that a message names; the others are in its data, and in `stager status`. */
const mostNamed = 10

const toKey = ({ key, error }: RowFailure): QuarantinedKey => ({ key, code: error.code, message: error.message })

/** Reports rows that went into quarantine; throws `rows-quarantined` when the plan has more of them than the run allows. */
export async function stopIfTooMany(context: RunContext, place: Place, backfill: Backfill, failures: readonly RowFailure[]): Promise<void> {
  const rows = failures.map(toKey)
  const event = { plan: place.bundle.plan.name, backfill: backfill.id, label: backfill.label, rows }
  await stopAbove(context, place, backfill, rows, (open) => context.onEvent({ type: 'quarantined', ...event, open }))
}

async function stopAbove(
  { quarantine, maxQuarantine }: RunContext,
  { session, bundle: { plan } }: Place,
  backfill: Backfill,
  rows: readonly QuarantinedKey[],
  tell: (open: number) => void,
): Promise<void> {
  const open = await quarantine.count(session, planIdOf(plan))
  tell(open)
  if (open > maxQuarantine) throw quarantined(plan.name, backfill, rows, open)
}

function quarantined(plan: string, backfill: Backfill, rows: readonly QuarantinedKey[], open: number): StagerError {
  const reasons = rows.slice(0, mostNamed).map(({ message }) => message.replace(/[.]$/, ''))
  const more = rows.length > mostNamed ? `; and ${rows.length - mostNamed} more` : ''
  const count = rows.length === 1 ? 'A row' : `${rows.length} rows`
  const verb = rows.length === 1 ? 'is' : 'are'
  return new StagerError('rows-quarantined', `${count} of "${backfill.table.name}" ${verb} in quarantine. ${reasons.join('; ')}${more}.`, {
    hint: `Correct the ${rows.length === 1 ? 'row' : 'rows'}, or ${backfill.file} (then: stager seal ${plan}), and run: stager apply --stage backfill --plan ${plan}. To go on without them: --max-quarantine ${Math.max(100, open * 2)}`,
    data: { plan, backfill: backfill.id, open, rows },
  })
}

/**
 * Tries the rows of a backfill that are in quarantine again, each alone: what was not written before is transformed once. What is done, deleted
 * or settled by the application leaves. Throws `rows-quarantined` when too many stay.
 */
export async function retryQuarantined(context: RunContext, place: Place, backfill: Backfill): Promise<void> {
  const { quarantine, onEvent, signal } = context
  const { session, bundle } = place
  const { plan } = bundle
  const entries = await quarantine.open(session, planIdOf(plan), { backfill: backfill.id })
  if (entries.length === 0) return
  const writer = await openWriter(context, place, backfill)
  const failures: RowFailure[] = []
  for (const { key } of entries) {
    signal.throwIfAborted()
    const failure = await retryRow(context, place, backfill, writer, key)
    if (failure !== null) failures.push(failure)
  }
  const failedAgain = failures.map(toKey)
  const closed = entries.length - failures.length
  onEvent({ type: 'quarantineRetried', plan: plan.name, backfill: backfill.id, label: backfill.label, closed, failedAgain })
  if (failures.length > 0) await stopAbove(context, place, backfill, failedAgain, () => undefined)
}

async function retryRow(
  context: RunContext,
  { session, bundle }: Place,
  backfill: Backfill,
  writer: Writer,
  key: Key,
): Promise<RowFailure | null> {
  const { quarantine } = context
  const id = planIdOf(bundle.plan)
  const what = `A row in quarantine of the backfill ${backfill.id}`
  return retryWhileLocked(context, session, { what, cancel: false }, async () => {
    try {
      return await session.transaction(async (transaction) => {
        if (!(await quarantine.take(transaction, id, backfill.id, key))) return null
        const { written, failed } = await writer.write(transaction, { after: null, to: key, only: true }, null)
        if (failed.length === 0) await quarantine.close(transaction, id, backfill.id, key, written)
        else await quarantine.add(transaction, id, backfill.id, failed)
        return failed[0] ?? null
      })
    } catch (error) {
      if (!isFailure(error, 'row')) throw error
      const failure: RowFailure = { key, error: await writer.explain(session, key, error) }
      await quarantine.add(session, id, backfill.id, [failure])
      return failure
    }
  })
}

/** Keys that are pending and not in quarantine. */
export async function sampleUndone(
  { rows, quarantine }: Pick<RunContext, 'rows' | 'quarantine'>,
  { session, bundle }: Place,
  backfill: Backfill,
  limit: number,
): Promise<readonly Key[]> {
  const open = await quarantine.open(session, planIdOf(bundle.plan), { backfill: backfill.id })
  const keys = new Set(open.map(({ key }) => JSON.stringify(key)))
  const pending = await rows.samplePending(session, backfill, limit + keys.size)
  return pending.filter((key) => !keys.has(JSON.stringify(key))).slice(0, limit)
}
