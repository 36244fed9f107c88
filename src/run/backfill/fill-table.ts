import type { Backfill, PlanBundle } from '../../plan/plan.ts'
import type { RunContext } from '../context.ts'
import { planIdOf } from '../plan-id.ts'
import type { Key } from '../backfill-ports.ts'
import type { Session } from '../ports.ts'
import type { Position, StoredBackfill } from '../state-ports.ts'
import { openBatch, type Batches } from './run-batch.ts'
import { createProgress, type Progress } from './progress.ts'
import { endlessPending, stuckPending } from './pending-error.ts'
import { keyMoves } from './key-moves.ts'
import { retryQuarantined, sampleUndone } from './quarantine.ts'
import { setTimeouts } from './set-timeouts.ts'
import { isShared, sharePass } from './share-pass.ts'
import { walkAlone } from './walk-alone.ts'

/** A backfill on one connection. */
export interface Filling {
  readonly session: Session
  readonly bundle: PlanBundle
  /** Told after each batch: the connection works. */
  readonly progressed: () => void
}

/** Rows can become pending as fast as they are filled when an old version of the application still writes. */
const mostPasses = 20
const sampleSize = 10

/**
 * Walks over the table once, then sweeps: walks again for as long as rows are pending, until none is, or no more progress is made.
 */
export async function fillTable(context: RunContext, filling: Filling, backfill: Backfill): Promise<void> {
  const { clock, onEvent, rows, store, catalog } = context
  const { session, bundle } = filling
  const id = planIdOf(bundle.plan)
  const begin = clock.monotonic()
  const event = { plan: bundle.plan.name, backfill: backfill.id, label: backfill.label }
  await setTimeouts(context, session, 'reads')
  let state = await store.backfill(session, id, backfill.id)
  const wasFinished = state.finishedAt !== null
  const retry = async (): Promise<void> => {
    await setTimeouts(context, session, 'writes')
    await retryQuarantined(context, filling, backfill)
    await setTimeouts(context, session, 'reads')
  }
  await retry()
  const startPass = async (pass: number): Promise<void> => {
    await store.startPass(session, id, backfill.id, pass, await rows.lastKey(session, backfill))
    state = await store.backfill(session, id, backfill.id)
  }
  if (wasFinished && !(await isPendingAgain(context, filling, backfill))) return
  if (wasFinished || state.pass === 0) await startPass(state.pass + 1)
  const estimatedRows = Math.round(await catalog.estimatedRows(session, backfill.table))
  const doneRows = Number(state.rowsVisited)
  onEvent({ type: 'backfillStarted', ...event, estimatedRows, doneRows })
  const progress = createProgress(context, event, state, estimatedRows)
  const batches = await openBatch(context, filling, backfill)

  const writtenBefore = progress.writtenRows()
  let earlier: readonly Key[] = []
  for (;;) {
    const written = await walk(context, filling, backfill, state, batches, progress)
    if (!sweeps(backfill)) break
    // The entry of a row that has moved is closed before pending rows are looked for, so that it is found where it is now.
    if (keyMoves(backfill)) await retry()
    await setTimeouts(context, session, 'reads')
    const pending = await sampleUndone(context, filling, backfill, sampleSize)
    if (pending.length === 0) break
    if (backfill.mustEmpty) {
      const still = earlier.length === 0 ? 0 : await rows.countPending(session, backfill, earlier)
      if (earlier.length > 0 && still === earlier.length) throw stuckPending(bundle, backfill, pending)
      if (state.pass >= mostPasses && earlier.length > 0) throw endlessPending(bundle, backfill, pending)
    } else if (earlier.length > 0 && written === 0) break
    earlier = pending
    await startPass(state.pass + 1)
  }
  // What was settled meanwhile leaves quarantine; too much of the rest stops the stage, whoever put it there.
  if (!keyMoves(backfill)) await retry()
  await store.backfillFinished(session, id, backfill.id)
  onEvent({
    type: 'backfillDone',
    ...event,
    writtenRows: progress.writtenRows() - writtenBefore,
    milliseconds: Math.round(clock.monotonic() - begin),
  })
}

/**
 * A statement whose result may rightly be NULL has its proof in the full walk. A transform's rows may be set back to NULL by the
 * trigger, so they are swept, unless it reads what it writes: then a second visit would change the row a second time.
 */
function sweeps(backfill: Backfill): boolean {
  if (backfill.mustEmpty) return true
  if (backfill.kind === 'sql') return false
  return !backfill.read.some(({ column }) => backfill.writes.some((written) => written.column === column))
}

async function isPendingAgain(context: RunContext, filling: Filling, backfill: Backfill): Promise<boolean> {
  return backfill.mustEmpty && (await sampleUndone(context, filling, backfill, 1)).length > 0
}

/** From the cursor to the pass's last key, alone or with others; the number of rows written. */
async function walk(
  context: RunContext,
  filling: Filling,
  backfill: Backfill,
  state: StoredBackfill & Position,
  batches: Batches,
  progress: Progress,
): Promise<number> {
  const { oddCursor } = state
  const isToBeShared = context.fleet !== null || context.workers > 1
  if (isToBeShared && oddCursor !== null) {
    // Ranges have every key.
    const written = await walkAlone(context, filling, backfill, { ...state, target: oddCursor }, batches, progress)
    return written + (await walk(context, filling, backfill, { ...state, cursor: oddCursor, oddCursor: null }, batches, progress))
  }
  if (await isShared(context, filling, backfill, state)) return sharePass(context, filling, backfill, state.pass, progress)
  return walkAlone(context, filling, backfill, state, batches, progress)
}
