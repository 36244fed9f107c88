import { describe, expect, it } from 'vitest'

import type { PlanBundle } from '../../src/plan/plan.ts'
import { fixedBatches } from '../../src/run/backfill/fixed-batches.ts'
import type { RunContext } from '../../src/run/context.ts'
import { runBackfill } from '../../src/run/run-backfill.ts'
import { runDeploy } from '../../src/run/run-deploy.ts'
import { runExpand } from '../../src/run/run-expand.ts'
import { query, withConnection } from '../helpers/database.ts'
import { bundle, placed, sqlBackfill, step, typescriptBackfill } from './plan-builder.ts'
import { rejection, withRun } from './run-helper.ts'

/** Expand and deploy are on record. */
async function ready(context: RunContext, plan: PlanBundle): Promise<void> {
  await runExpand(context, { bundles: [plan], migrations: placed(plan, 'expand') })
  await runDeploy(context, plan, { release: 'abc123' })
}

const batches = (rows: number) => ({ batchPolicy: () => fixedBatches(rows) })

/** A doubled value tells when a row was written twice. */
const doubling = bundle({
  name: 'double',
  tables: ['Item'],
  expand: [step('expand', 'noop', 'SELECT 1')],
  backfills: [sqlBackfill('Item', 'UPDATE "Item" AS t SET "n" = t."n" * 2 WHERE :key_range', { mustEmpty: false, pending: 'TRUE' })],
})

const items = (rows: number): string =>
  `CREATE TABLE "Item" ("id" INT PRIMARY KEY, "n" INT NOT NULL); INSERT INTO "Item" SELECT g, g FROM generate_series(1, ${rows}) AS g; ANALYZE "Item"`

const wrongRows = async (url: string): Promise<unknown> =>
  (await query<{ n: string }>(url, 'SELECT count(*) AS n FROM "Item" WHERE "n" <> "id" * 2'))[0]?.n

