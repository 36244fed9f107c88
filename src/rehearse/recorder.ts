import { blocks } from '../plan/describe-plan.ts'
import type { Backfill, PlanBundle, Step } from '../plan/plan.ts'
import type { MeasuredStatement, RehearsedStage, Retry } from '../plan/rehearsal.ts'
import { strongestLocks } from '../plan/render-sql.ts'
import { withScripts } from '../postgres/session.ts'
import type { RunEvent } from '../run/events.ts'
import type { BackfillRows } from '../run/backfill-ports.ts'
import type { Database, Session } from '../run/ports.ts'
import { ident, tableName } from '../sql/ident.ts'
import type { TableLock } from '../sql/statement.ts'
import { locksHeld, measureScript, type Measurement } from './measure-script.ts'

/** What watches a run: its sessions measure the scripts of steps, its rows the batches of backfills. */
export interface Recorder {
  readonly database: Database
  readonly rows: BackfillRows
  readonly onEvent: (event: RunEvent) => void
  /** In the order of the stages, as far as they ran. */
  statements(): readonly MeasuredStatement[]
}

/**
 * The first run of each step is measured; one that is repeated (a redo) runs as it would without a recorder. `others`: where sessions beside
 * the one that runs come from, null where there can be none.
 */
export function createRecorder(bundle: PlanBundle, database: Database, rows: BackfillRows, others: Database | null): Recorder {
  const { plan } = bundle
  const found = new Map<string, readonly MeasuredStatement[]>()
  const locksOf = new Map<string, readonly TableLock[]>()
  let running: { readonly stage: RehearsedStage; readonly step: Step } | null = null

  const script = async (session: Session, sql: string): Promise<void> => {
    if (running === null || found.has(running.step.id)) return session.script(sql)
    const { stage, step } = running
    const measured = await measureScript(session, sql, others)
    found.set(
      step.id,
      measured.map((one) => describe(stage, step, one)),
    )
  }
  const watch = async (session: Session, backfill: Backfill): Promise<void> => {
    const locks = strongestLocks(
      [...(locksOf.get(backfill.id) ?? []), ...(await locksHeld(session))].map((lock) => ({
        locks: [lock],
        sql: '',
        transaction: 'allowed',
        scans: false,
      })),
    )
    locksOf.set(backfill.id, locks)
    found.set(backfill.id, [describeBatches(bundle, backfill, locks)])
  }

  return {
    database: {
      withSession: (work) => database.withSession((session) => work(withScripts(session, (sql) => script(session, sql)))),
    },
    rows: {
      ...rows,
      async update(session, planId, backfill, sql, range) {
        const written = await rows.update(session, planId, backfill, sql, range)
        await watch(session, backfill)
        return written
      },
      async write(session, planId, backfill, range, pending) {
        const written = await rows.write(session, planId, backfill, range, pending)
        await watch(session, backfill)
        return written
      },
    },
    onEvent: (event) => {
      if (event.type === 'stepStarted') running = stepNamed(bundle, event.step)
      if (event.type === 'stepDone' || event.type === 'stepSkipped') running = null
    },
    statements: () =>
      [plan.expand.steps, plan.backfill.backfills, plan.contract.steps, plan.undo.steps].flatMap((list) =>
        list.flatMap(({ id }) => found.get(id) ?? []),
      ),
  }
}

function stepNamed({ plan }: PlanBundle, id: string): { readonly stage: RehearsedStage; readonly step: Step } | null {
  for (const stage of ['expand', 'contract', 'undo'] as const) {
    const step = plan[stage].steps.find((one) => one.id === id)
    if (step !== undefined) return { stage, step }
  }
  return null
}

function describe(stage: RehearsedStage, step: Step, measured: Measurement): MeasuredStatement {
  const { sql, taken, held, rewrites, scans, milliseconds } = measured
  const locks = taken ?? step.locks
  return {
    stage,
    step: step.id,
    sql,
    locks,
    blocks: blocks(taken === null ? step.locks : held),
    locksMeasured: taken !== null,
    rewrites,
    scans,
    retry: retryOf(step, measured),
    milliseconds,
  }
}

function retryOf({ buildsIndex }: Step, { inTransaction, sql }: Measurement): Retry {
  if (inTransaction) return 'whole step'
  return buildsIndex !== null ? 'after clean-up' : /^DO\b/i.test(sql) ? 'goes on' : 'whole step'
}

function describeBatches({ texts }: PlanBundle, backfill: Backfill, locks: readonly TableLock[]): MeasuredStatement {
  const text = (texts.get(backfill.file) ?? '').replace(/^(?:\s*--[^\n]*\n)+/, '').trim()
  const written = `UPDATE ${tableName(backfill.table)} SET ${backfill.kind === 'typescript' ? backfill.writes.map(({ column }) => ident(column)).join(', ') : ''}`
  return {
    stage: 'backfill',
    step: backfill.id,
    sql: backfill.kind === 'sql' ? text.replace(/;$/, '') : written,
    locks,
    blocks: blocks(locks),
    locksMeasured: true,
    rewrites: [],
    scans: [],
    retry: 'goes on',
  }
}
