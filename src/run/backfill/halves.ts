import type { Backfill, PlanBundle } from '../../plan/plan.ts'
import type { BackfillRows, Key, KeyRange } from '../backfill-ports.ts'
import type { Session } from '../ports.ts'
import { isOneInteger } from '../../schema/row-key.ts'
import type { Position } from '../state-ports.ts'
import type { BatchRange } from './run-batch.ts'

/** How many rows a batch is to hold. */
export interface BatchSize {
  readonly rows: number
  /** In any case. */
  readonly most: number
}

/** What a walk knows when it looks for its next batch. */
export interface Look {
  readonly position: Position
  /** Where the pass ends. */
  readonly target: Key
  readonly size: BatchSize
  readonly byHalves: boolean
}

/** Keys of two batches, less what keeps either half from being more than one where odd and even keys are about as many. */
const stretch = 1.9
/** Rather a batch a little larger than the last one of a stretch with a few rows. */
const atMostLarger = 1.25

/** Numbers that a statement takes from a sequence follow the keys as long as the rows do. */
const numbering = /\bnextval\s*\(/i

/** Whether the keys are integers, and rows are updated: a row that is deleted needs no room for its next version. */
export function hasHalves({ texts }: PlanBundle, { key, kind, writes, file }: Backfill): boolean {
  return isOneInteger(key) && writes.length > 0 && !(kind === 'sql' && numbering.test(texts.get(file) ?? ''))
}

/**
 * The next batch of a walk; null at its end. Two batches share a stretch of the table: first its odd keys, then, where the first ones' old versions
 * were, its even ones (docs/adr/0010). Where one half is much larger than the other the stretch is done in one go, and so is the last one.
 */
export async function nextBatch(
  rows: BackfillRows,
  session: Session,
  backfill: Backfill,
  { position: { cursor, oddCursor }, target, size, byHalves }: Look,
): Promise<BatchRange | null> {
  if (oddCursor !== null) {
    const even: KeyRange = { after: cursor, to: oddCursor, half: 'even' }
    const limit = Math.min(Math.ceil(size.rows * atMostLarger), size.most)
    const part = await rows.nextRange(session, backfill, even, limit)
    return part?.rows === limit ? part : { range: even, rows: part?.rows ?? 0 }
  }
  if (isSameKey(cursor, target)) return null
  const left: KeyRange = { after: cursor, to: target }
  const both = byHalves ? await rows.nextStretch(session, backfill, left, Math.floor(size.rows * stretch)) : null
  if (both !== null && both.rows > size.rows && Math.max(both.odd, both.rows - both.odd) <= size.rows)
    return { range: { ...left, to: both.to, half: 'odd' }, rows: both.odd }
  return rows.nextRange(session, backfill, left, size.rows)
}

/** Where a walk stands before a range is done, or a part of it, and after. */
export function positionsAround({ cursor, oddCursor }: Position, { after, to, half }: KeyRange): { from: Position; to: Position } {
  switch (half) {
    case undefined:
      return { from: { cursor: after, oddCursor }, to: { cursor: to, oddCursor } }
    case 'odd':
      return { from: { cursor, oddCursor: isSameKey(after, cursor) ? null : after }, to: { cursor, oddCursor: to } }
    case 'even':
      return { from: { cursor: after, oddCursor }, to: { cursor: to, oddCursor: isSameKey(to, oddCursor) ? null : oddCursor } }
  }
}

export function isSamePosition(one: Position, other: Position): boolean {
  return isSameKey(one.cursor, other.cursor) && isSameKey(one.oddCursor, other.oddCursor)
}

const isSameKey = (one: Key | null, other: Key | null): boolean =>
  one === null || other === null ? one === other : one.length === other.length && one.every((text, at) => text === other[at])
