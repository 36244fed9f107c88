import type pg from 'pg'
import { expect } from 'vitest'
import { placeSteps } from '../../src/commands/place-steps.ts'
import type { MigrationFile } from '../../src/plan/migrations-folder.ts'
import { StagerError } from '../../src/errors.ts'
import type { PlanBundle } from '../../src/plan/plan.ts'
import type { SchemaFile } from '../../src/prisma/document.ts'
import { renderDdl } from '../../src/prisma/engine.ts'
import { runBackfill } from '../../src/run/run-backfill.ts'
import { runContract } from '../../src/run/run-contract.ts'
import { runDeploy } from '../../src/run/run-deploy.ts'
import { runExpand } from '../../src/run/run-expand.ts'
import { runUndo } from '../../src/run/run-undo.ts'
import { verifyPlan } from '../../src/run/verify.ts'
import type { TableName } from '../../src/schema/model.ts'
import { rowDump, schemaDump } from '../helpers/database.ts'
import { generateTables, insertStatements, type GeneratedTable } from '../../src/rehearse/generate-rows.ts'
import { keptValues } from './kept-values.ts'
import type { Planned } from './planning-property.ts'
import { dropSchemas, type LendDatabase, type WalkDatabase } from './walk-database.ts'

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
interface Walk extends WalkDatabase {
  readonly planned: Planned
  /** Grows, as a team's folder does. */
  readonly migrations: MigrationFile[]
}

/** Prisma sees a difference between a schema and what it creates of it, so that drift says nothing. */
class NoCase extends Error {}

/**
 * The stages of a change on a real server, over random rows: no drift after any of them; undo gives back every object and every row;
 * then the same again to the end, where the structure is Prisma's own of the target, and no value that the change keeps is another
 * one or gone. `planAgain` makes a second plan of the same change.
 */
export const walkStages = (
  lend: LendDatabase,
  planned: Planned,
  planAgain: () => Promise<Planned>,
  { seed, atTheEnd }: WalkOptions = {},
): Promise<Ending> =>
  lend(async (database) => {
    const { url, client } = database
    const walk: Walk = { ...database, planned, migrations: [] }
    const target = await structureOf(client, planned.after.files)
    await client.query(await renderDdl(planned.before.files))
    const rows = seed === undefined ? rowsFor(planned) : []
    if (rows === null || (await insert(walk, rows)) !== null) return 'no case'
    if (seed !== undefined) await client.query(seed)
    try {
      await andBack(walk)
      const ending = await toTheEnd(walk, await planAgain(), rows)
      // Prisma sees no drift in what it would have created itself.
      if (ending === 'contracted') expect(await structure(client)).toBe(target)
      await atTheEnd?.(url)
      return ending
    } catch (error) {
      if (error instanceof NoCase) return 'no case'
      throw error
    }
  })

/** Through the backfill, and back to the database that was there, object by object: so there is no drift either. */
async function andBack(walk: Walk): Promise<void> {
  const { client, planned } = walk
  const { bundle } = planned
  if (bundle.plan.undo.irreversible !== undefined) return
  const before = { structure: await schemaDump(client), rows: await rowDump(client) }
  await expand(walk, bundle)
  await agreesWithTransition(walk, bundle)
  await backfill(walk, bundle)
  place(walk, bundle, 'undo')
  await runUndo(walk.context, bundle, walk)
  expect(await schemaDump(client)).toBe(before.structure)
  expect(await rowDump(client)).toBe(before.rows)
}

/** The old application writes on while expand is done. */
async function toTheEnd(walk: Walk, { bundle }: Planned, rows: readonly GeneratedTable[]): Promise<Ending> {
  const { client, context, planned } = walk
  await expand(walk, bundle)
  const existing = (table: TableName) => rows.find((one) => one.table.schema === table.schema && one.table.name === table.name)?.rows ?? []
  const more = rows.length === 0 ? [] : generateTables(planned.before.schema, { rowsPerTable: 3, seed: 2, existing })
  expect(await insert(walk, more.map(leftOut))).toBe(null)
  const kept = await keptValues(client, planned, 'before')
  const filled = await backfill(walk, bundle)
  await agreesWithTransition(walk, bundle)
  if (!filled) return 'refused by rows'
  const offending = (await verifyPlan(context, bundle)).filter((one) => one.offending > 0)
  expect(offending.filter(({ verification }) => !rowsMayContradict(planned, verification))).toEqual([])
  if (offending.length > 0) return 'refused by rows'
  place(walk, bundle, 'contract')
  await runContract(context, bundle, walk)
  expect(await keptValues(client, planned, 'after')).toEqual(kept)
  return 'contracted'
}

