import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { apply } from '../../src/commands/apply.ts'
import { plan, type PlanSettings } from '../../src/commands/plan.ts'
import { promote } from '../../src/commands/promote.ts'
import { undo } from '../../src/commands/undo.ts'
import { verify } from '../../src/commands/verify.ts'
import { driftBetween, renderDdl } from '../../src/prisma/engine.ts'
import { schemaFilesIn } from '../../src/prisma/load.ts'
import { connect, generateClient } from './clients.ts'
import { query, rowDump, schemaDump, withTestDatabase } from './database.ts'
import { engineDrift, noDrift } from './engine-drift.ts'
import { withPrismaProject, type PrismaProject } from './prisma-cli.ts'
import { modelsOf, startTraffic, type Traffic, type TrafficOptions } from './traffic.ts'

/** A kind of change: it gets the whole walk, undo and redo included, by naming its schemas and what it expects of the rows. */
export interface OperationCase {
  readonly name: string
  /** Schema texts. */
  readonly before: string
  readonly after: string
  readonly answers?: Pick<PlanSettings, 'rename' | 'drop' | 'fill' | 'down' | 'orphans' | 'duplicates'>
  /** Files that the answers name, by path in the project. */
  readonly files?: Readonly<Record<string, string>>
  /** SQL that puts rows into the base schema. */
  readonly seed: string | ((url: string) => Promise<void>)
  /** Asks the real Prisma CLI after every stage too, not only at the end: three processes each. */
  readonly everyStageByCli?: boolean
  /** A backfill that writes into columns that exist already cannot be taken back; the structure always can. */
  readonly undoKeepsRows?: boolean
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
  /** The minute of the plan's timestamp: a redo is planned later. */
  readonly minute: number
}

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

const settings = ({ project, url }: Walk) => ({ cwd: project.directory, databaseUrl: url })

async function planChange(walk: Walk): Promise<{ readonly name: string; readonly transition: string }> {
  const { project, operation, minute } = walk
  await writeFile(join(project.directory, 'base.prisma'), operation.before)
  await project.writeSchema(operation.after)
  const name = `${operation.name.replaceAll(/\W+/g, '_')}_${String(minute)}`
  const now = (): Date => new Date(Date.UTC(2026, 0, 1, 0, minute))
  const { bundle } = await plan({ ...settings(walk), ...operation.answers, name, from: 'base.prisma', now })
  return { name, transition: bundle?.texts.get('transition.prisma') ?? '' }
}

const noDriftNow = async ({ project, operation }: Walk): Promise<void> => {
  expect(await engineDrift(project)).toEqual(noDrift)
  if (operation.everyStageByCli === true) await noDriftByCli(project)
}

/** `migrate status`, and `migrate diff --exit-code` of the database and of the replayed migrations. */
async function noDriftByCli(project: PrismaProject): Promise<void> {
  const { status, database, migrations } = await project.drift()
  const complaints = [status, database, migrations].filter(({ exitCode }) => exitCode !== 0).map(({ output }) => output)
  expect(complaints).toEqual([])
}

/** Until the data is complete: both applications write while expand is being applied, the new one while the backfill runs. */
async function expandAndBackfill(walk: Walk, transition: string): Promise<void> {
  const old = await application(walk, { schema: walk.operation.before })
  await old.work(operations)
  await apply({ ...settings(walk), stage: 'expand' })
  await noDriftNow(walk)
  const next = await application(walk, { schema: transition, comply: walk.operation.after })
  await Promise.all([old.work(operations), next.work(operations)])
  await old.close()
  await apply({ ...settings(walk), stage: 'deploy', release: 'next' })
  await apply({ ...settings(walk), stage: 'backfill' })
  await next.work(operations)
  await next.close()
  await apply({ ...settings(walk), stage: 'backfill' })
  // A backfill places no migration: only the database could have moved.
  expect(await driftBetween(walk.url, schemaFilesIn(walk.project.schemaPath))).toBe('')
  if (walk.operation.everyStageByCli === true) await noDriftByCli(walk.project)
  await walk.operation.afterBackfill?.(walk.url)
}

async function contract(walk: Walk, name: string, transition: string): Promise<void> {
  const { passed, verifications } = await verify({ ...settings(walk) })
  expect({ passed, offending: verifications.filter(({ offending }) => offending > 0) }).toEqual({ passed: true, offending: [] })
  await promote({ ...settings(walk), plan: name, now: () => new Date(Date.UTC(2026, 0, 2, 0, walk.minute)) })
  const next = await application(walk, { schema: transition, comply: walk.operation.after })
  const target = await application(walk, { schema: walk.operation.after, before: transition })
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
async function targetDump(schema: string): Promise<string> {
  const ddl = await renderDdl([{ path: 'schema.prisma', content: schema }])
  return withTestDatabase(async (url) => {
    await query(url, ddl)
    return schemaDump(url, { sortColumns: true })
  })
}

/**
 * Seed; expand under traffic; deploy; backfill under traffic; undo, and the database is what it was; the same again; verify;
 * promote; contract under traffic; the structure is Prisma's own of the target schema. No drift after any stage, no failed statement.
 */
export async function runOperationCase(operation: OperationCase): Promise<void> {
  const init = await renderDdl([{ path: 'schema.prisma', content: operation.before }])
  await withTestDatabase((url) =>
    withPrismaProject({ databaseUrl: url, schema: operation.before, migrations: { '20250101000000_init': init } }, async (project) => {
      for (const [path, text] of Object.entries(operation.files ?? {})) await writeFile(join(project.directory, path), text)
      await project.deploy()
      await (typeof operation.seed === 'string' ? query(url, operation.seed) : operation.seed(url))
      const before = { structure: await schemaDump(url), rows: await rowDump(url) }

      const first: Walk = { project, url, operation, minute: 1 }
      const undone = await planChange(first)
      await expandAndBackfill(first, undone.transition)
      if (operation.undo === 'refused') {
        await undoIsRefused(first, undone.name)
        await contract(first, undone.name, undone.transition)
      } else {
        await undo({ ...settings(first), plan: undone.name, yes: true, now: () => new Date(Date.UTC(2026, 0, 1, 1)) })
        await noDriftNow(first)
        expect(await schemaDump(url)).toBe(before.structure)
        if (operation.undoKeepsRows !== false) expect(await rowDump(url)).toBe(before.rows)

        const again: Walk = { ...first, minute: 120 }
        const { name, transition } = await planChange(again)
        await expandAndBackfill(again, transition)
        await contract(again, name, transition)
      }
      expect(await schemaDump(url, { sortColumns: true })).toBe(await targetDump(operation.after))
      await operation.afterContract?.(url)
      await noDriftByCli(project)
    }),
  )
}
