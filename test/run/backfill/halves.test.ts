import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { BackfillRows, Key } from '../../../src/run/backfill-ports.ts'
import { fixedBatches } from '../../../src/run/backfill/fixed-batches.ts'
import { nextBatch, positionsAround } from '../../../src/run/backfill/halves.ts'
import type { RunContext } from '../../../src/run/context.ts'
import type { Session } from '../../../src/run/ports.ts'
import { runBackfill } from '../../../src/run/run-backfill.ts'
import { runDeploy } from '../../../src/run/run-deploy.ts'
import { runExpand } from '../../../src/run/run-expand.ts'
import type { Position } from '../../../src/run/state-ports.ts'
import { readStatus } from '../../../src/run/status.ts'
import { query } from '../../helpers/database.ts'
import { doublingPlan } from '../doubling-plan.ts'
import { placed } from '../plan-builder.ts'
import type { TestRun } from '../run-context.ts'
import { rejection, withQuietRun, withRun } from '../run-helper.ts'

const sql = doublingPlan('sql')
const [backfill] = sql.plan.backfill.backfills
const double = {
  loadTransform: () => Promise.resolve({ read: ['n'], transform: (row: object) => ({ n: Number(Reflect.get(row, 'n')) * 2 }) }),
}

/** Keys in memory, for what looks for ranges and nothing else. */
function rowsOf(keys: readonly number[]): BackfillRows {
  const first = ({ after, to, half }: { after: Key | null; to: Key; half?: string | undefined }, limit: number): readonly number[] =>
    keys
      .filter((key) => (after === null || key > Number(after[0])) && key <= Number(to[0]))
      .filter((key) => half === undefined || (key % 2 === 0) === (half === 'even'))
      .slice(0, limit)
  const only: Pick<BackfillRows, 'nextRange' | 'nextStretch'> = {
    async nextRange(_session, _backfill, range, limit) {
      const found = first(range, limit)
      return found.length === 0 ? null : { range: { ...range, to: [String(found.at(-1))] }, rows: found.length }
    },
    async nextStretch(_session, _backfill, range, limit) {
      const found = first(range, limit)
      return found.length === 0
        ? null
        : { to: [String(found.at(-1))], rows: found.length, odd: found.filter((key) => key % 2 !== 0).length }
    },
  }
  return only as BackfillRows
}

describe('nextBatch', () => {
  it('visits every key once, in batches of about the size that they have by then, and ends with both halves done', () =>
    fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: -500, max: 500 }), { minLength: 1, maxLength: 200 }),
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 20 }),
        fc.boolean(),
        async (unsorted, sizes, evenOnly) => {
          const keys = unsorted.filter((key) => !evenOnly || key % 2 === 0).toSorted((a, b) => a - b)
          fc.pre(keys.length > 0)
          const visited: number[] = []
          let position: Position = { cursor: null, oddCursor: null }
          for (let at = 0; ; at += 1) {
            const rows = sizes[at % sizes.length] ?? 1
            const look = { position, target: [String(keys.at(-1))], size: { rows, most: rows + 5 }, byHalves: true }
            if (backfill === undefined) throw new Error('no backfill')
            const batch = await nextBatch(rowsOf(keys), {} as Session, backfill, look)
            if (batch === null) break
            const { after, to, half } = batch.range
            const held = keys
              .filter((key) => (after === null || key > Number(after[0])) && key <= Number(to[0]))
              .filter((key) => half === undefined || (key % 2 === 0) === (half === 'even'))
            expect(held).toHaveLength(batch.rows)
            expect(batch.rows).toBeLessThanOrEqual(Math.min(rows + 5, Math.ceil(rows * 1.25)))
            visited.push(...held)
            const { from, to: next } = positionsAround(position, batch.range)
            expect(from).toEqual(position)
            position = next
          }
          expect(visited.toSorted((a, b) => a - b)).toEqual(keys)
          expect(position).toEqual({ cursor: [String(keys.at(-1))], oddCursor: null })
        },
      ),
    ))
})

const items = (keys: string, type: string): string =>
  `CREATE TABLE "Item" ("id" ${type} PRIMARY KEY, "n" INT NOT NULL, "text" TEXT DEFAULT repeat('x', 80));
   INSERT INTO "Item" SELECT id, id FROM (${keys}) AS k(id); ANALYZE "Item"`

async function ready({ url, context }: TestRun, plan: typeof sql, keys: string, type = 'INT'): Promise<void> {
  await query(url, items(keys, type))
  await runExpand(context, { bundles: [plan], migrations: placed(plan, 'expand') })
  await runDeploy(context, plan, {})
}

const wrong = async (url: string): Promise<unknown> =>
  (await query<{ n: number }>(url, 'SELECT count(*)::int AS n FROM "Item" WHERE "n" <> "id" * 2'))[0]?.n

const stands = async (url: string): Promise<unknown> => query(url, 'SELECT cursor, odd_cursor, rows_visited FROM stager.backfills')

/** Stops after so many batches. */
function stopping(run: TestRun, batches: number): RunContext {
  const stop = new AbortController()
  let done = 0
  const context = run.with({ ...double, batchPolicy: () => fixedBatches(100), signal: stop.signal })
  return {
    ...context,
    onEvent: (event) => {
      if (event.type === 'batch') done += 1
      if (done === batches) stop.abort(new Error('stop'))
      context.onEvent(event)
    },
  }
}