/** What rows may be against: more than one with a value, one without a parent, or that an answer says of them what is not so. */
function rowsMayContradict({ before, changes }: Planned, verification: string): boolean {
  const [kind = ''] = verification.split('.', 1)
  const isConverted = changes.some(
    (change) =>
      (change.kind === 'changeType' || (change.kind === 'renameColumn' && change.conversion !== null)) &&
      [change.from.name, change.to.name].some((name) => verification.endsWith(`.${name}`)),
  )
  switch (kind) {
    case 'duplicates':
    case 'orphans':
      return true
    // A text that is no number, or is too long.
    case 'lost':
      return isConverted
    // `--fill User.name=none` says that no row has NULL.
    case 'nulls':
      return isConverted || changes.some((change) => 'fill' in change && change.fill?.kind === 'none')
    // `--map-value Role.OLD=none` says that no row holds it; and a key that has the new value already cannot have it twice.
    case 'values':
      return (
        before.schema.tables.some(({ primaryKey, indexes }) =>
          [primaryKey, ...indexes.filter(({ unique }) => unique)].some((key) =>
            key?.columns.some((name) => verification.endsWith(`.${name}`)),
          ),
        ) ||
        changes.some(
          (change) =>
            change.kind === 'changeEnum' &&
            change.from.values.some((value) => !change.to.values.includes(value) && change.mapping.every(({ from }) => from !== value)),
        )
      )
    default:
      return false
  }
}

/** Null where the foreign keys of a circle leave no room for any row. */
function rowsFor({ before }: Planned): readonly GeneratedTable[] | null {
  try {
    return generateTables(before.schema, { rowsPerTable: 7, seed: 1 })
  } catch {
    return null
  }
}

/** Why the database does not take the rows, and then none of them is there. */
async function insert({ client, planned }: Walk, rows: readonly GeneratedTable[]): Promise<string | null> {
  const statements = insertStatements(planned.before.schema, rows)
  if (statements.length === 0) return null
  return client.query(statements.map((sql) => `${sql};\n`).join('')).then(
    () => null,
    (error: unknown) => String(error),
  )
}

/** A client leaves out what it has no value for: the database gives its default. */
const leftOut = ({ table, rows }: GeneratedTable): GeneratedTable => {
  const mayBeLeftOut = (name: string): boolean =>
    table.columns.some((column) => column.name === name && column.default === null && column.clientDefault === null)
  return {
    table,
    rows: rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value === 'NULL' && mayBeLeftOut(name) ? 'DEFAULT' : value])),
    ),
  }
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
}

async function agreesWithTransition({ client, driftFrom, planned }: Walk, { texts }: PlanBundle): Promise<void> {
  const drift = await driftFrom([{ path: 'schema.prisma', content: texts.get('transition.prisma') ?? '' }])
  if (drift === '') return
  for (const { files } of [planned.before, planned.after])
    if ((await created(client, files, () => driftFrom(files))) !== '') throw new NoCase()
  expect(drift).toBe('')
}

/** False where a value that was asked for is not allowed in the rows that are there: one for all of a unique column, or the id of a parent that is not there. */
async function backfill({ context, planned }: Walk, bundle: PlanBundle): Promise<boolean> {
  await runDeploy(context, bundle, { release: 'next' })
  try {
    await runBackfill(context, bundle)
    return true
  } catch (error) {
    if (!(error instanceof StagerError)) throw error
    if (error.code === 'rows-quarantined' && /violates (unique|foreign key) constraint/.test(error.message)) return false
    const asksOthers = planned.changes.some((change) => 'fill' in change && change.fill?.kind === 'query')
    if (asksOthers && error.code === 'backfill-stuck') return false
    throw error
  }
}

/** As it would be, had Prisma created the schema. */
const structureOf = (client: pg.Client, files: readonly SchemaFile[]): Promise<string> => created(client, files, () => structure(client))

/** Looks at what Prisma creates of a schema, in place of all that is there, and takes it back. */
async function created<T>(client: pg.Client, files: readonly SchemaFile[], look: () => Promise<T>): Promise<T> {
  await client.query('BEGIN')
  try {
    await dropSchemas(client)
    await client.query(await renderDdl(files))
    return await look()
  } finally {
    await client.query('ROLLBACK')
  }
}

/** Prisma does not see in which order an enum has its values; a PostgreSQL schema that was emptied stays, since others may use it. */
const structure = async (client: pg.Client): Promise<string> =>
  (await schemaDump(client, { sortColumns: true }))
    .replaceAll(/^schema .*\n/gm, '')
    .replaceAll(/^(enum .*) \((.*)\)$/gm, (_, name: string, values: string) => [name, ...values.split(', ').toSorted()].join(' '))
