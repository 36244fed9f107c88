import { describe, expect, it } from 'vitest'
import { examples } from '../helpers/examples.ts'
import { query } from '../helpers/database.ts'
import { runOperationCase, type OperationCase } from '../helpers/operation-case.ts'

/** Where a backfill settles rows or fills columns that were there before, undo restores the structure only. */
const writesExistingColumns: ReadonlySet<string> = new Set(['06-optional-to-required', '20-new-unique', '22-new-foreign-key'])

/** PostgreSQL cannot take back what these do. */
const irreversible: ReadonlySet<string> = new Set(['13-widen-column', '24-enum-value'])

/** The foreign key holds until contract, for the new application too; and no old client can read a new value of an enum. */
const values: Readonly<Record<string, OperationCase['values']>> = {
  '23-drop-foreign-key': { 'Comment.userId': (number) => 1 + (number % 50) },
  '24-enum-value': { 'Ticket.status': (number) => ['OPEN', 'DONE'][number % 2] },
}

const expectations: Readonly<Record<string, (url: string) => Promise<void>>> = {
  '03-column-with-default': (url) => none(url, `SELECT id FROM "User" WHERE "role" <> 'member'`),
  '05-required-column': (url) => none(url, `SELECT id FROM "User" WHERE id <= 300 AND "domain" IS DISTINCT FROM 'example.org'`),
  '05-required-column-by-typescript': (url) =>
    none(url, `SELECT id FROM "Post" WHERE id <= 300 AND "slug" IS DISTINCT FROM 'the-' || id || '-post-n-code-quotes-' || id`),
  '06-optional-to-required': (url) =>
    none(
      url,
      `SELECT id FROM "User" WHERE id <= 300 AND "name" IS DISTINCT FROM CASE WHEN id % 3 = 0 THEN 'user' || id ELSE 'User ' || id END`,
    ),
  '11-rename-column': (url) =>
    none(
      url,
      `SELECT id FROM "BlogPost" WHERE id <= 300 AND ("authorName", "slug") IS DISTINCT FROM ('Author ' || id % 7, 'handle-' || id)`,
    ),
  '13-widen-column': async (url) => {
    await query(
      url,
      `INSERT INTO "Product" (code, title, summary, price) VALUES (repeat('c', 32), repeat('t', 500), repeat('s', 200), 9999999999.99)`,
    )
    await none(
      url,
      `SELECT id FROM "Product" WHERE id <= 300 AND (code <> 'P-' || id OR title <> 'Product ' || id OR price <> round(id / 4.0, 2))`,
    )
  },
  '20-new-unique': (url) =>
    none(
      url,
      `SELECT id FROM "User" WHERE id <= 300 AND "email" <> 'user' || id % 290 || '@example.org' || CASE WHEN id > 290 THEN '-' || id ELSE '' END`,
    ),
  '22-new-foreign-key': (url) =>
    none(url, `SELECT id FROM "Comment" WHERE id <= 300 AND "userId" IS DISTINCT FROM nullif(least(1 + id % 60, 51), 51)`),
  '24-enum-value': async (url) => {
    const rows = await query(url, `SELECT unnest(enum_range(NULL::"Status"))::text AS value`)
    expect(rows.map((row) => Object.values(row)[0])).toEqual(['DRAFT', 'OPEN', 'in progress', 'DONE', 'ARCHIVED'])
    await query(url, `UPDATE "Ticket" SET status = 'ARCHIVED' WHERE id <= 10`)
  },
}

const none = async (url: string, sql: string): Promise<void> => expect(await query(url, sql)).toEqual([])

// The whole walk, twice: about ten seconds each on an idle machine.
describe.concurrent('each worked example', { timeout: 240_000 }, () => {
  it.for(examples)('$folder: works from before to after', async (example) => {
    const afterContract = expectations[example.folder]
    await runOperationCase({
      ...example,
      undoKeepsRows: !writesExistingColumns.has(example.folder),
      ...(irreversible.has(example.folder) ? { undo: 'refused' } : {}),
      ...(values[example.folder] === undefined ? {} : { values: values[example.folder] }),
      ...(afterContract === undefined ? {} : { afterContract }),
    })
  })
})
