import { StagerError } from '../../errors.ts'
import type { Backfill, SqlBackfill, TypeScriptBackfill } from '../../plan/plan.ts'
import type { RunContext } from '../context.ts'
import { planIdOf } from '../plan-id.ts'
import type { Key, KeyRange, PendingRow } from '../backfill-ports.ts'
import { isFailure, type DatabaseError } from '../database-error.ts'
import type { Session } from '../ports.ts'
import type { RowFailure } from '../quarantine-ports.ts'
import { applyTransform, type Transformed } from './apply-transform.ts'
import type { Filling } from './fill-table.ts'
import { openGiveWay, type GiveWay } from './give-way.ts'
import { describeKey } from './pending-error.ts'

/** What was written of a range, and which of its rows could not be computed. */
export interface WrittenRange {
  readonly written: number
  readonly failed: readonly RowFailure[]
}

/** What a backfill does to a range, for either kind. */
export interface Writer {
  /** Fills the rows of a range in the transaction that it is given. Rejects when PostgreSQL refuses a row: then nothing may be kept. */
  write(transaction: Session, range: KeyRange): Promise<WrittenRange>
  /** True when it was the way in which the rows were written that failed, and the next attempt goes about it otherwise, so that it need not wait. */
  changesItsWay(error: unknown): boolean
  /** Says what PostgreSQL refused in the one row of the range that was written last. Outside of the failed transaction. */
  explain(session: Session, key: Key, error: DatabaseError): Promise<StagerError>
}

/** Throws what loading a transform throws. */
export async function openWriter(context: RunContext, filling: Opened, backfill: Backfill): Promise<Writer> {
  const giveWay = await openGiveWay(context, filling.session)
  return backfill.kind === 'sql' ? sqlWriter(context, filling, backfill, giveWay) : transformWriter(context, filling, backfill, giveWay)
}

type Opened = Pick<Filling, 'session' | 'bundle'>

/**
 * The statement locks its rows as it goes. Where it takes so long that the application could lose against it, the rows are locked by a statement of
 * their own before, which costs a part of what writing them costs.
 */
function sqlWriter({ clock, rows }: RunContext, { bundle }: Opened, backfill: SqlBackfill, giveWay: GiveWay): Writer {
  const sql = bundle.texts.get(backfill.file) ?? ''
  const { lockingMilliseconds } = giveWay
  let lockFirst = false
  let tooLong = false
  return {
    async write(transaction, range) {
      const begin = clock.monotonic()
      const atOnce = !lockFirst
      try {
        await giveWay.whileLocking(transaction)
        if (lockFirst) {
          await rows.lock(transaction, backfill, range)
          await giveWay.whileHolding(transaction)
        }
        return { written: await rows.update(transaction, planIdOf(bundle.plan), backfill, sql, range), failed: [] }
      } finally {
        const milliseconds = clock.monotonic() - begin
        lockFirst = milliseconds > lockingMilliseconds / 2
        tooLong = atOnce && milliseconds >= lockingMilliseconds
      }
    },
    changesItsWay: (error) => tooLong && isFailure(error, 'retry'),
    async explain(_, key, error) {
      const message = `${backfill.file} failed on the row ${describeKey(backfill, key)}: ${error.message}`
      return new StagerError('backfill-refused', message, { cause: error })
    },
  }
}

/**
 * The rows are locked while they are computed, as an UPDATE would: a value that was computed from what a row no longer holds can
 * never be written.
 */
async function transformWriter(context: RunContext, { bundle }: Opened, backfill: TypeScriptBackfill, giveWay: GiveWay): Promise<Writer> {
  const { rows } = context
  const transform = await context.loadTransform(bundle, backfill)
  let last: readonly PendingRow[] = []
  return {
    async write(transaction, range) {
      await giveWay.whileLocking(transaction)
      const pending = await rows.readPending(transaction, backfill, range)
      await giveWay.whileHolding(transaction)
      const transformed = await applyTransform(backfill, transform, pending)
      const write = async ({ computed, failed }: Transformed): Promise<WrittenRange> => {
        last = computed
        return { written: await rows.write(transaction, planIdOf(bundle.plan), backfill, range, computed), failed }
      }
      try {
        return await write(transformed)
      } catch (error) {
        // A value that is none of its column's type is found before PostgreSQL is asked: the transaction is as it was.
        if (!(error instanceof StagerError) || error.code !== 'transform-wrong-type') throw error
        return write(withoutUnfit(transformed, rows.findUnfit(backfill, transformed.computed)))
      }
    },
    changesItsWay: () => false,
    explain: (session, _, error) => rows.explainWrite(session, backfill, last, error),
  }
}

function withoutUnfit({ computed, failed }: Transformed, unfit: readonly RowFailure[]): Transformed {
  const keys = new Set(unfit.map(({ key }) => key))
  return { computed: computed.filter(({ key }) => !keys.has(key)), failed: [...failed, ...unfit] }
}
