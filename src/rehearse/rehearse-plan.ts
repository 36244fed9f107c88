import { StagerError } from '../errors.ts'
import { planFolder } from '../plan/plan-folder.ts'
import type { PlanBundle } from '../plan/plan.ts'
import type { Rehearsal, RehearsalFinding } from '../plan/rehearsal.ts'
import { withScratch, type Scratch } from '../postgres/scratch.ts'
import { installState } from '../postgres/install.ts'
import { postgresPorts } from '../postgres/ports.ts'
import { driftOver } from '../prisma/drift.ts'
import { renderDdl } from '../prisma/engine.ts'
import { readSchema } from '../prisma/load.ts'
import { readPackage } from '../package-root.ts'
import { createRunContext, type RunContext } from '../run/context.ts'
import { isFailure } from '../run/database-error.ts'
import type { MigrationFile } from '../run/history-ports.ts'
import { runExpand } from '../run/run-expand.ts'
import { systemClock } from '../run/system-clock.ts'
import type { Schema } from '../schema/model.ts'
import { loadPlannedTransform } from '../transform/load-planned-transform.ts'
import { fillTables } from './fill-tables.ts'
import { findingsOf } from './findings.ts'
import { createRecorder } from './recorder.ts'
import { canBeUndone, StageFailed, walkStages, type WalkStage } from './walk.ts'

export interface RehearsalOptions {
  /** The plan's folder: transforms are loaded from it. */
  readonly directory: string
  /** Of prisma/migrations; where none is older than the plan, its before.prisma is the start. */
  readonly migrations: readonly MigrationFile[]
  /** A database on the server that is to be used, which stays as it is; PGlite without one. */
  readonly shadowUrl?: string | undefined
  /** Generated rows in each table that the plan touches. */
  readonly rows?: number | undefined
  readonly signal?: AbortSignal | undefined
  /** Told of each stage when it begins. */
  readonly onStage?: ((stage: WalkStage | 'history') => void) | undefined
}

export const defaultRows = 100

/**
 * Runs every stage of a plan, undo and all of it once more on a scratch database, and measures what each statement did there. What is not as
 * the plan says is among the findings. Throws where the plan could not be rehearsed at all: `rehearsal-history`, `scratch-refused`, and what
 * the connection of `shadowUrl` throws.
 */
export async function rehearsePlan(bundle: PlanBundle, options: RehearsalOptions): Promise<Rehearsal> {
  const { rows = defaultRows } = options
  const subject = await readSubject(bundle, options)
  try {
    return await rehearse(subject, options, rows, [])
  } catch (error) {
    if (!(error instanceof StageFailed) || rows === 0) throw error
    const note = `With ${String(rows)} generated rows in each table the stage ${error.stage} fails, so the tables were left empty: ${error.message}.`
    return rehearse(subject, options, 0, [note])
  }
}

interface Subject {
  readonly bundle: PlanBundle
  readonly before: Schema
  readonly target: Schema
  /** What leads to the database that the plan begins with. */
  readonly history: readonly MigrationFile[]
}

async function readSubject(bundle: PlanBundle, { migrations }: RehearsalOptions): Promise<Subject> {
  const read = async (name: string): Promise<Schema> => (await readSchema([schemaFile(bundle, name)])).schema
  const older = migrations.filter(({ name }) => name < bundle.plan.timestamp)
  const [before, target] = [await read('before.prisma'), await read('target.prisma')]
  const history = older.length > 0 ? older : [{ name: '0_before', sql: await renderDdl([schemaFile(bundle, 'before.prisma')]) }]
  return { bundle, before, target, history }
}

const schemaFile = ({ texts }: PlanBundle, name: string) => ({ path: 'schema.prisma', content: texts.get(name) ?? '' })

function rehearse(subject: Subject, options: RehearsalOptions, rows: number, notes: readonly string[]): Promise<Rehearsal> {
  const { bundle, history } = subject
  const { shadowUrl = null } = options
  const scripts = [...history.map(({ sql }) => sql), ...bundle.texts.values()]
  return withScratch(shadowUrl, extensionsIn(scripts), (scratch) => onScratch(scratch, subject, options, rows, notes))
}

const extensionsIn = (scripts: readonly string[]): readonly string[] => [
  ...new Set(
    scripts.flatMap((sql) =>
      [...sql.matchAll(/CREATE\s+EXTENSION\s+(?:IF\s+NOT\s+EXISTS\s+)?"?([\w-]+)"?/gi)].map(([, name = '']) => name),
    ),
  ),
]

