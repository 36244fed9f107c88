import { describe, expect, it } from 'vitest'
import { examples } from '../helpers/examples.ts'
import { query } from '../helpers/database.ts'
import { runOperationCase } from '../helpers/operation-case.ts'

/** Where a backfill settles rows or fills columns that were there before, undo restores the structure only. */
const writesExistingColumns: ReadonlySet<string> = new Set(['06-optional-to-required', '20-new-unique', '22-new-foreign-key'])

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
  '20-new-unique': (url) =>
    none(
      url,
      `SELECT id FROM "User" WHERE id <= 300 AND "email" <> 'user' || id % 290 || '@example.org' || CASE WHEN id > 290 THEN '-' || id ELSE '' END`,
    ),
  '22-new-foreign-key': (url) =>
    none(url, `SELECT id FROM "Comment" WHERE id <= 300 AND "userId" IS DISTINCT FROM nullif(least(1 + id % 60, 51), 51)`),
}

const none = async (url: string, sql: string): Promise<void> => expect(await query(url, sql)).toEqual([])

// The whole walk, twice: about ten seconds each on an idle machine.
describe.concurrent('each worked example', { timeout: 240_000 }, () => {
  it.for(examples)('$folder: works from before to after', async (example) => {
    const afterContract = expectations[example.folder]
    await runOperationCase({
      ...example,
      undoKeepsRows: !writesExistingColumns.has(example.folder),
      // The foreign key holds until contract, for the new application too.
      ...(example.folder === '23-drop-foreign-key' ? { values: { 'Comment.userId': (number: number) => 1 + (number % 50) } } : {}),
      ...(afterContract === undefined ? {} : { afterContract }),
    })
  })
})
