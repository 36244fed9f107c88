import { describe, expect, it } from 'vitest'
import { query } from '../helpers/database.ts'
import { withExpandedDatabase } from '../helpers/expanded-database.ts'

const rows = (url: string): Promise<readonly object[]> => query(url, 'SELECT * FROM "T" ORDER BY id')

describe('a renamed column', () => {
  const change = {
    before: 'model T {\n  id Int @id\n  a String\n  other Int @default(0)\n}\n',
    after: 'model T {\n  id Int @id\n  b String\n  other Int @default(0)\n}\n',
    flags: { rename: ['T.a:b'] },
    seed: `INSERT INTO "T" (id, a) VALUES (1, 'old')`,
  }

  it('takes the value of whichever side writes it', () =>
    withExpandedDatabase(change, async (url) => {
      await query(url, `INSERT INTO "T" (id, a) VALUES (2, 'from the old application')`)
      await query(url, `INSERT INTO "T" (id, b) VALUES (3, 'from the new application')`)
      await query(url, `UPDATE "T" SET a = 'changed by the old' WHERE id = 3`)
      await query(url, `UPDATE "T" SET b = 'changed by the new' WHERE id = 2`)
      expect(await rows(url)).toEqual([
        { id: 1, a: 'old', b: null, other: 0 },
        { id: 2, a: 'changed by the new', b: 'changed by the new', other: 0 },
        { id: 3, a: 'changed by the old', b: 'changed by the old', other: 0 },
      ])
    }))

  it('is written on either side of a row that the backfill has not reached', () =>
    withExpandedDatabase(change, async (url) => {
      await query(url, `UPDATE "T" SET other = 1 WHERE id = 1`)
      expect(await rows(url)).toEqual([{ id: 1, a: 'old', b: null, other: 1 }])
      await query(url, `UPDATE "T" SET a = 'again' WHERE id = 1`)
      expect(await rows(url)).toEqual([{ id: 1, a: 'again', b: 'again', other: 1 }])
    }))

  it('prefers the new column when a statement writes both', () =>
    withExpandedDatabase(change, async (url) => {
      await query(url, `UPDATE "T" SET a = 'x', b = 'y' WHERE id = 1`)
      await query(url, `INSERT INTO "T" (id, a, b) VALUES (2, 'x', 'y')`)
      expect(await rows(url)).toMatchObject([
        { a: 'y', b: 'y' },
        { a: 'y', b: 'y' },
      ])
    }))

  it('works over json, which has no equality operator', () =>
    withExpandedDatabase(
      {
        before: 'model T {\n  id Int @id\n  a Json @db.Json\n}\n',
        after: 'model T {\n  id Int @id\n  b Json @db.Json\n}\n',
        flags: { rename: ['T.a:b'] },
        seed: `INSERT INTO "T" (id, a) VALUES (1, '{"n":1}')`,
      },
      async (url) => {
        await query(url, `UPDATE "T" SET a = '{"n":2}' WHERE id = 1`)
        await query(url, `INSERT INTO "T" (id, b) VALUES (2, '[]')`)
        expect(await rows(url)).toEqual([
          { id: 1, a: { n: 2 }, b: { n: 2 } },
          { id: 2, a: [], b: [] },
        ])
      },
    ))

  it('follows a change of the letter case alone, though the column calls the two equal', () =>
    withExpandedDatabase(
      {
        before: 'model T {\n  id Int @id\n  a String @db.Citext\n  c String\n}\n',
        after: 'model T {\n  id Int @id\n  b String @db.Citext\n  d String\n}\n',
        flags: { rename: ['T.a:b', 'T.c:d'] },
        prepare: 'CREATE EXTENSION citext',
        seed: `CREATE COLLATION careless (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
          ALTER TABLE "T" ALTER c TYPE text COLLATE careless;
          INSERT INTO "T" VALUES (1, 'ada', 'ada')`,
      },
      async (url) => {
        await query(url, `INSERT INTO "T" (id, a, c) VALUES (2, 'eve', 'eve'), (3, 'bob', 'bob')`)
        await query(url, `UPDATE "T" SET a = initcap(a), c = initcap(c) WHERE id < 3`)
        await query(url, `UPDATE "T" SET b = 'BOB', d = 'BOB' WHERE id = 3`)
        expect(await rows(url)).toEqual([
          { id: 1, a: 'Ada', b: 'Ada', c: 'Ada', d: 'Ada' },
          { id: 2, a: 'Eve', b: 'Eve', c: 'Eve', d: 'Eve' },
          { id: 3, a: 'BOB', b: 'BOB', c: 'BOB', d: 'BOB' },
        ])
      },
    ))

  it('lets the old default reach both columns', () =>
    withExpandedDatabase(
      {
        before: `model T {\n  id Int @id\n  a String @default("none")\n}\n`,
        after: `model T {\n  id Int @id\n  b String @default("none")\n}\n`,
        flags: { rename: ['T.a:b'] },
      },
      async (url) => {
        await query(url, 'INSERT INTO "T" (id) VALUES (1)')
        await query(url, `INSERT INTO "T" (id, b) VALUES (2, 'some')`)
        expect(await rows(url)).toEqual([
          { id: 1, a: 'none', b: 'none' },
          { id: 2, a: 'some', b: 'some' },
        ])
      },
    ))
})

