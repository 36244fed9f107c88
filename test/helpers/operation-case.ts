import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { apply } from '../../src/commands/apply.ts'
import { plan, type PlanSettings } from '../../src/commands/plan.ts'
import { promote } from '../../src/commands/promote.ts'
import { undo } from '../../src/commands/undo.ts'
import { verify } from '../../src/commands/verify.ts'
import { driftBetween } from '../../src/prisma/drift.ts'
import { renderDdl } from '../../src/prisma/engine.ts'
import { schemaFilesIn } from '../../src/prisma/load.ts'
import { connect, generateClient } from './clients.ts'
import { query, rowDump, schemaDump, withTestDatabase } from './database.ts'
import { engineDeploy, engineDrift, noDrift } from './engine-drift.ts'
import { withPrismaProject, type PrismaProject } from './prisma-cli.ts'
import { modelsOf, startTraffic, type Traffic, type TrafficOptions } from './traffic.ts'

/** A kind of change: it gets the whole walk, undo and redo included, by naming its schemas and what it expects of the rows. */
export interface OperationCase {
  readonly name: string
  /** Schema texts. */
  readonly before: string
  readonly after: string
  readonly answers?: Pick<PlanSettings, 'strategy' | 'rename' | 'drop' | 'fill' | 'down' | 'orphans' | 'duplicates' | 'mapValue'>
  /** The name of the case before, whose plan left this change for a second one. */
  readonly continues?: string
  /** Files that the answers name, by path in the project. */
  readonly files?: Readonly<Record<string, string>>
  /** SQL of the team's own, which Prisma does not see: a migration after the first one, and what it amounts to in the target. */
  readonly hidden?: { readonly before: string; readonly after: string }
  /** SQL that puts rows into the base schema. */
  readonly seed: string | ((url: string) => Promise<void>)
  /** When the real Prisma CLI is asked for drift too, beside its engine in process: three processes each time. */
  readonly byCli?: 'everyStage' | 'atTheEnd'
  /** How long each worker of the applications rests between two operations; hardly at all unless told. */
  readonly thinkMilliseconds?: number
  /** Expand cannot be taken back: undo says so and changes nothing, and the same plan goes on. */
  readonly undo?: 'refused'
  readonly values?: TrafficOptions['values']
  readonly afterBackfill?: (url: string) => Promise<void>
  readonly afterContract?: (url: string) => Promise<void>
}

interface Walk {
  readonly project: PrismaProject
  readonly url: string
  readonly operation: OperationCase
  /** Where this change stands in a row of them: each begins three days later. */
  readonly place: number
  /** The minute of the plan's timestamp: a redo is planned later. */
  readonly minute: number
}

/** The minute in which a plan that was undone is made again. */
const redone = 120

/** Enough operations for every model to have seen each of its five verbs. */
const operations = 30

interface Version {
  readonly schema: string
  /** The schema that this version's code is written for, where it is a step on the way to it. */
  readonly comply?: string
  /** The schema of the database where that lacks uniques which this version's client knows. */
  readonly before?: string
}

const uniquesOf = (schema: string): readonly string[] =>
  modelsOf(schema).flatMap(({ name, uniques }) => uniques.map(({ key }) => `${name}.${key}`))

async function application({ url, operation }: Walk, { schema, comply, before }: Version): Promise<Traffic & { close(): Promise<void> }> {
  const client = connect(await generateClient(schema), url)
  const notUpsertedBy = before === undefined ? [] : uniquesOf(schema).filter((unique) => !uniquesOf(before).includes(unique))
  const traffic = startTraffic({
    client,
    models: modelsOf(schema, comply === undefined ? {} : { comply }),
    notUpsertedBy,
    ...(operation.values === undefined ? {} : { values: operation.values }),
    ...(operation.thinkMilliseconds === undefined ? {} : { thinkMilliseconds: operation.thinkMilliseconds }),
    // Its own rows only: then undo must give back every row that was there, to the byte.
    touchesOthers: false,
  })
  return Object.assign(traffic, {
    close: async () => {
      const { failures } = await traffic.stop()
      await client.$disconnect()
      expect(failures).toEqual([])
    },
  })
}

