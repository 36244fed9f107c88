import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { apply } from '../../src/commands/apply.ts'
import { plan } from '../../src/commands/plan.ts'
import { promote } from '../../src/commands/promote.ts'
import { undo } from '../../src/commands/undo.ts'
import { verify } from '../../src/commands/verify.ts'
import type { ChangeOf } from '../../src/diff/change.ts'
import { StagerError } from '../../src/errors.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { driftBetween } from '../../src/prisma/drift.ts'
import { renderDdl } from '../../src/prisma/engine.ts'
import { readSchema, schemaFilesIn } from '../../src/prisma/load.ts'
import { sameTable } from '../../src/schema/lookup.ts'
import type { Schema } from '../../src/schema/model.ts'
import type { EmbeddedPostgres } from '../../src/postgres/embedded.ts'
import { query } from '../helpers/connection.ts'
import { rowDump, schemaDump } from '../helpers/schema-dump.ts'
import { conforming, type Conforming } from '../../src/rehearse/conforming.ts'
import { answerSettings } from './answer-flags.ts'
import { complying } from './complying.ts'
import { complaintsOf, type Complaint } from './plan-change.ts'
import { extensionsOf, missingExtensions, prepareDatabase } from './prepare-database.ts'
import type { CorpusChange } from './read-corpus.ts'
import { rowsLost, rowsToKeep } from './rows-kept.ts'
import { seed } from './seed.ts'
import { firstDifference } from './text-difference.ts'

export interface Walked {
  /** An extension that the server lacks: then the change is planned and not run. */
  readonly needs?: string
  /** What was done, in order, and how long it took. */
  readonly passed: readonly { readonly step: string; readonly milliseconds: number }[]
  /** Where it went wrong; null when nothing did. */
  readonly wrong: (Complaint & { readonly at: string }) | null
  readonly undone: 'yes' | 'refused' | 'no'
  readonly milliseconds: number
}

/** Where databases are made. */
export type Server = Pick<EmbeddedPostgres, 'url' | 'createDatabase' | 'dropDatabase'>

interface Walk {
  readonly change: CorpusChange
  readonly flags: readonly string[]
  readonly url: string
  readonly directory: string
  readonly schemaPath: string
  readonly before: Schema
  readonly after: Schema
}

/** A check that does not hold. */
const wrong = (message: string): StagerError => new StagerError('wrong', message)

const file = (content: string) => [{ path: 'schema.prisma', content }]

/** Takes a change through every stage, undo and redo included, on a database with generated rows. */
export async function walkChange(server: Server, change: CorpusChange, flags: readonly string[]): Promise<Walked> {
  const begin = performance.now()
  const name = `walk_${randomBytes(6).toString('hex')}`
  const directory = await mkdtemp(join(tmpdir(), 'stager-corpus-'))
  const passed: { step: string; milliseconds: number }[] = []
  let at = 'setup'
  const done = (rest: Partial<Walked>): Walked => ({
    passed,
    wrong: null,
    undone: 'no',
    ...rest,
    milliseconds: Math.round(performance.now() - begin),
  })
  try {
    const [before, after] = [await readSchema(file(change.before)), await readSchema(file(change.after))]
    const ddl = { before: await renderDdl(before.files), after: await renderDdl(after.files) }
    const wanted = [...new Set([...extensionsOf(before.schema, ddl.before), ...extensionsOf(after.schema, ddl.after)])]
    const [missing] = await missingExtensions(server.url(), wanted)
    if (missing !== undefined) return done({ needs: missing })

    const url = await server.createDatabase(name)
    await prepareDatabase(url, [before.schema, after.schema], wanted)
    const schemaPath = join(directory, 'prisma/schema.prisma')
    const walk: Walk = { change, flags, url, directory, schemaPath, before: before.schema, after: after.schema }
    const step = async <T>(label: string, work: () => Promise<T>): Promise<T> => {
      at = label
      const start = performance.now()
      const result = await work()
      passed.push({ step: label, milliseconds: Math.round(performance.now() - start) })
      return result
    }
    const { undone, moves } = await walkStages(walk, step)
    await step('structure', async () => {
      const targetUrl = await server.createDatabase(`${name}_target`)
      await prepareDatabase(targetUrl, [before.schema, after.schema], wanted)
      await query(targetUrl, moves ? await renderDdl(schemaFilesIn(schemaPath)) : ddl.after)
      const [mine, prismas] = [await schemaDump(url, { sortColumns: true }), await schemaDump(targetUrl, { sortColumns: true })]
      if (mine !== prismas) throw wrong(`structure is not Prisma's: ${firstDifference(prismas, mine)}`)
    })
    return done({ undone })
  } catch (error) {
    const [complaint] = complaintsOf(error)
    return done({ wrong: { code: 'crash', message: String(error), expected: false, ...complaint, at } })
  } finally {
    await server.dropDatabase(name)
    await server.dropDatabase(`${name}_target`)
    await rm(directory, { recursive: true, force: true })
  }
}

type Step = <T>(label: string, work: () => Promise<T>) => Promise<T>

interface Ended {
  readonly undone: Walked['undone']
  /** Fields got a column of their own, under a `@map` that only the promoted schema has. */
  readonly moves: boolean
}

