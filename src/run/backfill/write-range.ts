import { StagerError } from '../../errors.ts'
import type { Backfill, SqlBackfill, TypeScriptBackfill } from '../../plan/plan.ts'
import type { RunContext } from '../context.ts'
import { planIdOf } from '../plan-id.ts'
import type { EncodedRows, Key, KeyRange, PendingRow } from '../backfill-ports.ts'
import { isFailure, type DatabaseError } from '../database-error.ts'
import type { Session } from '../ports.ts'
import type { RowFailure } from '../quarantine-ports.ts'
import { applyTransform } from './apply-transform.ts'
import type { Filling } from './fill-table.ts'
import { openGiveWay, type GiveWay } from './give-way.ts'
import { keyMoves } from './key-moves.ts'
import { describeKey } from './pending-error.ts'
import { createSlots } from './slots.ts'

/** What was written of a range, and which of its rows could not be computed. */
export interface WrittenRange {
  readonly written: number
  readonly failed: readonly RowFailure[]
}

/** What could be done for a range before its transaction. */
export interface Prepared {
  /** With their versions. */
  readonly read: readonly PendingRow[]
  readonly encoded: EncodedRows
  readonly milliseconds: number
}

/** What a backfill does to a range, for either kind. */
export interface Writer {
  /** Reads and computes the rows of a range, outside of any transaction; null when nothing can be done before it. Rejects when `signal` is aborted. */
  prepare(session: Session, range: KeyRange, signal: AbortSignal): Promise<Prepared | null>
  /** Fills the rows of a range in the transaction that it is given. Rejects when PostgreSQL refuses a row: then nothing may be kept. */
  write(transaction: Session, range: KeyRange, prepared: Prepared | null): Promise<WrittenRange>
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
    prepare: () => Promise.resolve(null),
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

/** Enough to overlap the waits of a network, few enough for a service that counts requests. */
const defaultConcurrency = 8

/**
 * Rows are read and computed without a lock, so that nobody waits for a transform, and written where they are still what was read: a value that
 * was computed from what a row no longer holds can never be written. The few that changed meanwhile are locked and computed again, and so are those
 * that failed: quarantine is for what a row holds, not for what it held.
 */
async function transformWriter(context: RunContext, { bundle }: Opened, backfill: TypeScriptBackfill, giveWay: GiveWay): Promise<Writer> {
  const { clock, rows } = context
  const { transform, concurrency } = await context.loadTransform(bundle, backfill)
  const slots = createSlots(concurrency ?? defaultConcurrency)
  const { lockingMilliseconds } = giveWay
  let last: readonly PendingRow[] = []
  let lockFirst = false
  let tooLong = false

  const send = async (transaction: Session, range: KeyRange, encoded: EncodedRows): Promise<number> => {
    last = encoded.rows
    const begin = clock.monotonic()
    try {
      return await rows.write(transaction, planIdOf(bundle.plan), backfill, range, encoded)
    } finally {
      const milliseconds = clock.monotonic() - begin
      lockFirst = milliseconds > lockingMilliseconds / 2
      tooLong = milliseconds >= lockingMilliseconds
    }
  }
  /** Rows whose values are none of their columns' types have failed, too; PostgreSQL need not be asked. */
  const compute = async (read: readonly PendingRow[], signal?: AbortSignal): Promise<Computed> => {
    const { computed, failed } = await applyTransform(backfill, { transform, slots, signal }, read)
    try {
      return { encoded: rows.encode(backfill, computed), failed }
    } catch (error) {
      if (!(error instanceof StagerError) || error.code !== 'transform-wrong-type') throw error
      const unfit = rows.findUnfit(backfill, computed)
      return { encoded: rows.encode(backfill, without(computed, unfit)), failed: [...failed, ...unfit] }
    }
  }
  const writeLocked = async (transaction: Session, range: KeyRange, locked: readonly PendingRow[]): Promise<WrittenRange> => {
    const { encoded, failed } = await compute(locked)
    return { written: await send(transaction, range, encoded), failed }
  }
  return {
    async prepare(session, range, signal) {
      // VACUUM FULL and CLUSTER put other rows where these were, of the same transaction even.
      if (lockFirst || keyMoves(backfill)) return null
      const begin = clock.monotonic()
      const read = await rows.readPending(session, backfill, range)
      const { encoded, failed } = await compute(read, signal)
      return { read: asChanged(read, failed), encoded, milliseconds: clock.monotonic() - begin }
    },
    async write(transaction, range, prepared) {
      await giveWay.whileLocking(transaction)
      if (prepared === null) {
        const locked = await rows.lockPending(transaction, backfill, range)
        await giveWay.whileHolding(transaction)
        return writeLocked(transaction, range, locked)
      }
      const { read, encoded } = prepared
      const written = await send(transaction, range, encoded)
      if (written === read.length) return { written, failed: [] }
      await giveWay.whileHolding(transaction)
      const changed = await rows.lockChanged(transaction, backfill, range, read)
      if (changed.length === 0) return { written, failed: [] }
      const again = await writeLocked(transaction, range, changed)
      return { ...again, written: written + again.written }
    },
    changesItsWay: (error) => tooLong && isFailure(error, 'retry'),
    explain: (session, _, error) => rows.explainWrite(session, backfill, last, error),
  }
}

interface Computed {
  readonly encoded: EncodedRows
  readonly failed: readonly RowFailure[]
}

/** The transaction that is none: a row of this version counts as changed. */
const noVersion = '0'

function asChanged(read: readonly PendingRow[], failed: readonly RowFailure[]): readonly PendingRow[] {
  if (failed.length === 0) return read
  const keys = new Set(failed.map(({ key }) => key))
  return read.map((row) => (keys.has(row.key) ? { ...row, version: noVersion } : row))
}

function without(rows: readonly PendingRow[], failed: readonly RowFailure[]): readonly PendingRow[] {
  const keys = new Set(failed.map(({ key }) => key))
  return rows.filter(({ key }) => !keys.has(key))
}
