import { describe, expect, it } from 'vitest'

import type { RunContext } from '../../src/run/context.ts'
import type { MigrationFile } from '../../src/run/history-ports.ts'
import { runBackfill } from '../../src/run/run-backfill.ts'
import { readContractReadiness, runContract } from '../../src/run/run-contract.ts'
import { runDeploy } from '../../src/run/run-deploy.ts'
import { runExpand } from '../../src/run/run-expand.ts'
import { checkUndo, runUndo } from '../../src/run/run-undo.ts'
import { readStatus } from '../../src/run/status.ts'
import { verifyPlan } from '../../src/run/verify.ts'
import { query } from '../helpers/database.ts'
import { bounded, bundle, columnExists, placed, sqlBackfill, step, table } from './plan-builder.ts'
import { rejection, withRun } from './run-helper.ts'

const plan = bundle({
  name: 'add_slug',
  tables: ['Post'],
  expand: [
    step('expand', 'add_slug', bounded('ALTER TABLE "Post" ADD COLUMN IF NOT EXISTS "slug" TEXT'), {
      postcheck: [columnExists('Post', 'slug')],
    }),
    step('expand', 'add_note', bounded('ALTER TABLE "Post" ADD COLUMN IF NOT EXISTS "note" TEXT'), {
      postcheck: [columnExists('Post', 'note')],
    }),
  ],
  backfills: [
    sqlBackfill('Post', `UPDATE "Post" AS t SET "slug" = lower(t."title") WHERE :key_range AND t."slug" IS NULL`, {
      pending: 't."slug" IS NULL',
    }),
  ],
  verifications: [
    {
      id: 'slug',
      label: 'every Post has a slug',
      table: table('Post'),
      countSql: 'SELECT count(*) FROM "Post" WHERE "slug" IS NULL',
      sampleSql: 'SELECT "id"::text FROM "Post" WHERE "slug" IS NULL LIMIT 10',
      hint: 'Fill them.',
    },
  ],
  contract: [
    step(
      'contract',
      'check_slugs',
      `DO $$ BEGIN IF EXISTS (SELECT 1 FROM "Post" WHERE "slug" IS NULL) THEN RAISE EXCEPTION 'rows without a slug'; END IF; END $$`,
    ),
    step('contract', 'not_null', bounded('ALTER TABLE "Post" ALTER "slug" SET NOT NULL'), {
      postcheck: [
        { label: 'slug is NOT NULL', sql: `SELECT is_nullable = 'NO' FROM information_schema.columns WHERE column_name = 'slug'` },
      ],
    }),
  ],
  undo: [
    step('undo', 'drop_slug', bounded('ALTER TABLE "Post" DROP COLUMN IF EXISTS "slug", DROP COLUMN IF EXISTS "note"'), {
      postcheck: [columnExists('Post', 'slug', false), columnExists('Post', 'note', false)],
    }),
  ],
})
const id = '20260101000000_add_slug'
const expand = placed(plan, 'expand')
const promoted = [...expand, ...placed(plan, 'contract', '20260201000000')]
const undone = [...expand, ...placed(plan, 'undo', '20260202000000')]

const posts = `CREATE TABLE "Post" ("id" SERIAL PRIMARY KEY, "title" TEXT NOT NULL); INSERT INTO "Post" ("title") VALUES ('A'), ('B')`

const next = async (context: RunContext, migrations = expand) =>
  (await readStatus(context, { bundles: [plan], migrations }))[0]?.next?.command

/** As `prisma migrate deploy` leaves it: applied, and in its own table. */
async function byPrisma({ database, history }: RunContext, migrations: readonly MigrationFile[]): Promise<void> {
  await database.withSession(async (session) => {
    await history.prepare(session)
    for (const migration of migrations) {
      await session.script(migration.sql)
      await history.recordApplied(session, migration, new Date())
    }
  })
}

