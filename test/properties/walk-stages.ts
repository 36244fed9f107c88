import { expect } from 'vitest'
import { placeSteps } from '../../src/commands/place-steps.ts'
import type { MigrationFile } from '../../src/plan/migrations-folder.ts'
import type { PlanBundle } from '../../src/plan/plan.ts'
import type { SchemaFile } from '../../src/prisma/document.ts'
import { driftBetween } from '../../src/prisma/drift.ts'
import { renderDdl } from '../../src/prisma/engine.ts'
import type { RunContext } from '../../src/run/context.ts'
import { DatabaseError } from '../../src/run/ports.ts'
import { runBackfill } from '../../src/run/run-backfill.ts'
import { runContract } from '../../src/run/run-contract.ts'
import { runDeploy } from '../../src/run/run-deploy.ts'
import { runExpand } from '../../src/run/run-expand.ts'
import { runUndo } from '../../src/run/run-undo.ts'
import { verifyPlan } from '../../src/run/verify.ts'
import type { TableName } from '../../src/schema/model.ts'
import { query, rowDump, schemaDump, withTestDatabase } from '../helpers/database.ts'
import { generateTables, insertStatements, type GeneratedTable } from '../helpers/generate-rows.ts'
import { onDatabase } from '../run/run-context.ts'
import { keptValues } from './kept-values.ts'
import type { Planned } from './planning-property.ts'

/** How a walk ended. */
export type Ending =
  | 'contracted'
  /** The rows that are there contradict the target, and stager said so. */
  | 'refused by rows'
  /** Prisma does not read back what it wrote, or nobody can have rows in such tables. */
  | 'no case'

export interface WalkOptions {
  /** SQL instead of random rows; then nobody writes on while expand is done. */
  readonly seed?: string
  readonly atTheEnd?: (url: string) => Promise<void>
}

/** A database on its way through the stages. */
interface Walk {
  readonly url: string
  readonly context: RunContext
  readonly planned: Planned
  /** Grows, as a team's folder does. */
  readonly migrations: MigrationFile[]
}

/**
 * The stages of a change on a real server, over random rows: no drift after any of them; undo gives back every object and every row;
 * then the same again to the end, where the structure is Prisma's own of the target, and no value that the change keeps is another
 * one or gone. `planAgain` makes a second plan of the same change.
 */
export async function walkStages(
  planned: Planned,
  planAgain: () => Promise<Planned>,
  { seed, atTheEnd }: WalkOptions = {},
): Promise<Ending> {
  const target = await structureOf(planned.after.files)
  if (target === null) return 'no case'
  return withTestDatabase(async (url) => {
    await query(url, await renderDdl(planned.before.files))
    if ((await driftBetween(url, planned.before.files)) !== '') return 'no case'
    const rows = seed === undefined ? rowsFor(planned) : []
    if (rows === null || !(await insert(url, planned, rows))) return 'no case'
    if (seed !== undefined) await query(url, seed)
    return onDatabase(url, async ({ context }) => {
      const walk: Walk = { url, context, planned, migrations: [] }
      await andBack(walk)
      const ending = await toTheEnd(walk, await planAgain(), rows)
      if (ending === 'contracted') expect(await structure(url)).toBe(target)
      await atTheEnd?.(url)
      return ending
    })
  })
}

/** Through the backfill, and back to the database that was there. */
async function andBack(walk: Walk): Promise<void> {
  const { url, planned } = walk
  const { bundle } = planned
  if (bundle.plan.undo.irreversible !== undefined) return
  const before = { structure: await schemaDump(url), rows: await rowDump(url) }
  await expand(walk, bundle)
  await backfill(walk, bundle)
  place(walk, bundle, 'undo')
  await runUndo(walk.context, bundle, walk)
  expect(await driftBetween(url, planned.before.files)).toBe('')
  expect(await schemaDump(url)).toBe(before.structure)
  expect(await rowDump(url)).toBe(before.rows)
}

