import { createHash } from 'node:crypto'

import { StagerError, exitCode } from '../errors.ts'
import type { Session } from '../run/ports.ts'
import type { PassOf, RangeOf, RangeStore, StoredRange } from '../run/range-ports.ts'
import { tryLock, unlock } from './advisory-lock.ts'
import type { AdvisoryKey } from './blockers.ts'
import { keyText } from './key-text.ts'
import { withPrisma } from './session.ts'
import { toRange } from './state-reads.ts'

/** The first half of every range's advisory lock: "star" in ASCII. */
const namespace = 0x73746172

/** A claim is an advisory lock of the session: it ends with the session, however that ends. */
function claimKey({ planId, backfill, pass, ordinal }: RangeOf): AdvisoryKey {
  const objectId = createHash('sha256')
    .update(JSON.stringify([planId, backfill, pass, ordinal]))
    .digest()
    .readUInt32BE(0)
  return { classId: namespace, objectId, kind: 2 }
}

const ofPass = 'plan_id = $1 AND backfill = $2 AND pass = $3::int'
const passParams = ({ planId, backfill, pass }: PassOf): readonly unknown[] => [planId, backfill, pass]
const ofRange = `${ofPass} AND ordinal = $4::int`
const rangeParams = (range: RangeOf): readonly unknown[] => [...passParams(range), range.ordinal]

/** How long whoever cuts a range waits for the batch that holds it: as long as a batch's statement may take. */
const splitPatience = '30s'