describe.each(['sql', 'typescript'])('odd keys, then even ones (%s)', (kind) => {
  const plan = doublingPlan(kind)

  it('leave the table half as much larger, with every row written once', () =>
    withQuietRun(async (run) => {
      await ready(run, plan, 'SELECT generate_series(-5000, 5000)')
      const pages = async (): Promise<number> =>
        (await query<{ pages: number }>(run.url, `SELECT (pg_relation_size('"Item"') / 8192)::int AS pages`))[0]?.pages ?? 0
      const before = await pages()
      await runBackfill(run.with({ ...double, batchPolicy: () => fixedBatches(1000) }), plan)
      expect(await wrong(run.url)).toBe(0)
      expect((await pages()) / before).toBeLessThan(1.6)
      expect(await stands(run.url)).toEqual([{ cursor: '["5000"]', odd_cursor: null, rows_visited: '10001' }])
      const sizes = run.events.flatMap((event) => (event.type === 'batch' ? [event.batchRows] : []))
      expect(sizes.slice(0, 4)).toEqual([950, 950, 950, 950])
    }))

  it.each([1, 2])('go on between the halves, with %i workers', (workers) =>
    withRun(async (run) => {
      await ready(run, plan, 'SELECT generate_series(1, 2000)')
      expect((await rejection(runBackfill(stopping(run, 3), plan))).message).toBe('stop')
      expect(await stands(run.url)).toEqual([{ cursor: '["190"]', odd_cursor: '["380"]', rows_visited: '285' }])
      await runBackfill(run.with({ ...double, batchPolicy: () => fixedBatches(100), workers }), plan)
      expect(await wrong(run.url)).toBe(0)
      expect(await stands(run.url)).toEqual([{ cursor: '["2000"]', odd_cursor: null, rows_visited: '2000' }])
    }),
  )

  it('put rows of either half into quarantine, and do every other row once', () =>
    withRun(async (run) => {
      await ready(run, plan, 'SELECT generate_series(1, 1000)')
      await query(run.url, 'ALTER TABLE "Item" ADD CONSTRAINT "low" CHECK ("n" = "id" OR "id" NOT IN (7, 8, 190, 379, 380, 1000))')
      const patient = { ...double, batchPolicy: () => fixedBatches(100), maxQuarantine: 10 }
      await runBackfill(run.with(patient), plan)
      const open = await query<{ key: readonly string[] }>(
        run.url,
        'SELECT key FROM stager.quarantine WHERE closed_at IS NULL ORDER BY (key[1])::int',
      )
      expect(open.flatMap(({ key }) => key)).toEqual(['7', '8', '190', '379', '380', '1000'])
      expect(await wrong(run.url)).toBe(6)
      await query(run.url, 'ALTER TABLE "Item" DROP CONSTRAINT "low"')
      await runBackfill(run.with(patient), plan)
      expect(await wrong(run.url)).toBe(0)
    }))

  it.each(['SMALLINT', 'BIGINT'])('are found among keys of type %s', (type) =>
    withRun(async (run) => {
      const backfills = plan.plan.backfill.backfills.map((one) => ({ ...one, key: [{ name: 'id', type }] }))
      const typed = { ...plan, plan: { ...plan.plan, backfill: { backfills } } }
      await ready(run, typed, 'SELECT generate_series(-300, 300)', type)
      expect((await rejection(runBackfill(stopping(run, 1), typed))).message).toBe('stop')
      expect(await stands(run.url)).toEqual([{ cursor: null, odd_cursor: '["-111"]', rows_visited: '95' }])
      await runBackfill(run.with({ ...double, batchPolicy: () => fixedBatches(100) }), typed)
      expect(await wrong(run.url)).toBe(0)
    }),
  )

  it.each([
    ['only even ones', 'SELECT generate_series(2, 2000, 2)'],
    ['odd ones first', 'SELECT g * 2 + CASE WHEN g < 500 THEN 1 ELSE 0 END FROM generate_series(1, 1000) AS g'],
  ])('make no batch larger where there are %s', (_, keys) =>
    withRun(async (run) => {
      await ready(run, plan, keys)
      await runBackfill(run.with({ ...double, batchPolicy: () => fixedBatches(100) }), plan)
      expect(await wrong(run.url)).toBe(0)
      const sizes = run.events.flatMap((event) => (event.type === 'batch' ? [event.batchRows] : []))
      expect(Math.max(...sizes)).toBeLessThanOrEqual(125)
      expect(sizes.length).toBeLessThanOrEqual(12)
    }),
  )
})

it('keep their order where a statement numbers the rows', () =>
  withRun(async (run) => {
    const update = 'UPDATE "Item" AS t SET "n" = nextval(\'numbers\') WHERE :key_range'
    const numbering = { ...sql, texts: new Map([...sql.texts].map(([file, text]) => [file, file.startsWith('backfill/') ? update : text])) }
    await query(run.url, 'CREATE SEQUENCE numbers')
    await ready(run, numbering, 'SELECT generate_series(1, 1000)')
    await runBackfill(run.with({ batchPolicy: () => fixedBatches(100) }), numbering)
    expect(await query(run.url, 'SELECT count(*)::int AS n FROM "Item" WHERE "n" <> "id"')).toEqual([{ n: 0 }])
  }))

it('is no column that status asks for: it reads what an older stager has installed', () =>
  withRun(async (run) => {
    await ready(run, sql, 'SELECT generate_series(1, 300)')
    await runBackfill(run.with({ batchPolicy: () => fixedBatches(100) }), sql)
    await query(run.url, 'ALTER TABLE stager.backfills DROP COLUMN odd_cursor')
    const status = await readStatus(run.context, { bundles: [sql], migrations: [] })
    expect(status[0]?.backfills).toMatchObject([{ state: 'done', visitedRows: 300 }])
  }))