async function onScratch(
  scratch: Scratch,
  subject: Subject,
  options: RehearsalOptions,
  rows: number,
  notes: readonly string[],
): Promise<Rehearsal> {
  const { bundle, history } = subject
  const { signal = new AbortController().signal, onStage = () => undefined, directory } = options
  const ports = postgresPorts(scratch.database, { clock: systemClock })
  const recorder = createRecorder(bundle, scratch.database, ports.rows, scratch.embedded ? null : scratch.database)
  const context = createRunContext(
    // Nobody else is there to be in the way.
    { ...ports, database: recorder.database, rows: recorder.rows, blockers: { observe: (_session, _signal, _seen, work) => work() } },
    { signal, onEvent: recorder.onEvent, loadTransform: (_bundle, backfill) => loadPlannedTransform(directory, backfill) },
  )
  await installState(scratch.database, readPackage().version)
  onStage('history')
  await replay(context, history, scratch.embedded)
  const driftFrom = (name: string): Promise<string> => driftOver(scratch.connection, [schemaFile(bundle, name)])
  const drift = await driftFrom('before.prisma')
  if (drift !== '') throw otherHistory(bundle, drift)
  const refused = rows === 0 ? [] : await scratch.database.withSession((session) => fillTables(session, bundle.plan, subject, rows))

  const found: RehearsalFinding[] = []
  await walkStages({
    context,
    bundle,
    migrations: history,
    driftFrom: (files) => driftOver(scratch.connection, files),
    drifted: (stage, schema, sql) =>
      void found.push({
        kind: 'drift',
        stage,
        step: null,
        text: `after ${stage}, Prisma sees drift between the database and ${schema}`,
        sql,
      }),
    async stage(name, work) {
      signal.throwIfAborted()
      onStage(name)
      await work().catch((error: unknown) => {
        signal.throwIfAborted()
        throw asStageFailed(name, error)
      })
    },
  }).catch((error: unknown) => {
    if (!(error instanceof StageFailed) || (error.byRows && rows > 0)) throw error
    found.push({ kind: 'stage', stage: error.stage, step: null, text: `the stage ${error.stage} failed: ${error.message}`, sql: null })
  })
  const statements = recorder.statements()
  return {
    seal: bundle.plan.seal,
    postgres: scratch.majorVersion,
    embedded: scratch.embedded,
    rows,
    undone: canBeUndone(bundle),
    statements,
    findings: [...found, ...findingsOf(bundle.plan, statements)],
    notes: [...notes, ...refused],
  }
}

async function replay(context: RunContext, history: readonly MigrationFile[], embedded: boolean): Promise<void> {
  try {
    await runExpand(context, { bundles: [], migrations: history })
  } catch (error) {
    context.signal.throwIfAborted()
    if (!(error instanceof StagerError)) throw error
    throw new StagerError('rehearsal-history', `The migrations cannot be replayed in a scratch database: ${error.message}`, {
      hint: embedded
        ? 'PGlite may lack an extension or a role that your server has: give stager rehearse --shadow-url postgresql://... of a server like yours.'
        : 'Correct the migration, or prepare the server of --shadow-url as yours is (extensions, roles).',
      cause: error,
    })
  }
}

const otherHistory = ({ plan }: PlanBundle, drift: string): StagerError =>
  new StagerError(
    'rehearsal-history',
    `The migrations before ${planFolder(plan)} make another database than the schema that it begins with: Prisma would still run ${firstLine(drift)}`,
    { hint: 'npx prisma migrate diff shows the difference; bring the migrations and schema.prisma together first.', data: { drift } },
  )

const firstLine = (sql: string): string => sql.split('\n').find((line) => line.trim() !== '' && !line.startsWith('--')) ?? ''

/** What the rows are to blame for, others might not be: they are generated, and know nothing of what the application's are like. */
const rowCodes: ReadonlySet<string> = new Set([
  'rows-quarantined',
  'transform-failed',
  'transform-wrong-type',
  'backfill-stuck',
  'contract-guard',
  'contract-not-ready',
  'undo-nulls',
])

function asStageFailed(stage: WalkStage, error: unknown): unknown {
  if (error instanceof StageFailed || !(error instanceof StagerError)) return error
  const byRows = rowCodes.has(error.code) || isFailure(error, 'row') || isFailure(error.cause, 'row')
  return new StageFailed(stage, error.message.replace(/\.$/, ''), { byRows, cause: error })
}
