import { describe, expect, it } from 'vitest'

import { runExpand } from '../../src/run/run-expand.ts'
import { query, withConnection } from '../helpers/database.ts'
import { bounded, bundle, check, columnExists, placed, step } from './plan-builder.ts'
import { rejection, withRun } from './run-helper.ts'

const addSlug = (more: Parameters<typeof step>[3] = {}) =>
  step('expand', 'add_slug', bounded('ALTER TABLE "Post" ADD COLUMN IF NOT EXISTS "slug" TEXT'), {
    precheck: [check(`SELECT to_regclass('"Post"') IS NOT NULL`, 'table Post exists')],
    postcheck: [columnExists('Post', 'slug')],
    ...more,
  })

const createPost = 'CREATE TABLE "Post" ("id" SERIAL PRIMARY KEY, "title" TEXT NOT NULL)'
const init = { name: '20250101000000_init', sql: createPost }

const history = (url: string) =>
  query<{ migration_name: string; checksum: string; applied_steps_count: number; done: boolean }>(
    url,
    'SELECT migration_name, checksum, applied_steps_count, finished_at IS NOT NULL AS done FROM _prisma_migrations ORDER BY started_at, migration_name',
  )

describe('runExpand', () => {
  it('applies ordinary migrations and steps in name order, records them as Prisma does, and does nothing the second time', () =>
    withRun(async ({ url, context, events }) => {
      const plan = bundle({ name: 'add_slug', tables: ['Post'], expand: [addSlug()], contract: [step('contract', 'not_null', 'SELECT 1')] })
      const after = { name: '20260201000000_more', sql: 'CREATE TABLE "Tag" ("id" INT);\nALTER TABLE "Post" ADD "tag" INT;\n' }
      const migrations = [after, ...placed(plan, 'expand'), init]
      await runExpand(context, { bundles: [plan], migrations })
      const rows = await history(url)
      expect(rows.map(({ migration_name }) => migration_name)).toEqual([
        '20250101000000_init',
        '20260101000000_add_slug_expand_01_add_slug',
        '20260201000000_more',
      ])
      expect(rows.every(({ done, applied_steps_count }) => done && applied_steps_count === 1)).toBe(true)
      expect(events.map(({ type }) => type)).toEqual([
        'migrationStarted',
        'migrationDone',
        'stageStarted',
        'stepStarted',
        'stepDone',
        'stageDone',
        'migrationStarted',
        'migrationDone',
      ])
      events.length = 0
      await runExpand(context, { bundles: [plan], migrations })
      expect(events).toEqual([])
      expect(await history(url)).toEqual(rows)
      const [stored] = await query(url, 'SELECT state, tables FROM stager.plans')
      expect(stored).toEqual({ state: 'in_flight', tables: ['"public"."Post"'] })
    }))

  it('records a step whose run was killed before it was recorded, without running it again', () =>
    withRun(async ({ url, context, events }) => {
      await query(url, `${createPost}; ALTER TABLE "Post" ADD COLUMN "slug" TEXT`)
      const plan = bundle({ name: 'add_slug', tables: ['Post'], expand: [step('expand', 'add_slug', 'SELECT 1 / 0', addSlug().step)] })
      await runExpand(context, { bundles: [plan], migrations: placed(plan, 'expand') })
      expect(events.map(({ type }) => type)).toEqual(['stageStarted', 'stepStarted', 'stepSkipped', 'stageDone'])
      expect(await history(url)).toHaveLength(1)
    }))

  it('stops at a step that is neither done nor can run, and says what does not hold', () =>
    withRun(async ({ url, context }) => {
      const plan = bundle({ name: 'add_slug', tables: ['Post'], expand: [addSlug()] })
      const error = await rejection(runExpand(context, { bundles: [plan], migrations: placed(plan, 'expand') }))
      expect(error).toMatchObject({ code: 'step-conflict', exitCode: 4 })
      expect(error.message).toContain('table Post exists')
      expect(await history(url)).toEqual([])
    }))

  it('retries a lock that is taken, names who holds it, and succeeds when it is free', () =>
    withRun(async ({ url, context, events }) => {
      await query(url, createPost)
      const plan = bundle({ name: 'add_slug', tables: ['Post'], expand: [addSlug()] })
      await withConnection(url, async (blocker) => {
        await blocker.query('BEGIN; LOCK TABLE "Post" IN ACCESS SHARE MODE')
        const running = runExpand(context, { bundles: [plan], migrations: placed(plan, 'expand') })
        await expect.poll(() => events.filter(({ type }) => type === 'lockRetry').length, { timeout: 10_000 }).toBeGreaterThanOrEqual(2)
        await blocker.query('COMMIT')
        await running
      })
      const retry = events.find((event) => event.type === 'lockRetry')
      expect(retry?.blockers).toHaveLength(1)
      expect(retry?.blockers[0]).toMatchObject({ applicationName: 'test', state: 'idle in transaction' })
      expect(retry?.blockers[0]?.query).toContain('LOCK TABLE "Post"')
      expect(retry?.waitedMilliseconds).toBeGreaterThanOrEqual(390)
      expect(events.at(-1)?.type).toBe('stageDone')
    }))

  it('gives a lock back that an application waits for, before PostgreSQL cancels the application for a deadlock', () =>
    withRun(async (run) => {
      await query(run.url, 'CREATE TABLE "A" ("id" INT); CREATE TABLE "B" ("id" INT)')
      // Between its two locks the step takes longer than a second, which is when the application would look for a deadlock.
      const add = (table: string): string => `ALTER TABLE "${table}" ADD COLUMN "x" INT;`
      const sql = `BEGIN; ${add('A')} SELECT pg_sleep(0.8); ${add('B')} COMMIT;`
      const plan = bundle({ name: 'two_tables', tables: ['A', 'B'], expand: [step('expand', 'two', sql)] })
      const context = run.with({ lockMilliseconds: 900, retry: { attempts: 20, baseMilliseconds: 20, capMilliseconds: 50 } })
      await withConnection(run.url, async (application) => {
        await application.query('BEGIN; LOCK TABLE "B" IN ROW EXCLUSIVE MODE')
        const running = runExpand(context, { bundles: [plan], migrations: placed(plan, 'expand') })
        await expect.poll(() => query(run.url, `SELECT FROM pg_locks WHERE relation = '"A"'::regclass AND granted`)).toHaveLength(1)
        await application.query('SELECT "id" FROM "A"')
        await application.query('COMMIT')
        await running
      })
      expect(run.events.filter(({ type }) => type === 'lockRetry')).not.toHaveLength(0)
      expect(await query(run.url, 'SELECT "x" FROM "B"')).toEqual([])
    }))

  it('gives up after a bounded number of attempts, with the blocker in the error', () =>
    withRun(async (run) => {
      await query(run.url, createPost)
      const plan = bundle({ name: 'add_slug', tables: ['Post'], expand: [addSlug()] })
      const context = run.with({ retry: { attempts: 2, baseMilliseconds: 10, capMilliseconds: 10 } })
      await withConnection(run.url, async (blocker) => {
        await blocker.query('BEGIN; LOCK TABLE "Post" IN ACCESS SHARE MODE')
        const error = await rejection(runExpand(context, { bundles: [plan], migrations: placed(plan, 'expand') }))
        expect(error).toMatchObject({ code: 'lock-timeout', exitCode: 3 })
        expect(error.message).toContain('idle in transaction')
        expect(error.hint).toContain('pg_terminate_backend')
      })
      expect(await history(run.url)).toEqual([])
      await runExpand(context, { bundles: [plan], migrations: placed(plan, 'expand') })
      expect(await history(run.url)).toHaveLength(1)
    }))

  it('drops an INVALID index that an interrupted run left behind, and builds it again', () =>
    withRun(async ({ url, context }) => {
      await query(url, `${createPost}; INSERT INTO "Post" ("title") VALUES ('a'), ('a')`)
      const sql = 'CREATE UNIQUE INDEX CONCURRENTLY "Post_title_key" ON "Post"("title")'
      await expect(query(url, sql)).rejects.toThrow('could not create unique index')
      await query(url, `DELETE FROM "Post" WHERE id = 2`)
      const build = step('expand', 'unique_title', sql, {
        transaction: 'forbidden',
        scans: true,
        buildsIndex: { table: { schema: null, name: 'Post' }, name: 'Post_title_key' },
        postcheck: [check(`SELECT EXISTS (SELECT 1 FROM pg_index WHERE indexrelid = to_regclass('"Post_title_key"') AND indisvalid)`)],
      })
      const plan = bundle({ name: 'unique', tables: ['Post'], expand: [build] })
      await runExpand(context, { bundles: [plan], migrations: placed(plan, 'expand') })
      expect(await history(url)).toHaveLength(1)
    }))

  it('leaves no INVALID unique index when its build fails: it would refuse duplicates of the application already', () =>
    withRun(async ({ url, context }) => {
      await query(url, `${createPost}; INSERT INTO "Post" ("title") VALUES ('a'), ('a')`)
      const build = step('expand', 'unique_title', 'CREATE UNIQUE INDEX CONCURRENTLY "Post_title_key" ON "Post"("title")', {
        transaction: 'forbidden',
        scans: true,
        buildsIndex: { table: { schema: null, name: 'Post' }, name: 'Post_title_key' },
        postcheck: [check(`SELECT to_regclass('"Post_title_key"') IS NOT NULL`)],
      })
      const plan = bundle({ name: 'unique', tables: ['Post'], expand: [build] })
      const error = await rejection(runExpand(context, { bundles: [plan], migrations: placed(plan, 'expand') }))
      expect(error.message).toContain('could not create unique index')
      expect(await query(url, `SELECT to_regclass('"Post_title_key"') IS NULL AS gone`)).toEqual([{ gone: true }])
      expect(await history(url)).toEqual([])
    }))

  it('lets two runs at once work one after the other, exactly once', () =>
    withRun(async (run) => {
      await query(run.url, createPost)
      const plan = bundle({
        name: 'add_slug',
        tables: ['Post'],
        expand: [addSlug(), step('expand', 'slow', 'SELECT pg_sleep(0.5)', { postcheck: [check('SELECT TRUE')] })],
      })
      const options = { bundles: [plan], migrations: placed(plan, 'expand') }
      await Promise.all([runExpand(run.with({}), options), runExpand(run.with({}), options)])
      expect(await history(run.url)).toHaveLength(2)
      expect(run.events.some((event) => event.type === 'waitingForMigrationLock' || event.type === 'stageDone')).toBe(true)
      expect(run.events.filter(({ type }) => type === 'stageDone')).toHaveLength(1)
    }))

  it('refuses a second plan in flight on the same table, and lets one on another table be', () =>
    withRun(async ({ context }) => {
      const contract = [step('contract', 'later', 'SELECT 1')]
      const first = bundle({ name: 'first', tables: ['Post', 'Tag'], contract, expand: [addSlug()] })
      const other = bundle({
        name: 'other',
        timestamp: '20260102000000',
        tables: ['User'],
        contract,
        expand: [step('expand', 'noop', 'SELECT 1')],
      })
      const second = bundle({
        name: 'second',
        timestamp: '20260103000000',
        tables: ['Post'],
        contract,
        expand: [step('expand', 'noop', 'SELECT 1')],
      })
      const migrations = [init, ...placed(first, 'expand'), ...placed(other, 'expand'), ...placed(second, 'expand')]
      const error = await rejection(runExpand(context, { bundles: [first, other, second], migrations }))
      expect(error).toMatchObject({ code: 'plan-overlaps', exitCode: 4 })
      expect(error.message).toContain('"public"."Post"')
      expect(error.message).toContain('20260101000000_first')
      const stored = await context.database.withSession((session) => context.store.plans(session))
      expect(stored.map(({ name }) => name)).toEqual(['first', 'other'])
    }))

  it('with a plan named goes no further than that plan, and leaves the other plans alone', () =>
    withRun(async ({ url, context }) => {
      const other = bundle({ name: 'other', timestamp: '20260101000000', tables: ['Tag'], expand: [step('expand', 'one', 'SELECT 1')] })
      const named = bundle({ name: 'named', timestamp: '20260102000000', tables: ['Post'], expand: [step('expand', 'two', 'SELECT 1')] })
      const later = { name: '20260103000000_later', sql: 'CREATE TABLE "Later" ("id" INT)' }
      const migrations = [init, ...placed(other, 'expand'), ...placed(named, 'expand'), later]
      await runExpand(context, { bundles: [other, named], migrations, planId: '20260102000000_named' })
      expect((await history(url)).map(({ migration_name }) => migration_name)).toEqual([init.name, '20260102000000_named_expand_01_two'])
      await runExpand(context, { bundles: [other, named], migrations })
      expect(await history(url)).toHaveLength(4)
    }))

  it('leaves nothing of an ordinary migration that fails, and applies it when it is corrected', () =>
    withRun(async ({ url, context }) => {
      const broken = { name: '20260201000000_broken', sql: 'CREATE TABLE "Half" ("id" INT); SELECT 1 / 0;' }
      const error = await rejection(runExpand(context, { bundles: [], migrations: [broken] }))
      expect(error).toMatchObject({ code: 'migration-failed', exitCode: 3 })
      expect(error.message).toContain('division by zero')
      expect(await query(url, `SELECT to_regclass('"Half"') AS t`)).toEqual([{ t: null }])
      await runExpand(context, { bundles: [], migrations: [{ ...broken, sql: 'CREATE TABLE "Half" ("id" INT);' }] })
      expect(await history(url)).toHaveLength(1)
    }))

  it('keeps a script that cannot be atomic on record as failed, and then refuses until it is resolved', () =>
    withRun(async ({ url, context }) => {
      const migrations = [init, { name: '20260201000000_index', sql: 'CREATE INDEX CONCURRENTLY i ON "Post"("title"); SELECT 1 / 0;' }]
      expect(await rejection(runExpand(context, { bundles: [], migrations }))).toMatchObject({ code: 'migration-failed', exitCode: 3 })
      const error = await rejection(runExpand(context, { bundles: [], migrations }))
      expect(error).toMatchObject({ code: 'migration-failed-before', exitCode: 3 })
      expect(error.hint).toContain('prisma migrate resolve --rolled-back 20260201000000_index')
      expect(await query(url, `SELECT logs FROM _prisma_migrations WHERE finished_at IS NULL`)).toEqual([
        { logs: expect.stringContaining('division by zero') },
      ])
    }))

  it('refuses an ordinary migration that builds on a contract which has not run here', () =>
    withRun(async ({ url, context }) => {
      const plan = bundle({ name: 'add_slug', tables: ['Post'], expand: [addSlug()], contract: [step('contract', 'not_null', 'SELECT 1')] })
      const base = [init, ...placed(plan, 'expand'), ...placed(plan, 'contract', '20260301000000')]
      const elsewhere = { name: '20260401000000_elsewhere', sql: 'CREATE TABLE "Other" ("id" INT)' }
      await runExpand(context, { bundles: [plan], migrations: [...base, elsewhere] })
      expect((await history(url)).map(({ migration_name }) => migration_name)).toContain(elsewhere.name)
      for (const [sql, reason] of [
        ['ALTER TABLE "Post" ALTER "slug" SET NOT NULL', 'it touches "Post"'],
        ['DO $$ BEGIN NULL; END $$', 'cannot be known'],
      ] as const) {
        const error = await rejection(
          runExpand(context, { bundles: [plan], migrations: [...base, { name: '20260501000000_on_top', sql }] }),
        )
        expect(error).toMatchObject({ code: 'migration-after-contract', exitCode: 1 })
        expect(error.message).toContain(reason)
      }
    }))

  it('warns of an applied migration whose file was edited, but not of line ends', () =>
    withRun(async ({ context, events }) => {
      await runExpand(context, { bundles: [], migrations: [{ ...init, sql: `${createPost};\n-- one\n` }] })
      events.length = 0
      await runExpand(context, { bundles: [], migrations: [{ ...init, sql: `${createPost};\r\n-- one\r\n` }] })
      expect(events).toEqual([])
      await runExpand(context, { bundles: [], migrations: [{ ...init, sql: `${createPost};\n-- two\n` }] })
      expect(events).toEqual([{ type: 'migrationEdited', migration: init.name }])
    }))

  it('refuses a migration of a plan that is not what the plan says', () =>
    withRun(async ({ context }) => {
      const plan = bundle({ name: 'add_slug', tables: ['Post'], expand: [addSlug()] })
      const error = await rejection(
        runExpand(context, { bundles: [plan], migrations: [{ name: placed(plan, 'expand')[0]?.name ?? '', sql: 'DROP TABLE "Post"' }] }),
      )
      expect(error).toMatchObject({ code: 'migration-differs', exitCode: 4 })
    }))

  it('gives up on the migration lock with the holder in the error', () =>
    withRun(async ({ url, context, events }) => {
      await withConnection(url, async (prisma) => {
        await prisma.query('SELECT pg_advisory_lock(72707369)')
        const error = await rejection(runExpand(context, { bundles: [], migrations: [] }))
        expect(error).toMatchObject({ code: 'migration-locked', exitCode: 4 })
        expect(error.message).toContain('(test, idle')
        const waiting = events.find((event) => event.type === 'waitingForMigrationLock')
        expect(waiting?.holder?.applicationName).toBe('test')
      })
      await runExpand(context, { bundles: [], migrations: [] })
    }))

  it('cancels the statement when the run is interrupted, and goes on the next time', () =>
    withRun(async (run) => {
      const stop = new AbortController()
      const plan = bundle({ name: 'slow', tables: ['Post'], expand: [step('expand', 'slow', 'SELECT pg_sleep(20)', { scans: true })] })
      const running = rejection(runExpand(run.with({ signal: stop.signal }), { bundles: [plan], migrations: placed(plan, 'expand') }))
      await expect.poll(() => run.events.some(({ type }) => type === 'stepStarted')).toBe(true)
      const begin = performance.now()
      stop.abort(new Error('interrupted by the test'))
      expect((await running).message).toBe('interrupted by the test')
      expect(performance.now() - begin).toBeLessThan(5_000)
      expect(await history(run.url)).toEqual([])
    }))

  it('goes on with a new connection when the server ends the session in the middle of a step', () =>
    withRun(async ({ url, context, events }) => {
      await query(url, createPost)
      const plan = bundle({
        name: 'add_slug',
        tables: ['Post'],
        expand: [
          step('expand', 'slow', 'SELECT pg_sleep(1)', { scans: true, postcheck: [check('SELECT count(*) > 1 FROM stager.history')] }),
          addSlug(),
        ],
      })
      const running = runExpand(context, { bundles: [plan], migrations: placed(plan, 'expand') })
      await expect.poll(() => events.some(({ type }) => type === 'stepStarted')).toBe(true)
      await query(
        url,
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'stager' AND datname = current_database()`,
      )
      await running
      expect(await history(url)).toHaveLength(2)
    }))
})