/** Migrations are in the order of their timestamps. */
const timeOf = ({ place, minute }: Pick<Walk, 'place' | 'minute'>, day: number): Date =>
  new Date(Date.UTC(2026, 0, 3 * place + day, 0, minute))

const settings = ({ project, url }: Walk) => ({ cwd: project.directory, databaseUrl: url })

interface Planned {
  readonly name: string
  readonly transition: string
  /** What was wanted, or that with an `@map` for a field that moved to another column. */
  readonly target: string
}

async function planChange(walk: Walk): Promise<Planned> {
  const { project, operation, minute } = walk
  const named = (of: string, at: number): string => `${of.replaceAll(/\W+/g, '_')}_${String(at)}`
  const name = named(operation.name, minute)
  const common = { ...settings(walk), ...operation.answers, name, now: (): Date => timeOf(walk, 1) }
  if (operation.continues === undefined) {
    await writeFile(join(project.directory, 'base.prisma'), operation.before)
    await project.writeSchema(operation.after)
  }
  const { bundle } = await plan(
    operation.continues === undefined ? { ...common, from: 'base.prisma' } : { ...common, continue: named(operation.continues, redone) },
  )
  return { name, transition: bundle?.texts.get('transition.prisma') ?? '', target: bundle?.texts.get('target.prisma') ?? '' }
}

const noDriftNow = async ({ project, operation }: Walk): Promise<void> => {
  expect(await engineDrift(project)).toEqual(noDrift)
  if (operation.byCli === 'everyStage') await noDriftByCli(project)
}

/** `migrate status`, and `migrate diff --exit-code` of the database and of the replayed migrations. */
async function noDriftByCli(project: PrismaProject): Promise<void> {
  const { status, database, migrations } = await project.drift()
  const complaints = [status, database, migrations].filter(({ exitCode }) => exitCode !== 0).map(({ output }) => output)
  expect(complaints).toEqual([])
}

/** Until the data is complete: both applications write while expand is being applied, the new one while the backfill runs. */
async function expandAndBackfill(walk: Walk, { transition, target: wanted }: Planned): Promise<void> {
  const old = await application(walk, { schema: walk.operation.before })
  await old.work(operations)
  await apply({ ...settings(walk), stage: 'expand' })
  await noDriftNow(walk)
  const next = await application(walk, { schema: transition, comply: wanted })
  await Promise.all([old.work(operations), next.work(operations)])
  await old.close()
  await apply({ ...settings(walk), stage: 'deploy', release: 'next' })
  await apply({ ...settings(walk), stage: 'backfill' })
  await next.work(operations)
  await next.close()
  await apply({ ...settings(walk), stage: 'backfill' })
  // A backfill places no migration: only the database could have moved.
  expect(await driftBetween(walk.url, schemaFilesIn(walk.project.schemaPath))).toBe('')
  if (walk.operation.byCli === 'everyStage') await noDriftByCli(walk.project)
  await walk.operation.afterBackfill?.(walk.url)
}

async function contract(walk: Walk, { name, transition, target: wanted }: Planned): Promise<void> {
  const { passed, verifications } = await verify({ ...settings(walk) })
  expect({ passed, offending: verifications.filter(({ offending }) => offending > 0) }).toEqual({ passed: true, offending: [] })
  await promote({ ...settings(walk), plan: name, now: () => timeOf(walk, 2) })
  const next = await application(walk, { schema: transition, comply: wanted })
  const target = await application(walk, { schema: wanted, before: transition })
  await Promise.all([next.work(operations), target.work(operations)])
  await apply({ ...settings(walk), stage: 'contract', plan: name, yes: name })
  await Promise.all([next.work(operations), target.work(operations)])
  await Promise.all([next.close(), target.close()])
  await noDriftNow(walk)
}