async function walkStages(walk: Walk, step: Step): Promise<Ended> {
  const { url, directory, before, after } = walk
  const settings = { cwd: directory, databaseUrl: url }
  await step('build', () => build(walk))
  const first = await step('plan', () => makePlan(walk, 1))
  const rows = conforming(before, after, first.changes)
  await step('seed', () => seed(url, rows, { rowsPerTable: 20, name: walk.change.key }))
  const state = async () => ({ structure: await schemaDump(url), rows: await rowDump(url) })
  const start = await state()

  const kept = await step('snapshot', () => rowsToKeep(url, before, after, first.changes))

  // Rows that are written in between would not be there before: only a plan that cannot be undone gets them the first time.
  const isFinal = (first.undo.irreversible ?? []).length > 0
  await fill(walk, step, isFinal ? rows : null)
  const undone = await step('undo', async () => {
    try {
      await undo({ ...settings, plan: first.name, yes: true, now: minute(60) })
    } catch (error) {
      if (error instanceof StagerError && error.code === 'undo-irreversible') return 'refused'
      throw error
    }
    return 'yes'
  })
  if (undone === 'yes') {
    await step('undo: as before', async () => {
      const now = await state()
      if (now.structure !== start.structure) throw wrong(`structure after undo: ${firstDifference(start.structure, now.structure)}`)
      if (now.rows !== start.rows && !writesOldColumns(first)) throw wrong(`rows after undo: ${firstDifference(start.rows, now.rows)}`)
    })
  }
  const second = undone === 'yes' ? await step('plan again', () => makePlan(walk, 120)) : first
  if (undone === 'yes') await fill(walk, step, rows)
  await step('new writes', () => seed(url, complying(before, after, first.changes), { rowsPerTable: 2, name: 'new' }))
  await step('backfill again', () => apply({ ...settings, stage: 'backfill' }))
  await step('verify', async () => {
    const { passed, verifications } = await verify(settings)
    if (!passed)
      throw wrong(
        `verification: ${JSON.stringify(verifications.filter(({ offending }) => offending > 0n).map((one) => ({ ...one, offending: String(one.offending) })))}`,
      )
  })
  if (second.contract.steps.length > 0) {
    await step('promote', () => promote({ ...settings, plan: second.name, now: minute(1440) }))
    await step('contract', () => apply({ ...settings, stage: 'contract', plan: second.name, yes: second.name, acknowledge: ['writes'] }))
    await step('contract: no drift', () => noDrift(walk))
  }
  await step('rows kept', async () => {
    const lost = await rowsLost(url, kept, { before, after, changes: first.changes })
    if (lost.length > 0) throw wrong(`rows lost: ${lost.join('; ').slice(0, 1500)}`)
  })
  const moves = second.changes.some(
    (one) => (one.kind === 'renameColumn' && one.from.field === one.to.field) || (one.kind === 'addColumn' && isAnew(one, second)),
  )
  return { undone, moves }
}

/** Whether a field of the same name was given up for the new column. */
const isAnew = (added: ChangeOf<'addColumn'>, { changes }: Plan): boolean =>
  changes.some((one) => one.kind === 'dropColumn' && sameTable(one.table, added.table) && one.column.field === added.column.field)

const minute = (minutes: number) => (): Date => new Date(Date.UTC(2026, 0, 1, 0, minutes))

async function noDrift({ url, schemaPath }: Walk): Promise<void> {
  const drift = await driftBetween(url, schemaFilesIn(schemaPath))
  if (drift !== '') throw wrong(`drift: ${drift.slice(0, 800)}`)
}

/** The project as the team had it: the schema before, and one migration that makes it. */
async function build({ directory, schemaPath, change, url }: Walk): Promise<void> {
  const migration = join(directory, 'prisma/migrations/20250101000000_init')
  await mkdir(migration, { recursive: true })
  await writeFile(join(directory, 'prisma/migrations/migration_lock.toml'), 'provider = "postgresql"\n')
  await writeFile(join(migration, 'migration.sql'), await renderDdl(file(change.before)))
  await writeFile(schemaPath, change.before)
  await apply({ cwd: directory, databaseUrl: url, stage: 'expand' })
}

async function makePlan({ directory, schemaPath, change, flags, url }: Walk, at: number): Promise<Plan> {
  await writeFile(join(directory, 'base.prisma'), change.before)
  await writeFile(schemaPath, change.after)
  const { bundle } = await plan({
    cwd: directory,
    databaseUrl: url,
    from: 'base.prisma',
    name: `change_${String(at)}`,
    now: minute(at),
    ...answerSettings(flags),
  })
  if (bundle === null) throw wrong('the plan is empty')
  return bundle.plan
}

/** Expand, deploy, backfill. `old`: what rows the old application writes in between hold to. */
async function fill(walk: Walk, step: Step, old: Conforming | null): Promise<void> {
  const { url, directory } = walk
  const settings = { cwd: directory, databaseUrl: url }
  await step('expand', () => apply({ ...settings, stage: 'expand' }))
  await step('expand: no drift', () => noDrift(walk))
  if (old !== null) await step('old writes', () => seed(url, old, { rowsPerTable: 2, name: 'old' }))
  await step('deploy', () => apply({ ...settings, stage: 'deploy', release: 'next' }))
  await step('backfill', () => apply({ ...settings, stage: 'backfill' }))
}

/** Then undo gives the structure back, and not what the backfill wrote over. */
const writesOldColumns = ({ changes }: Plan): boolean =>
  changes.some(
    (change) =>
      (change.kind === 'setNotNull' && change.fill.kind !== 'none') ||
      (change.kind === 'addUnique' && change.duplicates !== 'refuse') ||
      (change.kind === 'addForeignKey' && change.orphans !== 'refuse') ||
      change.kind === 'addSequence',
  )