/** The ranges of a pass that several workers share. All times are the database's. */
export const rangeStore: RangeStore = {
  open: (session, pass, from, ranges) =>
    session.transaction(async (transaction) => {
      const found = await transaction.query(
        `SELECT 1 FROM stager.backfills WHERE ${ofPass} AND cursor IS NOT DISTINCT FROM $4 AND finished_at IS NULL FOR UPDATE`,
        [...passParams(pass), keyText(from)],
      )
      if (found.length !== 1) throw moved(pass)
      await transaction.execute(
        `INSERT INTO stager.ranges (plan_id, backfill, pass, ordinal, after, cursor, target, estimated_rows)
         SELECT $1, $2, $3::int, r.ordinal, r.after, r.after, r.target, r.estimated
         FROM unnest($4::int[], $5::text[], $6::text[], $7::bigint[]) AS r(ordinal, after, target, estimated)`,
        [
          ...passParams(pass),
          ranges.map((_, at) => at + 1),
          ranges.map(({ range }) => keyText(range.after)),
          ranges.map(({ range }) => keyText(range.to)),
          ranges.map(({ estimatedRows }) => Math.round(estimatedRows)),
        ],
      )
    }),

  read: readRange,

  async list(session, { planId, backfill, pass }) {
    const rows = await withPrisma(session, (prisma) =>
      prisma.range.findMany({ where: { planId, backfillId: backfill, pass }, orderBy: { ordinal: 'asc' } }),
    )
    return rows.map(toRange)
  },

  async claim(session, range, worker) {
    if (!(await tryLock(session, claimKey(range)))) return null
    const [row] = await session.query<{ free: boolean }>(
      `UPDATE stager.ranges SET worker = $5, updated_at = clock_timestamp() WHERE ${ofRange} AND finished_at IS NULL RETURNING true AS free`,
      [...rangeParams(range), worker],
    )
    const stored = row === undefined ? null : await readRange(session, range)
    if (stored === null) await unlock(session, claimKey(range))
    return stored
  },

  release: (session, range) => unlock(session, claimKey(range)),

  async claimed(session, pass, ordinals) {
    const held = await session.query<{ id: bigint }>(
      `SELECT objid::bigint AS id FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 2 AND classid::bigint = $1::bigint
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      [namespace],
    )
    const ids = new Set(held.map(({ id }) => Number(id)))
    return ordinals.filter((ordinal) => ids.has(claimKey({ ...pass, ordinal }).objectId))
  },

  async hold(transaction, range, { cursor, target }) {
    const found = await transaction.query(
      `SELECT 1 FROM stager.ranges WHERE ${ofRange} AND cursor IS NOT DISTINCT FROM $5 AND target = $6 AND NOT halted AND finished_at IS NULL
       FOR UPDATE`,
      [...rangeParams(range), keyText(cursor), keyText(target)],
    )
    if (found.length !== 1) throw moved(range)
  },

  async save(transaction, range, { to, visited, written }) {
    const saved = await transaction.execute(
      `UPDATE stager.ranges SET cursor = $5, rows_visited = rows_visited + $6::bigint, rows_written = rows_written + $7::bigint,
         batch_rows = $6::int, updated_at = clock_timestamp() WHERE ${ofRange}`,
      [...rangeParams(range), keyText(to), visited, written],
    )
    if (saved !== 1) throw moved(range)
  },

  split: (session, range, cutAt) =>
    session.transaction(async (transaction) => {
      await transaction.query(`SELECT set_config('lock_timeout', $1, true)`, [splitPatience])
      await transaction.query(`SELECT 1 FROM stager.ranges WHERE ${ofRange} FOR UPDATE`, rangeParams(range))
      const stored = await readRange(transaction, range)
      if (stored === null || stored.finishedAt !== null || stored.halted) return false
      const cut = await cutAt(transaction, stored)
      if (cut === null) return false
      const params = [...rangeParams(range), keyText(cut.key), Math.round(cut.rowsAbove)]
      // Two cuts at once must not give their new ranges the same number.
      await transaction.query(`SELECT 1 FROM stager.backfills WHERE ${ofPass} FOR NO KEY UPDATE`, passParams(range))
      await transaction.execute(
        `INSERT INTO stager.ranges (plan_id, backfill, pass, ordinal, after, cursor, target, estimated_rows)
         SELECT plan_id, backfill, pass, (SELECT max(o.ordinal) + 1 FROM stager.ranges AS o WHERE o.plan_id = $1 AND o.backfill = $2 AND o.pass = $3::int),
           $5, $5, target, $6::bigint FROM stager.ranges WHERE ${ofRange}`,
        params,
      )
      await transaction.execute(
        `UPDATE stager.ranges SET target = $5, estimated_rows = greatest(estimated_rows - $6::bigint, rows_visited), updated_at = clock_timestamp()
         WHERE ${ofRange}`,
        params,
      )
      return true
    }),

  async finish(session, range) {
    await session.execute(
      `UPDATE stager.ranges SET finished_at = clock_timestamp(), updated_at = clock_timestamp() WHERE ${ofRange} AND finished_at IS NULL`,
      rangeParams(range),
    )
  },

  async fail(session, range, failure) {
    await session.execute(
      `UPDATE stager.ranges SET halted = true, failure = CASE WHEN ordinal = $4::int THEN $5::jsonb ELSE failure END, updated_at = clock_timestamp()
       WHERE ${ofPass} AND finished_at IS NULL`,
      [...rangeParams(range), JSON.stringify(failure)],
    )
  },

  async setHalted(session, pass, halted) {
    await session.execute(
      `UPDATE stager.ranges SET halted = $4::boolean, failure = CASE WHEN $4::boolean THEN failure END
       WHERE ${ofPass} AND (halted <> $4::boolean OR failure IS NOT NULL)`,
      [...passParams(pass), halted],
    )
  },

  close: (session, pass) =>
    session.transaction(async (transaction) => {
      const unfinished = await transaction.query(`SELECT 1 FROM stager.ranges WHERE ${ofPass} AND finished_at IS NULL`, passParams(pass))
      if (unfinished.length > 0) throw moved(pass)
      await transaction.execute(
        `WITH gone AS (DELETE FROM stager.ranges WHERE ${ofPass} RETURNING rows_visited, rows_written)
         UPDATE stager.backfills SET cursor = target, updated_at = clock_timestamp(),
           rows_visited = rows_visited + (SELECT coalesce(sum(rows_visited), 0)::bigint FROM gone),
           rows_written = rows_written + (SELECT coalesce(sum(rows_written), 0)::bigint FROM gone)
         WHERE ${ofPass}`,
        passParams(pass),
      )
    }),

  async dropAll(session, planId) {
    await session.execute('DELETE FROM stager.ranges WHERE plan_id = $1', [planId])
  },

  async setRate(session, pass, { rowsPerSecond, batchRows }) {
    await session.execute(
      `UPDATE stager.backfills SET rows_per_second = coalesce($4::int, rows_per_second), batch_rows = coalesce($5::int, batch_rows),
         updated_at = clock_timestamp() WHERE ${ofPass}`,
      [...passParams(pass), rowsPerSecond, batchRows],
    )
  },
}

async function readRange(session: Session, { planId, backfill, pass, ordinal }: RangeOf): Promise<StoredRange | null> {
  const row = await withPrisma(session, (prisma) =>
    prisma.range.findUnique({ where: { planId_backfillId_pass_ordinal: { planId, backfillId: backfill, pass, ordinal } } }),
  )
  return row === null ? null : toRange(row)
}

function moved({ planId, backfill }: PassOf): StagerError {
  return new StagerError('cursor-moved', `Another run moved the cursor of ${backfill} in ${planId}; this batch was rolled back.`, {
    exitCode: exitCode.conflict,
    hint: 'Watch it with: stager status --watch',
  })
}
