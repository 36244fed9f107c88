import { expect } from 'vitest'
import type { Example } from '../helpers/examples.ts'
import { query } from '../helpers/database.ts'
import { runOperationCase, type OperationCase } from '../helpers/operation-case.ts'

/** PostgreSQL cannot take back what these do. */
const irreversible: ReadonlySet<string> = new Set(['13-widen-column', '24-enum-value'])

const numberOrText = (number: number, { type }: { readonly type: string }): number | string => (type === 'String' ? String(number) : number)

/** The foreign key holds until contract, for the new application too; and no old client can read a new value of an enum. */
const values: Readonly<Record<string, OperationCase['values']>> = {
  // What both types hold.
  '14-type-swap': {
    'Reading.total': (number) => number,
    'Reading.counts': (number) => [number, 1],
    'Reading.offsetBy': (number) => number,
    'Reading.level': (number) => (number % 100_000) + 0.25,
    'Reading.day': (number) => new Date(86_400_000 * (number % 20_000)),
    'Reading.token': (number) => `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`,
    'Reading.settings': (number) => `{"number": ${String(number)}}`,
  },
  // The same values in both types, as code would write them that knows its data.
  '15-type-by-map': {
    'Customer.number': numberOrText,
    'Order.customerNo': numberOrText,
    'Customer.age': (number, field) => numberOrText(number % 100, field),
    'Customer.points': numberOrText,
    'Customer.score': (number) => number,
    'Customer.role': (number) => ['MEMBER', 'ADMIN'][number % 2],
    'Customer.plan': (number) => ['FREE', 'SMALL', 'TEAM', 'LARGE'][number % 4],
    'Customer.active': (number, { type }) => (type === 'Int' ? number % 2 : number % 2 === 1),
  },
  '23-drop-foreign-key': { 'Comment.userId': (number) => 1 + (number % 50) },
  // The old application gives its own numbers, the new one takes the sequence's: far enough apart not to meet.
  '28-autoincrement-added': { 'Invoice.id': (number) => (number % 1_000_000) * 1000, 'Receipt.line': (number) => number % 1000 },
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
  '28-autoincrement-added': async (url) => {
    await query(url, `INSERT INTO "Invoice" ("title", "amount") VALUES ('next', 1)`)
    await none(url, `SELECT id FROM "Invoice" WHERE title = 'next' AND id <= 2100`)
  },
}

const none = async (url: string, sql: string): Promise<void> => expect(await query(url, sql)).toEqual([])

/** From before to after: the walk of a kind of change, with what this example expects of its rows. */
export async function walkExample(example: Example, how: Pick<OperationCase, 'byCli' | 'thinkMilliseconds'>): Promise<void> {
  const afterContract = expectations[example.folder]
  await runOperationCase({
    ...example,
    ...how,
    ...(irreversible.has(example.folder) ? { undo: 'refused' } : {}),
    ...(values[example.folder] === undefined ? {} : { values: values[example.folder] }),
    ...(afterContract === undefined ? {} : { afterContract }),
  })
}