describe('a required column that SQL computes', () => {
  const change = {
    before: 'model T {\n  id Int @id\n  title String\n}\n',
    after: 'model T {\n  id Int @id\n  title String\n  slug String\n}\n',
    flags: { fill: ['T.slug=lower(title)'] },
  }

  it('is filled for writers that do not know it, and follows its source', () =>
    withExpandedDatabase(change, async (url) => {
      await query(url, `INSERT INTO "T" (id, title) VALUES (1, 'One')`)
      expect(await rows(url)).toEqual([{ id: 1, title: 'One', slug: 'one' }])
      await query(url, `UPDATE "T" SET title = 'TWO' WHERE id = 1`)
      expect(await rows(url)).toEqual([{ id: 1, title: 'TWO', slug: 'two' }])
    }))

  it('keeps what the new application gives', () =>
    withExpandedDatabase(change, async (url) => {
      await query(url, `INSERT INTO "T" (id, title, slug) VALUES (1, 'One', 'mine')`)
      await query(url, `UPDATE "T" SET title = 'Two', slug = 'still-mine' WHERE id = 1`)
      expect(await rows(url)).toEqual([{ id: 1, title: 'Two', slug: 'still-mine' }])
    }))

  it('costs an update that concerns no rule no call of its function, the backfill’s among them', () =>
    withExpandedDatabase({ ...change, seed: `INSERT INTO "T" (id, title) VALUES (1, 'One')` }, async (url) => {
      const [trigger] = await query<{ name: string }>(url, 'SELECT tgfoid::regproc::text AS name FROM pg_trigger LIMIT 1')
      const refuse = `LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'called'; END $$`
      await query(url, `CREATE OR REPLACE FUNCTION ${trigger?.name ?? ''}() RETURNS trigger ${refuse}`)
      await query(url, `UPDATE "T" SET slug = 'one'`)
      await query(url, 'UPDATE "T" SET id = 2')
      for (const called of [`SET title = 'Two'`, 'SET slug = NULL'])
        await expect(query(url, `UPDATE "T" ${called}`)).rejects.toThrow('called')
      expect(await rows(url)).toEqual([{ id: 2, title: 'One', slug: 'one' }])
    }))
})

describe('an optional column that becomes required', () => {
  it('is filled where it is NULL only: the values are the application’s own', () =>
    withExpandedDatabase(
      {
        before: 'model T {\n  id Int @id\n  title String\n  name String?\n}\n',
        after: 'model T {\n  id Int @id\n  title String\n  name String\n}\n',
        flags: { fill: ['T.name=lower(title)'] },
      },
      async (url) => {
        await query(url, `INSERT INTO "T" (id, title, name) VALUES (1, 'One', 'own'), (2, 'Two', NULL)`)
        await query(url, `UPDATE "T" SET title = 'Other'`)
        expect(await rows(url)).toMatchObject([{ name: 'own' }, { name: 'two' }])
        await query(url, `UPDATE "T" SET name = NULL`)
        expect(await rows(url)).toMatchObject([{ name: 'other' }, { name: 'other' }])
      },
    ))
})

describe('a dropped column with a way down', () => {
  it('has a value for the old application in rows of the new one', () =>
    withExpandedDatabase(
      {
        before: 'model T {\n  id Int @id\n  title String\n  legacy String\n}\n',
        after: 'model T {\n  id Int @id\n  title String\n}\n',
        flags: { drop: ['T.legacy'], down: ['T.legacy=upper(title)'] },
      },
      async (url) => {
        await query(url, `INSERT INTO "T" (id, title) VALUES (1, 'One')`)
        await query(url, `INSERT INTO "T" (id, title, legacy) VALUES (2, 'Two', 'kept')`)
        expect(await rows(url)).toEqual([
          { id: 1, title: 'One', legacy: 'ONE' },
          { id: 2, title: 'Two', legacy: 'kept' },
        ])
      },
    ))
})

describe('names of any kind', () => {
  it('quotes tables and columns with quotes, spaces, emoji and 63 bytes', () => {
    const table = `a "b" 🐘 ${'x'.repeat(40)}`
    const [from, to] = [`old "q" ${'é'.repeat(20)}`, `new 'q' 🚀 ${'é'.repeat(20)}`]
    const model = (field: string, column: string): string =>
      `model T {\n  id Int @id\n  ${field} String @map(${JSON.stringify(column)})\n  @@map(${JSON.stringify(table)})\n}\n`
    const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
    return withExpandedDatabase({ before: model('a', from), after: model('b', to), flags: { rename: ['T.a:b'] } }, async (url) => {
      await query(url, `INSERT INTO ${quoted(table)} (id, ${quoted(from)}) VALUES (1, 'x')`)
      expect(await query(url, `SELECT ${quoted(to)} AS value FROM ${quoted(table)}`)).toEqual([{ value: 'x' }])
    })
  })
})

describe('a fill that fails for some rows', () => {
  it('leaves such a row without a value, and its writer without an error', () =>
    withExpandedDatabase(
      {
        before: 'model T {\n  id Int @id\n  code String?\n}\n',
        after: 'model T {\n  id Int @id\n  code String?\n  number Int?\n}\n',
        flags: { fill: ['T.number=code::int'] },
        seed: `INSERT INTO "T" VALUES (1, '1')`,
      },
      async (url) => {
        await query(url, `INSERT INTO "T" (id, code) VALUES (2, '2'), (3, 'three')`)
        await query(url, `UPDATE "T" SET code = 'two' WHERE id = 2`)
        await query(url, `UPDATE "T" SET code = '3' WHERE id = 3`)
        expect(await rows(url)).toEqual([
          { id: 1, code: '1', number: null },
          { id: 2, code: 'two', number: null },
          { id: 3, code: '3', number: 3 },
        ])
      },
    ))
})