/** Neither the database nor a file of the project is changed. */
async function undoIsRefused(walk: Walk, name: string): Promise<void> {
  const { directory } = walk.project
  const state = async () => ({ structure: await schemaDump(walk.url), rows: await rowDump(walk.url), files: await textsIn(directory) })
  const before = await state()
  await expect(undo({ ...settings(walk), plan: name, yes: true })).rejects.toMatchObject({ code: 'undo-irreversible', exitCode: 1 })
  expect(await state()).toEqual(before)
  await noDriftNow(walk)
}

async function textsIn(directory: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map((entry) => join(entry.parentPath, entry.name))
  return Object.fromEntries(await Promise.all(paths.map(async (path) => [path, await readFile(path, 'utf8')] as const)))
}

/** What the structure would be, had Prisma created the target schema itself. */
export async function targetDump({ before, after, hidden }: Pick<OperationCase, 'before' | 'after' | 'hidden'>): Promise<string> {
  const [base = '', target = ''] = await Promise.all([before, after].map((content) => renderDdl([{ path: 'schema.prisma', content }])))
  // stager drops no schema, not even one that is empty.
  const schemas = base.match(/^CREATE SCHEMA .*;$/gm) ?? []
  return withTestDatabase(async (url) => {
    await query(url, [...schemas, target].join('\n'))
    if (hidden !== undefined) await query(url, hidden.after)
    return schemaDump(url, { sortColumns: true })
  })
}

/**
 * Seed; expand under traffic; deploy; backfill under traffic; undo, and the database is what it was; the same again; verify;
 * promote; contract under traffic; the structure is Prisma's own of the target schema. No drift after any stage, no failed statement.
 */
export const runOperationCase = (operation: OperationCase): Promise<void> => runOperationCases([operation])

/** The same of several changes in a row on one database: each begins where the one before it ended. */
export async function runOperationCases(operations: readonly [OperationCase, ...OperationCase[]]): Promise<void> {
  const [{ before: base, hidden: more }] = operations
  const byCli = operations.at(-1)?.byCli !== undefined
  const hidden = more === undefined ? {} : { '20250101000001_hidden': more.before }
  const init = await renderDdl([{ path: 'schema.prisma', content: base }])
  await withTestDatabase((url) =>
    withPrismaProject({ databaseUrl: url, schema: base, migrations: { '20250101000000_init': init, ...hidden } }, async (project) => {
      await (byCli ? project.deploy() : engineDeploy(project))
      for (const [place, operation] of operations.entries()) await walkThrough({ project, url, operation, place, minute: 1 })
      if (byCli) await noDriftByCli(project)
    }),
  )
}

async function walkThrough(first: Walk): Promise<void> {
  const { project, url, operation } = first
  for (const [path, text] of Object.entries(operation.files ?? {})) await writeFile(join(project.directory, path), text)
  await (typeof operation.seed === 'string' ? query(url, operation.seed) : operation.seed(url))
  const before = { structure: await schemaDump(url), rows: await rowDump(url) }

  const undone = await planChange(first)
  await expandAndBackfill(first, undone)
  if (operation.undo === 'refused') {
    await undoIsRefused(first, undone.name)
    await contract(first, undone)
  } else {
    await undo({ ...settings(first), plan: undone.name, yes: true, now: () => timeOf({ ...first, minute: 60 }, 1) })
    await noDriftNow(first)
    expect(await schemaDump(url)).toBe(before.structure)
    expect(await rowDump(url)).toBe(before.rows)

    const again: Walk = { ...first, minute: redone }
    const planned = await planChange(again)
    await expandAndBackfill(again, planned)
    await contract(again, planned)
  }
  expect(await schemaDump(url, { sortColumns: true })).toBe(await targetDump({ ...operation, after: undone.target }))
  await operation.afterContract?.(url)
}