/** The old application writes on while expand is done. */
async function toTheEnd(walk: Walk, { bundle }: Planned, rows: readonly GeneratedTable[]): Promise<Ending> {
  const { url, context, planned } = walk
  await expand(walk, bundle)
  const existing = (table: TableName) => rows.find((one) => one.table.schema === table.schema && one.table.name === table.name)?.rows ?? []
  const more = rows.length === 0 ? [] : generateTables(planned.before.schema, { rowsPerTable: 3, seed: 2, existing })
  expect(await insert(url, planned, more)).toBe(true)
  const kept = await keptValues(url, planned, 'before')
  if (!(await backfill(walk, bundle))) return 'refused by rows'
  const offending = (await verifyPlan(context, bundle)).filter((one) => one.offending > 0)
  // `--fill User.name=none` says that no row has NULL, and is wrong.
  const trusted = planned.changes.some((change) => 'fill' in change && change.fill?.kind === 'none')
  const expected = trusted ? /^(duplicates|orphans|nulls)\./ : /^(duplicates|orphans)\./
  expect(offending.filter(({ verification }) => !expected.test(verification))).toEqual([])
  if (offending.length > 0) return 'refused by rows'
  place(walk, bundle, 'contract')
  await runContract(context, bundle, walk)
  expect(await driftBetween(url, planned.after.files)).toBe('')
  expect(await keptValues(url, planned, 'after')).toEqual(kept)
  return 'contracted'
}

/** Null where the foreign keys of a circle leave no room for any row. */
function rowsFor({ before }: Planned): readonly GeneratedTable[] | null {
  try {
    return generateTables(before.schema, { rowsPerTable: 7, seed: 1 })
  } catch {
    return null
  }
}

/** False where the database does not take the rows, and then none of them is there. */
async function insert(url: string, { before }: Planned, rows: readonly GeneratedTable[]): Promise<boolean> {
  const statements = insertStatements(before.schema, rows)
  if (statements.length === 0) return true
  return query(url, statements.map((sql) => `${sql};\n`).join('')).then(
    () => true,
    () => false,
  )
}

function place({ migrations }: Walk, bundle: PlanBundle, stage: 'expand' | 'contract' | 'undo'): void {
  const names = migrations.map(({ name }) => name)
  const placed =
    stage === 'expand'
      ? bundle.plan.expand.steps.map(({ migration, file }) => ({
          name: `${bundle.plan.timestamp}_${migration}`,
          sql: bundle.texts.get(file) ?? '',
        }))
      : placeSteps(bundle, stage, migrations, names, new Date(Date.UTC(2026, 0, stage === 'undo' ? 1 : 3)))
  migrations.push(...placed.map((migration) => ({ ...migration, path: '', checksum: '' })))
}

async function expand(walk: Walk, bundle: PlanBundle): Promise<void> {
  place(walk, bundle, 'expand')
  await runExpand(walk.context, { bundles: [bundle], migrations: walk.migrations })
  await agreesWithTransition(walk, bundle)
}

const agreesWithTransition = async ({ url }: Walk, { texts }: PlanBundle): Promise<void> =>
  expect(await driftBetween(url, [{ path: 'schema.prisma', content: texts.get('transition.prisma') ?? '' }])).toBe('')

/** False where a value that was asked for is not allowed in the rows that are there: one for all of a unique column. */
async function backfill(walk: Walk, bundle: PlanBundle): Promise<boolean> {
  await runDeploy(walk.context, bundle, { release: 'next' })
  try {
    await runBackfill(walk.context, bundle)
  } catch (error) {
    if (error instanceof DatabaseError && (error.sqlState === '23505' || error.sqlState === '23503')) return false
    throw error
  }
  await agreesWithTransition(walk, bundle)
  return true
}

/** As it would be, had Prisma created the schema; null where Prisma sees another one in what it has created. */
async function structureOf(files: readonly SchemaFile[]): Promise<string | null> {
  return withTestDatabase(async (url) => {
    await query(url, await renderDdl(files))
    return (await driftBetween(url, files)) === '' ? structure(url) : null
  })
}

/** Prisma does not see in which order an enum has its values; a PostgreSQL schema that was emptied stays, since others may use it. */
const structure = async (url: string): Promise<string> =>
  (await schemaDump(url, { sortColumns: true }))
    .replaceAll(/^schema .*\n/gm, '')
    .replaceAll(/^(enum .*) \((.*)\)$/gm, (_, name: string, values: string) => [name, ...values.split(', ').toSorted()].join(' '))
