import { describe, expect, it } from 'vitest'

import type { AnswerFlags } from '../../src/diff/parse-answers.ts'
import type { PlanBundle } from '../../src/plan/plan.ts'
import { renderDdl } from '../../src/prisma/engine.ts'
import { fixedBatches } from '../../src/run/backfill/fixed-batches.ts'
import { runBackfill } from '../../src/run/run-backfill.ts'
import { runDeploy } from '../../src/run/run-deploy.ts'
import { runExpand } from '../../src/run/run-expand.ts'
import { runUndo } from '../../src/run/run-undo.ts'
import { query, rowDump, withConnection } from '../helpers/database.ts'
import { planBetween } from '../helpers/expanded-database.ts'
import { placed } from './plan-builder.ts'
import type { TestRun } from './run-context.ts'
import { rejection, withRun } from './run-helper.ts'

interface Filled {
  readonly run: TestRun
  readonly url: string
  readonly bundle: PlanBundle
  /** The rows before expand. */
  readonly rows: string
  undo(context?: TestRun['context']): Promise<void>
}

interface Change {
  readonly before: string
  readonly after: string
  readonly flags: AnswerFlags
  readonly seed: string
  readonly batchRows?: number
  readonly transform?: (row: Readonly<Record<string, unknown>>) => Record<string, unknown>
}

/** Lends a database on which a plan's expand and backfill have run, in batches of seven rows or as said. */
const filled = ({ before, after, flags, seed, batchRows = 7, transform }: Change, work: (filled: Filled) => Promise<void>): Promise<void> =>
  withRun(async (run) => {
    const { url } = run
    await query(url, await renderDdl([{ path: 'schema.prisma', content: `datasource db {\n  provider = "postgresql"\n}\n${before}` }]))
    await query(url, seed)
    const rows = await rowDump(url)
    const bundle = await planBetween(before, after, flags)
    const expand = placed(bundle, 'expand')
    await runExpand(run.context, { bundles: [bundle], migrations: expand })
    await runDeploy(run.context, bundle, {})
    const loadTransform = () => Promise.resolve({ read: [], transform: transform ?? (() => ({})) })
    await runBackfill(run.with({ batchPolicy: () => fixedBatches(batchRows), loadTransform }), bundle)
    const undo = (context = run.context) =>
      runUndo(context, bundle, { migrations: [...expand, ...placed(bundle, 'undo', '20260102000000')] })
    await work({ run, url, bundle, rows, undo })
  })

const left = ({ events }: TestRun) => events.flatMap((event) => (event.type === 'rowsLeftAlone' ? [[event.backfill, event.rows]] : []))
const keptRows = (url: string) => query(url, 'SELECT count(*)::int AS kept FROM stager.replaced_rows')

const users: Change = {
  before: 'model User {\n  id Int @id\n  email String\n  name String?\n  age Int?\n}',
  after: 'model User {\n  id Int @id\n  email String @unique\n  name String\n  age Int\n}',
  flags: { fill: ["User.name='nobody'", 'User.age=id * 2'], duplicates: ['User.email:suffix'] },
  seed: `INSERT INTO "User" SELECT n, 'u' || n % 10, nullif('n' || n, 'n3'), nullif(n % 4, 0) FROM generate_series(1, 40) AS n`,
}

