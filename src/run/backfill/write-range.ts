import { StagerError } from '../../errors.ts'
import type { Backfill, SqlBackfill, TypeScriptBackfill } from '../../plan/plan.ts'
import type { RunContext } from '../context.ts'
import { planIdOf } from '../plan-id.ts'
import type { DatabaseError, Key, KeyRange, PendingRow, Session } from '../ports.ts'
import type { RowFailure } from '../quarantine-ports.ts'
import { applyTransform, type Transformed } from './apply-transform.ts'
import type { Filling } from './fill-table.ts'
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
  /** Says what PostgreSQL refused in the one row of the range that was written last. Outside of the failed transaction. */
  explain(session: Session, key: Key, error: DatabaseError): Promise<StagerError>
}

/** Throws what loading a transform throws. */
export function openWriter(context: RunContext, filling: Pick<Filling, 'bundle'>, backfill: Backfill): Promise<Writer> {
  return backfill.kind === 'sql' ? Promise.resolve(sqlWriter(context, filling, backfill)) : transformWriter(context, filling, backfill)
}

function sqlWriter({ rows }: RunContext, { bundle }: Pick<Filling, 'bundle'>, backfill: SqlBackfill): Writer {
  const sql = bundle.texts.get(backfill.file) ?? ''
  return {
    async write(transaction, range) {
      return { written: await rows.update(transaction, planIdOf(bundle.plan), backfill, sql, range), failed: [] }
    },
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
async function transformWriter(context: RunContext, { bundle }: Pick<Filling, 'bundle'>, backfill: TypeScriptBackfill): Promise<Writer> {
  const { rows } = context
  const transform = await context.loadTransform(bundle, backfill)
  let last: readonly PendingRow[] = []
  return {
    async write(transaction, range) {
      const transformed = await applyTransform(backfill, transform, await rows.readPending(transaction, backfill, range))
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
    explain: (session, _, error) => rows.explainWrite(session, backfill, last, error),
  }
}

function withoutUnfit({ computed, failed }: Transformed, unfit: readonly RowFailure[]): Transformed {
  const keys = new Set(unfit.map(({ key }) => key))
  return { computed: computed.filter(({ key }) => !keys.has(key)), failed: [...failed, ...unfit] }
}