describe('the stages of a plan', () => {
  it('run one after the other, and status names each next command', () =>
    withRun(async ({ url, context, events }) => {
      await query(url, posts)
      expect(await next(context)).toBe(`stager apply --stage expand --plan ${id}`)
      expect(await rejection(runContract(context, plan, { migrations: expand }))).toMatchObject({ code: 'stage-missing', exitCode: 1 })
      await runExpand(context, { bundles: [plan], migrations: expand })
      expect(await next(context)).toBe(`stager apply --stage deploy --plan ${id} --release <version>`)
      await runDeploy(context, plan, { release: 'abc' })
      expect(await next(context)).toBe(`stager apply --stage backfill --plan ${id}`)
      expect(await verifyPlan(context, plan)).toMatchObject([{ verification: 'slug', offending: 2n, samples: ['1', '2'] }])
      await runBackfill(context, plan)
      expect(await next(context)).toBe(`stager verify ${id}`)
      const unready = await rejection(runContract(context, plan, { migrations: expand }))
      expect(unready).toMatchObject({ code: 'contract-not-ready', exitCode: 1, hint: `stager verify ${id}` })
      expect(unready.message).toContain('verified before the backfill ended')
      expect(unready.message).toContain('not in prisma/migrations')
      expect(await verifyPlan(context, plan)).toMatchObject([{ offending: 0n }])
      expect(await next(context)).toBe(`stager promote ${id}`)
      expect(await readContractReadiness(context, plan, { migrations: promoted })).toEqual([])
      expect(await next(context, promoted)).toBe(`stager apply --stage contract --plan ${id}`)

      await runExpand(context, { bundles: [plan], migrations: promoted })
      expect(await query(url, 'SELECT count(*)::int AS n FROM _prisma_migrations')).toEqual([{ n: 2 }])
      await runContract(context, plan, { migrations: promoted })
      await expect(query(url, `INSERT INTO "Post" ("title") VALUES ('C')`)).rejects.toThrow('null value')
      const [status] = await readStatus(context, { bundles: [plan], migrations: promoted })
      expect(status).toMatchObject({ state: 'complete', next: null, resealed: false })
      expect(status?.stages.map(({ stage, state }) => [stage, state])).toEqual([
        ['expand', 'done'],
        ['deploy', 'done'],
        ['backfill', 'done'],
        ['contract', 'done'],
      ])
      expect(status?.stages[1]?.record).toMatchObject({ release: 'abc', databaseUser: expect.any(String), osUser: expect.any(String) })
      events.length = 0
      await runContract(context, plan, { migrations: promoted })
      expect(events).toEqual([])
      expect(await rejection(checkUndo(context, plan))).toMatchObject({ code: 'undo-too-late', exitCode: 1 })
    }))

  it('contract wants a proof that is fresh and without rows', () =>
    withRun(async ({ url, context }) => {
      await query(url, posts)
      await runExpand(context, { bundles: [plan], migrations: expand })
      await runDeploy(context, plan, {})
      await runBackfill(context, plan)
      await query(url, `INSERT INTO "Post" ("title") VALUES ('C')`)
      await verifyPlan(context, plan)
      expect((await rejection(runContract(context, plan, { migrations: promoted }))).message).toContain('found 1 row')
      await runBackfill(context, plan)
      await verifyPlan(context, plan)
      await query(
        url,
        `UPDATE stager.backfills SET finished_at = now() - interval '3 days'; UPDATE stager.stages SET finished_at = now() - interval '3 days'`,
      )
      await query(url, `UPDATE stager.verifications SET at = now() - interval '25 hours'`)
      expect((await rejection(runContract(context, plan, { migrations: promoted }))).message).toContain('more than 24 hours ago')
    }))

  it('contract goes on where it was stopped, and cannot be undone then', () =>
    withRun(async ({ url, context }) => {
      await query(url, posts)
      await runExpand(context, { bundles: [plan], migrations: expand })
      await runDeploy(context, plan, {})
      await runBackfill(context, plan)
      await verifyPlan(context, plan)
      await query(url, `INSERT INTO "Post" ("title") VALUES ('too late')`)
      const error = await rejection(runContract(context, plan, { migrations: promoted }))
      expect(error).toMatchObject({ code: 'database-error', exitCode: 3 })
      expect(error.message).toContain('rows without a slug')
      expect(await rejection(runUndo(context, plan, { migrations: undone }))).toMatchObject({ code: 'undo-too-late' })
      await query(url, `UPDATE "Post" SET "slug" = 'x' WHERE "slug" IS NULL`)
      await runContract(context, plan, { migrations: promoted })
      expect(await query(url, 'SELECT state FROM stager.plans')).toEqual([{ state: 'complete' }])
    }))

  it('undo takes back an expand that stopped half-way, and answers for its remaining migrations', () =>
    withRun(async ({ url, context }) => {
      await query(url, posts)
      expect(await rejection(checkUndo(context, plan))).toMatchObject({ code: 'plan-not-started' })
      const broken = { plan: plan.plan, texts: new Map([...plan.texts, ['expand/add_note.sql', 'SELECT 1 / 0']]) }
      await rejection(runExpand(context, { bundles: [broken], migrations: placed(broken, 'expand') }))
      await checkUndo(context, plan)
      await runUndo(context, plan, { migrations: undone })
      expect(await query(url, `SELECT column_name FROM information_schema.columns WHERE table_name = 'Post' ORDER BY 1`)).toEqual([
        { column_name: 'id' },
        { column_name: 'title' },
      ])
      expect(await query(url, 'SELECT count(*)::int AS n FROM _prisma_migrations WHERE finished_at IS NOT NULL')).toEqual([{ n: 3 }])
      await runUndo(context, plan, { migrations: undone })
      await runExpand(context, { bundles: [plan], migrations: undone })
      expect(await rejection(runDeploy(context, plan, {}))).toMatchObject({ code: 'plan-undone' })
      const again = bundle({
        name: 'add_slug',
        timestamp: '20260301000000',
        tables: ['Post'],
        expand: plan.plan.expand.steps.map((one) => ({ step: one, sql: plan.texts.get(one.file) ?? '' })),
      })
      await runExpand(context, { bundles: [plan, again], migrations: undone })
      expect((await readStatus(context, { bundles: [plan], migrations: undone }))[0]).toMatchObject({ state: 'undone', next: null })
    }))

  it('on a database that Prisma migrated, status asks for the record, and expand finds what is there and registers the plan', () =>
    withRun(async ({ url, context }) => {
      await query(url, posts)
      await byPrisma(context, expand.slice(0, 1))
      expect(await readStatus(context, { bundles: [plan], migrations: expand })).toMatchObject([
        { state: 'planned', stages: [{ state: 'pending' }, {}, {}, {}], next: { text: 'the stage expand is not recorded as done' } },
      ])
      await byPrisma(context, expand.slice(1))
      expect(await readStatus(context, { bundles: [plan], migrations: expand })).toMatchObject([
        {
          state: 'in_flight',
          stages: [
            { stage: 'expand', state: 'done', record: null, steps: [{ state: 'done' }, { state: 'done' }] },
            { state: 'pending' },
            {},
            {},
          ],
          next: { command: `stager apply --stage expand --plan ${id}`, text: 'its migrations are applied; this puts the stage on record' },
        },
      ])
      await runExpand(context, { bundles: [plan], migrations: expand })
      expect(await next(context)).toContain('--stage deploy')
    }))

  it.each([
    ['contract', promoted, 'complete'],
    ['undo', undone, 'undone'],
  ] as const)('a plan whose %s Prisma ran as well, with nothing on record, is over', (_, migrations, state) =>
    withRun(async ({ url, context }) => {
      await query(url, `${posts}; DELETE FROM "Post"`)
      await byPrisma(context, migrations)
      expect(await readStatus(context, { bundles: [plan], migrations })).toMatchObject([{ state, evidence: null, next: null }])
      await runExpand(context, { bundles: [plan], migrations })
      expect(await readStatus(context, { bundles: [plan], migrations })).toMatchObject([{ state, next: null }])
    }),
  )

  it('on a database where Prisma also ran undo, nothing is in flight', () =>
    withRun(async ({ url, context }) => {
      await query(url, posts)
      await runExpand(context, { bundles: [plan], migrations: undone })
      expect(await query(url, 'SELECT state FROM stager.plans')).toEqual([{ state: 'undone' }])
    }))

  it('a plan without backfill and contract is complete after expand, and frees its tables', () =>
    withRun(async ({ url, context }) => {
      await query(url, posts)
      const first = bundle({ name: 'first', tables: ['Post'], expand: [step('expand', 'one', 'SELECT 1')] })
      const second = bundle({ name: 'second', timestamp: '20260102000000', tables: ['Post'], expand: [step('expand', 'two', 'SELECT 1')] })
      await runExpand(context, { bundles: [first, second], migrations: [...placed(first, 'expand'), ...placed(second, 'expand')] })
      expect(await query(url, 'SELECT name, state FROM stager.plans ORDER BY id')).toEqual([
        { name: 'first', state: 'complete' },
        { name: 'second', state: 'complete' },
      ])
      await runDeploy(context, second, { release: 'x' })
    }))

  it('rows that came after the proof stop contract at its guard, as a finding', () =>
    withRun(async ({ url, context }) => {
      const guarded = bundle({
        name: 'guarded',
        tables: ['Post'],
        expand: [step('expand', 'noop', 'SELECT 1')],
        contract: [step('contract', 'guard', `DO $$ BEGIN RAISE EXCEPTION 'stager: there are rows of Post with NULL in slug'; END $$`)],
      })
      const migrations = [...placed(guarded, 'expand'), ...placed(guarded, 'contract', '20260201000000')]
      await query(url, posts)
      await runExpand(context, { bundles: [guarded], migrations: placed(guarded, 'expand') })
      await runDeploy(context, guarded, {})
      expect(await rejection(runContract(context, guarded, { migrations }))).toMatchObject({
        code: 'contract-guard',
        exitCode: 1,
        message:
          'The stage contract of 20260101000000_guarded stopped before it dropped anything: there are rows of Post with NULL in slug.',
        hint: expect.stringMatching(/: stager apply --stage contract --plan guarded$/),
      })
      // Nothing has been tightened: undo is still open.
      expect(await query(url, 'SELECT state FROM stager.plans')).toEqual([{ state: 'in_flight' }])
      await checkUndo(context, guarded)
    }))
})