describe('runBackfill', () => {
  it('needs expand and deploy, and names the next command', () =>
    withRun(async ({ url, context }) => {
      await query(url, items(1))
      expect(await rejection(runBackfill(context, doubling))).toMatchObject({
        code: 'stage-missing',
        exitCode: 1,
        hint: 'stager apply --stage expand --plan 20260101000000_double',
      })
      expect(await rejection(runDeploy(context, doubling, {}))).toMatchObject({ code: 'stage-missing', exitCode: 1 })
      await runExpand(context, { bundles: [doubling], migrations: placed(doubling, 'expand') })
      expect(await rejection(runBackfill(context, doubling))).toMatchObject({
        code: 'stage-missing',
        exitCode: 1,
        hint: 'stager apply --stage deploy --plan 20260101000000_double --release <version>',
      })
    }))

  it('visits every row once in batches, reports them, and does nothing the second time', () =>
    withRun(async (run) => {
      await query(run.url, items(10_050))
      await ready(run.context, doubling)
      run.events.length = 0
      await runBackfill(run.with(batches(1000)), doubling)
      expect(await wrongRows(run.url)).toBe('0')
      const reported = run.events.filter((event) => event.type === 'batch')
      expect(reported).toHaveLength(11)
      expect(reported.at(-1)).toMatchObject({ doneRows: 10_050, writtenRows: 10_050, estimatedRows: 10_050, batchRows: 550, pass: 1 })
      expect(run.events.map(({ type }) => type)).toEqual([
        'stageStarted',
        'backfillStarted',
        ...reported.map(() => 'batch'),
        'backfillDone',
        'stageDone',
      ])
      await runBackfill(run.context, doubling)
      expect(await wrongRows(run.url)).toBe('0')
    }))

  it('goes on after a lost connection, and transforms each row exactly once', () =>
    withRun(async (run) => {
      await query(run.url, items(5_000))
      await ready(run.context, doubling)
      const running = runBackfill(run.with(batches(50)), doubling)
      for (let kill = 1; kill <= 3; kill += 1) {
        await expect
          .poll(() => run.events.filter(({ type }) => type === 'batch').length, { interval: 2, timeout: 30_000 })
          .toBeGreaterThan(kill * 10)
        await query(
          run.url,
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'stager' AND datname = current_database()`,
        )
      }
      await running
      expect(run.events.filter(({ type }) => type === 'reconnecting').length).toBeGreaterThanOrEqual(3)
      expect(await wrongRows(run.url)).toBe('0')
    }))

  it('stops after the current batch when interrupted, and goes on from there', () =>
    withRun(async (run) => {
      await query(run.url, items(2_000))
      await ready(run.context, doubling)
      const stop = new AbortController()
      const context = run.with({ ...batches(100), signal: stop.signal })
      const stopping = {
        ...context,
        onEvent: (event: Parameters<RunContext['onEvent']>[0]) => {
          if (event.type === 'batch' && event.doneRows >= 500) stop.abort(new Error('stop'))
        },
      }
      expect((await rejection(runBackfill(stopping, doubling))).message).toBe('stop')
      expect(await query(run.url, 'SELECT cursor, rows_visited FROM stager.backfills')).toEqual([
        { cursor: '["570"]', rows_visited: '570' },
      ])
      await runBackfill(run.context, doubling)
      expect(await wrongRows(run.url)).toBe('0')
    }))

  it('refuses a second copy with the name of the first', () =>
    withRun(async (run) => {
      await query(run.url, items(10))
      await ready(run.context, doubling)
      await withConnection(run.url, async (blocker) => {
        await blocker.query('BEGIN; SELECT * FROM "Item" WHERE "id" = 5 FOR UPDATE')
        const first = runBackfill(run.with({ retry: { attempts: 100, baseMilliseconds: 100, capMilliseconds: 100 } }), doubling)
        const retry = () => run.events.find((event) => event.type === 'lockRetry' && event.blockers.length > 0)
        await expect
          .poll(retry, { timeout: 30_000 })
          .toMatchObject({ what: 'A batch of the backfill fill.Item', blockers: [{ applicationName: 'test' }] })
        const error = await rejection(runBackfill(run.context, doubling))
        expect(error).toMatchObject({ code: 'backfill-running', exitCode: 4 })
        expect(error.message).toMatch(/pid \d+ \(stager/)
        await blocker.query('COMMIT')
        await first
      })
      expect(await wrongRows(run.url)).toBe('0')
    }))

  it.each([
    [
      'composite',
      `"a" INT, "b" TEXT, PRIMARY KEY ("a", "b")`,
      `g / 7, 'k"''\\😀' || g`,
      [
        { name: 'a', type: 'INTEGER' },
        { name: 'b', type: 'TEXT' },
      ],
    ],
    ['uuid', `"a" UUID PRIMARY KEY`, `gen_random_uuid()`, [{ name: 'a', type: 'UUID' }]],
    ['bigint', `"a" BIGINT PRIMARY KEY`, `9007199254740993 + g`, [{ name: 'a', type: 'BIGINT' }]],
    ['text', `"a" VARCHAR(40) PRIMARY KEY`, `md5(g::text)`, [{ name: 'a', type: 'VARCHAR(40)' }]],
    ['timestamp', `"a" TIMESTAMP(3) PRIMARY KEY`, `now()::timestamp + g * interval '1 ms'`, [{ name: 'a', type: 'TIMESTAMP(3)' }]],
    ['bytes', `"a" BYTEA PRIMARY KEY`, `decode(md5(g::text), 'hex')`, [{ name: 'a', type: 'BYTEA' }]],
  ] as const)('walks over a %s key of a table with a difficult name', (_, columns, values, key) =>
    withRun(async (run) => {
      const name = `It"em 😀's`
      const quoted = `"It""em 😀's"`
      const keys = key.map((column) => `"${column.name}"`).join(', ')
      await query(run.url, `CREATE TABLE ${quoted} (${columns}, "n" INT NOT NULL DEFAULT 1)`)
      await query(run.url, `INSERT INTO ${quoted} (${keys}) SELECT ${values} FROM generate_series(1, 1003) AS g`)
      const plan = bundle({
        name: 'double',
        tables: [name],
        backfills: [
          sqlBackfill(name, `UPDATE ${quoted} AS t SET "n" = t."n" * 2 WHERE :key_range;\n`, {
            key,
            mustEmpty: false,
            file: 'backfill/01.sql',
          }),
        ],
      })
      await ready(run.context, plan)
      await runBackfill(run.with(batches(100)), plan)
      expect(await query(run.url, `SELECT "n", count(*)::int AS rows FROM ${quoted} GROUP BY 1`)).toEqual([{ n: 2, rows: 1003 }])
    }),
  )

  const fill = (expression: string, pending = 't."slug" IS NULL') =>
    bundle({
      name: 'fill',
      tables: ['Item'],
      backfills: [sqlBackfill('Item', `UPDATE "Item" AS t SET "slug" = ${expression} WHERE :key_range AND ${pending}`, { pending })],
    })

  it('sweeps rows that became pending behind the cursor', () =>
    withRun(async (run) => {
      await query(run.url, `${items(1_000)}; ALTER TABLE "Item" ADD "slug" TEXT`)
      const plan = fill(`'item-' || t."id"`)
      await ready(run.context, plan)
      let changed = false
      const context = {
        ...run.with(batches(100)),
        throttle: {
          wait: async () => {
            const [{ cursor } = { cursor: null }] = await query<{ cursor: string | null }>(run.url, 'SELECT cursor FROM stager.backfills')
            const noMore = { mostRows: null, rests: false }
            if (cursor !== '["570"]' || changed) return noMore
            changed = true
            await query(run.url, `UPDATE "Item" SET "slug" = NULL WHERE "id" = 7; INSERT INTO "Item" VALUES (2000, 1)`)
            return noMore
          },
        },
      }
      await runBackfill(context, plan)
      expect(await query(run.url, 'SELECT count(*)::int AS n FROM "Item" WHERE "slug" IS NULL')).toEqual([{ n: 0 }])
      expect(run.events.filter((event) => event.type === 'batch').at(-1)).toMatchObject({ pass: 2, writtenRows: 1002 })
    }))

  it('says which rows stay pending, and finishes when they are corrected', () =>
    withRun(async (run) => {
      await query(run.url, `${items(100)}; ALTER TABLE "Item" ADD "slug" TEXT`)
      const plan = fill(`nullif('item-' || t."n", 'item-42')`)
      await ready(run.context, plan)
      const error = await rejection(runBackfill(run.context, plan))
      expect(error).toMatchObject({ code: 'backfill-stuck', exitCode: 1 })
      expect(error.message).toContain('"id" = 42')
      await query(run.url, 'UPDATE "Item" SET "n" = 43 WHERE "id" = 42')
      await runBackfill(run.context, plan)
      expect(await query(run.url, 'SELECT count(*)::int AS n FROM "Item" WHERE "slug" IS NULL')).toEqual([{ n: 0 }])
    }))

  it('sweeps again when rows are pending after it was done', () =>
    withRun(async (run) => {
      await query(run.url, `${items(100)}; ALTER TABLE "Item" ADD "slug" TEXT`)
      const plan = fill(`'item-' || t."id"`)
      await ready(run.context, plan)
      await runBackfill(run.context, plan)
      await query(run.url, 'UPDATE "Item" SET "slug" = NULL WHERE "id" = 7')
      await runBackfill(run.context, plan)
      expect(await query(run.url, 'SELECT "slug" FROM "Item" WHERE "id" = 7')).toEqual([{ slug: 'item-7' }])
    }))

  it('refuses a statement that would write the whole table in each batch', () =>
    withRun(async (run) => {
      await query(run.url, items(3))
      const plan = bundle({ name: 'all', tables: ['Item'], backfills: [sqlBackfill('Item', 'UPDATE "Item" AS t SET "n" = 0')] })
      await ready(run.context, plan)
      expect(await rejection(runBackfill(run.context, plan))).toMatchObject({ code: 'backfill-without-range' })
    }))

  it('does an empty table', () =>
    withRun(async (run) => {
      await query(run.url, items(0))
      await ready(run.context, doubling)
      await runBackfill(run.context, doubling)
      expect(await query(run.url, `SELECT finished_at IS NOT NULL AS done FROM stager.backfills`)).toEqual([{ done: true }])
    }))
})

describe('runBackfill with a transform', () => {
  const slugs = (more: Parameters<typeof typescriptBackfill>[1] = {}) =>
    bundle({
      name: 'slugs',
      tables: ['Post'],
      backfills: [
        typescriptBackfill('Post', {
          read: [{ field: 'title', column: 'Title', type: 'TEXT' }],
          writes: [{ field: 'slug', column: 'Slug', type: 'VARCHAR(30)' }],
          pending: 't."Slug" IS NULL',
          ...more,
        }),
      ],
    })
  const posts = (rows: number): string =>
    `CREATE TABLE "Post" ("id" INT PRIMARY KEY, "Title" TEXT NOT NULL, "Slug" VARCHAR(30), "views" INT NOT NULL DEFAULT 1);
     INSERT INTO "Post" SELECT g, 'Title ' || g FROM generate_series(1, ${rows}) AS g`
  const transforming = (transform: (row: Readonly<Record<string, unknown>>) => unknown) => ({
    loadTransform: () => Promise.resolve({ read: ['title'], transform }),
  })

  it('computes each row once, sync or async', () =>
    withRun(async (run) => {
      await query(run.url, posts(2_500))
      await ready(run.context, slugs())
      let calls = 0
      const transform = ({ id, title }: Readonly<Record<string, unknown>>) => {
        calls += 1
        const value = { slug: String(title).toLowerCase().replace(' ', '-') }
        const then: Promise<typeof value>['then'] = (...listeners) => Promise.resolve(value).then(...listeners)
        // oxlint-disable-next-line unicorn/no-thenable -- the third is what Prisma Client returns
        return [value, Promise.resolve(value), { then }][Number(id) % 3]
      }
      await runBackfill(run.with({ ...batches(1000), ...transforming(transform) }), slugs())
      expect(calls).toBe(2_500)
      expect(await query(run.url, `SELECT count(*)::int AS n FROM "Post" WHERE "Slug" = 'title-' || "id"`)).toEqual([{ n: 2_500 }])
    }))

  it.each([
    ['8 at once unless it says otherwise', undefined, 8],
    ['as many at once as it says', 3, 3],
    ['one after the other', 1, 1],
  ])('calls an async transform %s', (_, concurrency, most) =>
    withRun(async (run) => {
      await query(run.url, posts(50))
      await ready(run.context, slugs())
      let [running, seen] = [0, 0]
      const transform = async ({ id }: Readonly<Record<string, unknown>>) => {
        running += 1
        seen = Math.max(seen, running)
        // Later rows are done first.
        for (let turn = 50 - Number(id); turn >= 0; turn -= 1) await Promise.resolve()
        running -= 1
        return { slug: `slug ${String(id)}` }
      }
      const loadTransform = () => Promise.resolve({ read: ['title'], transform, concurrency })
      await runBackfill(run.with({ ...batches(20), loadTransform }), slugs())
      expect(seen).toBe(most)
      expect(await query(run.url, `SELECT count(*)::int AS n FROM "Post" WHERE "Slug" = 'slug ' || "id"`)).toEqual([{ n: 50 }])
    }),
  )

  it('stops after the batch in which the transform throws, names the row, and does all others of it', () =>
    withRun(async (run) => {
      await query(run.url, posts(30))
      await ready(run.context, slugs())
      const failing = (row: Readonly<Record<string, unknown>>) => {
        if (row['id'] === 17) throw new Error('no slug for this')
        return { slug: 'x' }
      }
      const error = await rejection(runBackfill(run.with({ ...batches(10), ...transforming(failing) }), slugs()))
      expect(error).toMatchObject({ code: 'rows-quarantined', exitCode: 1 })
      expect(error.message).toBe(
        'A row of "Post" is in quarantine. The transform backfill/01_Post.ts failed on the row "id" = 17 of "Post": no slug for this.',
      )
      expect(await query(run.url, `SELECT count(*)::int AS n FROM "Post" WHERE "Slug" IS NOT NULL`)).toEqual([{ n: 19 }])
      await runBackfill(run.with(transforming(() => ({ slug: 'y' }))), slugs())
      expect(await query(run.url, `SELECT "Slug", count(*)::int AS n FROM "Post" GROUP BY 1 ORDER BY 1`)).toEqual([
        { Slug: 'x', n: 19 },
        { Slug: 'y', n: 11 },
      ])
    }))

  it.each([
    ['an unknown column', () => ({ slug: 'x', slag: 'y' }), 'transform-unknown-column', '"slag"'],
    ['no column', () => ({}), 'transform-missing-column', '"slug"'],
    ['no object', () => 'x', 'transform-wrong-type', 'no object'],
    [
      'an object for a text',
      () => ({ slug: { a: 1 } }),
      'transform-wrong-type',
      'returned an object for "Post"."Slug" (VARCHAR(30)) of the row "id" = 1',
    ],
    [
      'a text that is too long',
      ({ id }: Readonly<Record<string, unknown>>) => ({ slug: 'x'.repeat(id === 3 ? 31 : 30) }),
      'rows-quarantined',
      '"Slug" (VARCHAR(30)) of the row "id" = 3: PostgreSQL refused: value too long',
    ],
  ])('refuses %s', (_, transform, code, text) =>
    withRun(async (run) => {
      await query(run.url, posts(5))
      await ready(run.context, slugs())
      const error = await rejection(runBackfill(run.with(transforming(transform)), slugs()))
      expect(error).toMatchObject({ code, exitCode: 1 })
      expect(error.message).toContain(text)
    }),
  )

  it('names the column and the row of a value that PostgreSQL cannot cast', () =>
    withRun(async (run) => {
      await query(run.url, `${posts(50)}; ALTER TABLE "Post" ADD "when" TIMESTAMP(3)`)
      const plan = slugs({
        writes: [
          { field: 'slug', column: 'Slug', type: 'VARCHAR(30)' },
          { field: 'when', column: 'when', type: 'TIMESTAMP(3)' },
        ],
      })
      await ready(run.context, plan)
      const transform = ({ id }: Readonly<Record<string, unknown>>) => ({ slug: 'x', when: id === 33 ? 'some day' : '2020-01-01' })
      const error = await rejection(runBackfill(run.with(transforming(transform)), plan))
      expect(error).toMatchObject({ code: 'rows-quarantined', data: { rows: [{ key: ['33'], code: 'backfill-refused' }] } })
      expect(error.message).toContain(
        '"when" (TIMESTAMP(3)) of the row "id" = 33: PostgreSQL refused: invalid input syntax for type timestamp',
      )
    }))

  it('does not overwrite what the application changes meanwhile', () =>
    withRun(async (run) => {
      await query(run.url, posts(200))
      await ready(run.context, slugs())
      let writer: Promise<unknown> = Promise.resolve()
      const transform = async ({ id, title }: Readonly<Record<string, unknown>>) => {
        // The application's update waits for the batch, and then makes the row pending again, as the trigger would.
        if (id === 5) writer = query(run.url, `UPDATE "Post" SET "Title" = 'Changed', "Slug" = NULL WHERE "id" = 6`)
        if (id === 7) await new Promise((resolve) => setTimeout(resolve, 200))
        return { slug: String(title) }
      }
      await runBackfill(run.with({ ...batches(100), ...transforming(transform) }), slugs())
      await writer
      await runBackfill(run.with(transforming(transform)), slugs())
      expect(await query(run.url, 'SELECT "Slug" FROM "Post" WHERE "id" = 6')).toEqual([{ Slug: 'Changed' }])
    }))

  it('finishes with NULLs where NULL may be right, after one more look at them', () =>
    withRun(async (run) => {
      await query(run.url, posts(100))
      const plan = slugs({ mustEmpty: false })
      await ready(run.context, plan)
      const calls = new Map<number, number>()
      const transform = ({ id }: Readonly<Record<string, unknown>>) => {
        calls.set(Number(id), (calls.get(Number(id)) ?? 0) + 1)
        return { slug: Number(id) > 90 ? null : 'x' }
      }
      await runBackfill(run.with(transforming(transform)), plan)
      expect([calls.get(1), calls.get(95)]).toEqual([1, 2])
      expect(await query(run.url, 'SELECT rows_written FROM stager.backfills')).toEqual([{ rows_written: '90' }])
    }))

  it('visits rows once that it reads and writes in the same column', () =>
    withRun(async (run) => {
      await query(run.url, posts(100))
      const views = { field: 'views', column: 'views', type: 'INTEGER' }
      const plan = slugs({ mustEmpty: false, pending: 'TRUE', read: [views], writes: [views] })
      await ready(run.context, plan)
      await runBackfill(run.with({ ...batches(30), ...transforming((row) => ({ views: Number(row['views']) * 2 })) }), plan)
      expect(await query(run.url, 'SELECT "views", count(*)::int AS n FROM "Post" GROUP BY 1')).toEqual([{ views: 2, n: 100 }])
    }))
})
