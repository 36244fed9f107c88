import { describe, expect, it } from 'vitest'
import { query } from '../helpers/database.ts'
import { withExpandedDatabase } from '../helpers/expanded-database.ts'

const rows = (url: string): Promise<readonly object[]> => query(url, 'SELECT * FROM "T" ORDER BY id')

/** As stager's backfill does it. */
const backfill = async (url: string, texts: ReadonlyMap<string, string>, key = 'true'): Promise<void> => {
  for (const [path, text] of texts) {
    if (!path.startsWith('backfill/')) continue
    await query(url, `SELECT set_config('stager.backfill', 'on', false); ${text.replaceAll(':key_range', key)}`)
  }
}

describe('a column that is split', () => {
  const change = {
    before: 'model T {\n  id Int @id\n  name String @default("nobody")\n  other Int @default(0)\n}\n',
    after: 'model T {\n  id Int @id\n  first String\n  last String?\n  other Int @default(0)\n}\n',
    flags: {
      drop: ['T.name'],
      fill: [`T.first=split_part(name, ' ', 1)`, `T.last=nullif(split_part(name, ' ', 2), '')`],
      down: [`T.name=concat_ws(' ', first, last)`],
    },
    seed: `INSERT INTO "T" (id, name) VALUES (1, 'Ann  Lee'), (2, 'Bob Ray Fox')`,
  }

  it('is written by both applications', () =>
    withExpandedDatabase(change, async (url) => {
      await query(
        url,
        `DELETE FROM "T"; INSERT INTO "T" (id, name) VALUES (1, 'Cy Day'); INSERT INTO "T" (id, first, last) VALUES (2, 'Di', 'Eck')`,
      )
      await query(url, `INSERT INTO "T" (id, first) VALUES (3, 'Fay')`)
      expect(await rows(url)).toMatchObject([
        { name: 'Cy Day', first: 'Cy', last: 'Day' },
        { name: 'Di Eck', first: 'Di', last: 'Eck' },
        { name: 'Fay', first: 'Fay', last: null },
      ])
      await query(url, `UPDATE "T" SET last = 'Gow' WHERE id = 1; UPDATE "T" SET name = 'Hal Ivy' WHERE id = 2; UPDATE "T" SET other = 1`)
      await query(url, `UPDATE "T" SET last = 'Jay' WHERE id = 3; UPDATE "T" SET last = NULL WHERE id = 2`)
      expect(await rows(url)).toMatchObject([
        { name: 'Cy Gow', first: 'Cy', last: 'Gow' },
        { name: 'Hal', first: 'Hal', last: null },
        { name: 'Fay Jay', first: 'Fay', last: 'Jay' },
      ])
    }))

  it('keeps what it held when the backfill, or an update of something else, fills the parts', () =>
    withExpandedDatabase(change, async (url, { texts }) => {
      await query(url, `UPDATE "T" SET other = 1 WHERE id = 2`)
      await backfill(url, texts)
      expect(await rows(url)).toMatchObject([
        { name: 'Ann  Lee', first: 'Ann', last: null },
        { name: 'Bob Ray Fox', first: 'Bob', last: 'Ray' },
      ])
    }))

  it('keeps the other part when one is written before the backfill', () =>
    withExpandedDatabase(change, async (url) => {
      await query(url, `UPDATE "T" SET first = 'Rob' WHERE id = 2`)
      expect(await rows(url)).toMatchObject([{}, { name: 'Rob Ray', first: 'Rob', last: 'Ray' }])
    }))
})

describe('columns that are merged', () => {
  const change = {
    before: 'model T {\n  id Int @id\n  first String\n  last String?\n}\n',
    after: 'model T {\n  id Int @id\n  name String\n}\n',
    flags: {
      drop: ['T.first', 'T.last'],
      fill: [`T.name=concat_ws(' ', first, last)`],
      down: [`T.first=split_part(name, ' ', 1)`, `T.last=nullif(split_part(name, ' ', 2), '')`],
    },
    seed: `INSERT INTO "T" (id, first, last) VALUES (1, 'Ann', 'van Lee')`,
  }

  it('keep what the old application wrote, and follow the new one', () =>
    withExpandedDatabase(change, async (url, { texts }) => {
      await backfill(url, texts)
      await query(url, `UPDATE "T" SET first = 'Anna' WHERE id = 1`)
      expect(await rows(url)).toMatchObject([{ first: 'Anna', last: 'van Lee', name: 'Anna van Lee' }])
      await query(url, `INSERT INTO "T" (id, first) VALUES (2, 'Bob'); INSERT INTO "T" (id, name) VALUES (3, 'Cy Day')`)
      await query(url, `UPDATE "T" SET name = 'Di Eck' WHERE id = 1`)
      expect(await rows(url)).toMatchObject([
        { first: 'Di', last: 'Eck', name: 'Di Eck' },
        { first: 'Bob', last: null, name: 'Bob' },
        { first: 'Cy', last: 'Day', name: 'Cy Day' },
      ])
    }))
})

describe('a column that goes on in another type', () => {
  const change = {
    before: 'model T {\n  id Int @id\n  a String?\n  other Int @default(0)\n}\n',
    after: 'model T {\n  id Int @id\n  b Int?\n  other Int @default(0)\n}\n',
    flags: { rename: ['T.a:b'] },
    seed: `INSERT INTO "T" (id, a) VALUES (1, '007'), (2, 'seven'), (3, NULL)`,
  }

  it('keeps the old value to the letter, and hands no error to a writer', () =>
    withExpandedDatabase(change, async (url, { texts }) => {
      await backfill(url, texts)
      await query(url, `UPDATE "T" SET other = 1; INSERT INTO "T" (id, a) VALUES (4, 'eight'); INSERT INTO "T" (id, b) VALUES (5, 9)`)
      await query(url, `UPDATE "T" SET a = '10' WHERE id = 2`)
      expect(await rows(url)).toMatchObject([
        { a: '007', b: 7 },
        { a: '10', b: 10 },
        { a: null, b: null },
        { a: 'eight', b: null },
        { a: '9', b: 9 },
      ])
    }))

  it('is refused at contract where a value has no place, or comes back as another', () =>
    withExpandedDatabase(change, async (url, { plan, texts }) => {
      await backfill(url, texts)
      const counts = await Promise.all(
        plan.contract.verifications.map(async ({ id, countSql }) => [id, Object.values((await query(url, countSql))[0] ?? {})[0]]),
      )
      expect(Object.fromEntries(counts)).toMatchObject({ 'convert.T.b': '1', 'lose.T.b': '1' })
    }))

  it('does not write over what the new application wrote, with nothing that leads back', () =>
    withExpandedDatabase(
      {
        before: 'model T {\n  id Int @id\n  a DateTime?\n}\n',
        after: 'model T {\n  id Int @id\n  b Int?\n}\n',
        flags: { rename: ['T.a:b'], fill: ['T.b=extract(year FROM a)::int'] },
        seed: `INSERT INTO "T" (id, a) VALUES (1, '2026-01-01'), (2, '2025-01-01')`,
      },
      async (url, { texts }) => {
        await backfill(url, texts, 't.id = 1')
        await query(url, `UPDATE "T" SET b = 1 WHERE id = 1; UPDATE "T" SET b = 3 WHERE id = 2; UPDATE "T" SET b = NULL WHERE id = 2`)
        await backfill(url, texts)
        expect(await rows(url)).toEqual([
          { id: 1, a: null, b: 1 },
          { id: 2, a: null, b: null },
        ])
      },
    ))
})
