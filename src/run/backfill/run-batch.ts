import type { Backfill, SqlBackfill, TypeScriptBackfill } from '../../plan/plan.ts'
import type { RunContext } from '../context.ts'
import { planIdOf } from '../plan-id.ts'
import { isFailure, type KeyRange, type PendingRow, type Session } from '../ports.ts'
import { retryWhileLocked } from '../retry-while-locked.ts'
import { applyTransform } from './apply-transform.ts'
import type { Filling } from './fill-table.ts'

/** Runs one batch and saves the cursor with it; the number of rows that it wrote. */
export type RunBatch = (range: KeyRange, visited: number) => Promise<number>

/** What one batch does, for either kind of backfill. */
export async function openBatch(context: RunContext, filling: Filling, backfill: Backfill): Promise<RunBatch> {
  const { store } = context
  const { session, bundle } = filling
  const id = planIdOf(bundle.plan)
  const write = backfill.kind === 'sql' ? writeSql(context, filling, backfill) : await writeTransformed(context, filling, backfill)
  return (range, visited) =>
    retryWhileLocked(context, session, { what: `A batch of the backfill ${backfill.id}`, cancel: false }, () =>
      write(range, async (transaction, written) => {
        await store.saveCursor(transaction, id, backfill.id, { from: range.after, to: range.to, visited, written })
        return written
      }),
    )
}

type SaveCursor = (transaction: Session, written: number) => Promise<number>
type Write = (range: KeyRange, save: SaveCursor) => Promise<number>

function writeSql({ rows }: RunContext, { session, bundle }: Filling, backfill: SqlBackfill): Write {
  const sql = bundle.texts.get(backfill.file) ?? ''
  return (range, save) =>
    session.transaction(async (transaction) => save(transaction, await rows.update(transaction, backfill, sql, range)))
}

/**
 * The rows are locked while they are computed, as an UPDATE would: a value that was computed from what a row no longer holds can
 * never be written.
 */
async function writeTransformed(context: RunContext, { session, bundle }: Filling, backfill: TypeScriptBackfill): Promise<Write> {
  const { rows } = context
  const { transform } = await context.loadTransform(bundle, backfill)
  return async (range, save) => {
    let computed: readonly PendingRow[] = []
    try {
      return await session.transaction(async (transaction) => {
        computed = await applyTransform(backfill, transform, await rows.readPending(transaction, backfill, range))
        return save(transaction, await rows.write(transaction, backfill, range, computed))
      })
    } catch (error) {
      if (isFailure(error, 'fatal') && computed.length > 0) throw await rows.explainWrite(session, backfill, computed, error)
      throw error
    }
  }
}