describe('undo gives back what a backfill wrote into columns that were there', () => {
  it('every row of it, and keeps nothing', () =>
    filled(users, async ({ url, rows, undo, run }) => {
      expect(await rowDump(url)).not.toBe(rows)
      await undo()
      expect(await rowDump(url)).toBe(rows)
      expect(left(run)).toEqual([])
      expect(await keptRows(url)).toEqual([{ kept: 0 }])
    }))

  it('but not where the application has changed the value since, column by column, and says so', () =>
    filled(users, async ({ url, rows, undo, run }) => {
      const [row] = await query<{ name: string; age: number }>(url, 'SELECT name, age FROM "User" WHERE id = 3')
      expect(row).toEqual({ name: 'nobody', age: 3 })
      await query(
        url,
        `UPDATE "User" SET name = 'Eve' WHERE id = 3; UPDATE "User" SET email = 'eve' WHERE id IN (15, 16); DELETE FROM "User" WHERE id = 17`,
      )
      await undo()
      expect(left(run)).toEqual([
        ['duplicates.User_email_key', 3],
        ['fill.User', 1],
      ])
      await query(
        url,
        `UPDATE "User" SET name = NULL WHERE id = 3; UPDATE "User" SET email = 'u' || id % 10 WHERE id IN (15, 16); INSERT INTO "User" VALUES (17, 'u7', 'n17', 1)`,
      )
      expect(await rowDump(url)).toBe(rows)
      expect(await keptRows(url)).toEqual([{ kept: 0 }])
    }))

  it('goes on after a stop in the middle', () =>
    filled(
      {
        before: 'model User {\n  id Int @id\n  email String\n}',
        after: 'model User {\n  id Int @id\n  email String @unique\n}',
        flags: { duplicates: ['User.email:suffix'] },
        seed: `INSERT INTO "User" SELECT n, 'u' || n % 10 FROM generate_series(1, 4000) AS n`,
        batchRows: 1000,
      },
      async ({ url, rows, undo, run }) => {
        await withConnection(url, async (other) => {
          await other.query('BEGIN; SELECT 1 FROM "User" WHERE id = 1500 FOR UPDATE')
          const impatient = run.with({ retry: { attempts: 2, baseMilliseconds: 1, capMilliseconds: 1 } })
          expect(await rejection(undo(impatient))).toMatchObject({ code: 'lock-timeout' })
          expect(await keptRows(url)).toEqual([{ kept: 1990 }])
          await other.query('ROLLBACK')
        })
        await undo()
        expect(await rowDump(url)).toBe(rows)
      },
    ))

  it('also what a transform computed, and what the trigger of a rename carried over', () =>
    filled(
      {
        before: 'model Doc {\n  id BigInt @id\n  title String?\n  body Json? @db.Json\n  name String?\n}',
        after: 'model Doc {\n  id BigInt @id\n  title String\n  body Json @db.Json\n  fullName String\n}',
        flags: { fill: ['Doc.title=ts', `Doc.body='{"a":  1}'`, `Doc.fullName='nobody'`], rename: ['Doc.name:fullName'] },
        seed: `INSERT INTO "Doc" SELECT n, nullif('t' || n, 't7'), CASE WHEN n % 3 = 0 THEN '{"b" :  [1.10]}'::json END, nullif('n' || n, 'n9') FROM generate_series(1, 30) AS n`,
        transform: () => ({ title: 'computed' }),
      },
      async ({ url, rows, undo, run }) => {
        expect(await query(url, `SELECT id::int, name FROM "Doc" WHERE title = 'computed' OR name = 'nobody' ORDER BY id`)).toEqual([
          { id: 7, name: 'n7' },
          { id: 9, name: 'nobody' },
        ])
        await undo()
        expect(await rowDump(url)).toBe(rows)
        expect(left(run)).toEqual([])
      },
    ))
})

describe('undo gives back rows that a backfill deleted', () => {
  const tree: Change = {
    before:
      'model Team {\n  id Int @id\n  nodes Node[]\n}\nmodel Node {\n  id Int @id @default(autoincrement())\n  label String\n  teamId Int?\n  team Team? @relation(fields: [teamId], references: [id])\n  parentId Int?\n  parent Node? @relation("Tree", fields: [parentId], references: [id], onDelete: Cascade)\n  children Node[] @relation("Tree")\n}',
    after:
      'model Team {\n  id Int @id\n  nodes Node[]\n}\nmodel Node {\n  id Int @id @default(autoincrement())\n  label String @unique\n  teamId Int?\n  team Team? @relation(fields: [teamId], references: [id])\n  parentId Int?\n  parent Node? @relation("Tree", fields: [parentId], references: [id], onDelete: Cascade)\n  children Node[] @relation("Tree")\n}',
    flags: { duplicates: ['Node.label:delete'] },
    // 5 and 6 are duplicates in one branch; 8 is one, but 9, which is none, would go with it.
    seed: `INSERT INTO "Team" VALUES (1), (2); INSERT INTO "Node" (id, label, "teamId", "parentId") VALUES
      (1, 'a', 1, NULL), (2, 'b', 1, 1), (3, 'c', 1, NULL), (4, 'd', NULL, NULL), (5, 'a', 1, NULL), (6, 'b', 2, 5), (7, 'c', 2, NULL), (8, 'd', 1, NULL), (9, 'e', 1, 8)`,
  }
  const ids = async (url: string) => (await query<{ id: number }>(url, 'SELECT id FROM "Node" ORDER BY id')).map(({ id }) => id)

  it('none of them takes another with it, and parents come back before their children', () =>
    filled(tree, async ({ url, rows, undo, run, bundle }) => {
      expect(await ids(url)).toEqual([1, 2, 3, 4, 8, 9])
      expect(bundle.plan.notes.join(' ')).toContain('A row of Node that others refer to is not deleted')
      await undo()
      expect(await rowDump(url)).toBe(rows)
      expect(left(run)).toEqual([])
    }))

  it('but not where another row has the key, or what a row refers to is gone', () =>
    filled(tree, async ({ url, undo, run }) => {
      await query(
        url,
        `INSERT INTO "Node" (id, label) VALUES (5, 'mine'); UPDATE "Node" SET "teamId" = NULL; DELETE FROM "Team" WHERE id = 2`,
      )
      await undo()
      expect(await query(url, 'SELECT id, label FROM "Node" WHERE id > 4 AND id < 8 ORDER BY id')).toEqual([{ id: 5, label: 'mine' }])
      expect(left(run)).toEqual([['duplicates.Node_label_key', 3]])
    }))
})
