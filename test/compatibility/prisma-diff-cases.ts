import type { ChangeTexts } from './plan-texts.ts'

/** A change that Prisma's own diff gets wrong. */
export interface PrismaDiffCase extends ChangeTexts {
  readonly seed: string
  /** What is in Prisma's SQL. */
  readonly writes: RegExp
  /** How that ends on a table with rows: PostgreSQL's words, or what `rows` finds instead of the values. */
  readonly prisma: { readonly fails: RegExp } | { readonly loses: readonly object[] }
  /** Reads what has to be there after the change. */
  readonly rows: string
  readonly expected: readonly object[]
}

const datasource = 'datasource db {\n  provider = "postgresql"\n}\n'
const schema = (...blocks: readonly string[]): string => [datasource, ...blocks].join('\n')
const model = (name: string, ...members: readonly string[]): string =>
  `model ${name} {\n${members.map((line) => `  ${line}\n`).join('')}}\n`
const item = (...members: readonly string[]): string => model('Item', 'id Int @id', ...members)
const kind = (...values: readonly string[]): string => `enum Kind {\n${values.map((value) => `  ${value}\n`).join('')}}\n`

const values = 'SELECT id, value::text AS value FROM "Item" ORDER BY id'
const nulls = [
  { id: 1, value: null },
  { id: 2, value: null },
]

/** Another type, by DROP and ADD: the values are gone. */
const retyped = (to: string, texts: readonly [string, string]): PrismaDiffCase => ({
  before: schema(item('value String?')),
  after: schema(item(`value ${to}`)),
  seed: `INSERT INTO "Item" VALUES (1, '${texts[0]}'), (2, '${texts[1]}')`,
  writes: /DROP COLUMN "value",\s+ADD COLUMN\s+"value"/,
  prisma: { loses: nulls },
  rows: values,
  expected: texts.map((value, at) => ({ id: at + 1, value })),
})

export const prismaDiffCases: Readonly<Record<string, PrismaDiffCase>> = {
  'SET DATA TYPE BIGSERIAL is no type of a column': {
    before: schema(model('Item', 'id Int @id @default(autoincrement())', 'name String')),
    after: schema(model('Item', 'id BigInt @id @default(autoincrement())', 'name String')),
    seed: `INSERT INTO "Item" (name) VALUES ('a'), ('b')`,
    writes: /SET DATA TYPE BIGSERIAL/,
    prisma: { fails: /type "bigserial" does not exist/ },
    rows: `INSERT INTO "Item" (name) VALUES ('c') RETURNING id::text, pg_typeof(id)::text AS type, (SELECT count(*)::int FROM "Item") AS before`,
    expected: [{ id: '3', type: 'bigint', before: 2 }],
  },
  'DROP SEQUENCE has no name': {
    before: schema(model('Item', 'id Int @id @default(autoincrement())', 'name String')),
    after: schema(item('name String')),
    seed: `INSERT INTO "Item" (name) VALUES ('a'), ('b')`,
    writes: /DROP SEQUENCE "";/,
    prisma: { fails: /zero-length delimited identifier/ },
    rows: `SELECT id, name FROM "Item" ORDER BY id`,
    expected: [
      { id: 1, name: 'a' },
      { id: 2, name: 'b' },
    ],
  },
  'an added autoincrement() begins at 1, where rows are': {
    before: schema(item('name String')),
    after: schema(model('Item', 'id Int @id @default(autoincrement())', 'name String')),
    seed: `INSERT INTO "Item" VALUES (1, 'a'), (2, 'b')`,
    writes: /CREATE SEQUENCE item_id_seq;/,
    prisma: { fails: /duplicate key value violates unique constraint "Item_pkey"/ },
    rows: `INSERT INTO "Item" (name) VALUES ('c') RETURNING id`,
    expected: [{ id: 3 }],
  },
  'a value leaves an enum that a new column has too': {
    before: schema(kind('A', 'B', 'C'), item('value Kind')),
    after: schema(kind('A', 'B'), item('value Kind', 'other Kind @default(A)')),
    answers: { mapValue: ['Kind.C:B'] },
    seed: `INSERT INTO "Item" VALUES (1, 'A'), (2, 'B')`,
    writes: /ALTER COLUMN "other" TYPE "Kind_new"[\s\S]*ADD COLUMN\s+"other"/,
    prisma: { fails: /column "other" does not exist/ },
    rows: 'SELECT id, value::text, other::text FROM "Item" ORDER BY id',
    expected: [
      { id: 1, value: 'A', other: 'A' },
      { id: 2, value: 'B', other: 'A' },
    ],
  },
  'a column that is renamed is dropped and added': {
    before: schema(item('old String?')),
    after: schema(item('value String?')),
    answers: { rename: ['Item.old:value'] },
    seed: `INSERT INTO "Item" VALUES (1, 'a'), (2, 'b')`,
    writes: /DROP COLUMN "old",\s+ADD COLUMN\s+"value"/,
    prisma: { loses: nulls },
    rows: values,
    expected: [
      { id: 1, value: 'a' },
      { id: 2, value: 'b' },
    ],
  },
  'a table that is renamed is dropped and created': {
    before: schema(item('value String')),
    after: schema(model('Thing', 'id Int @id', 'value String')),
    answers: { rename: ['Item:Thing'] },
    seed: `INSERT INTO "Item" VALUES (1, 'a'), (2, 'b')`,
    writes: /DROP TABLE "Item";[\s\S]*CREATE TABLE "Thing"/,
    prisma: { loses: [] },
    rows: 'SELECT id, value FROM "Thing" ORDER BY id',
    expected: [
      { id: 1, value: 'a' },
      { id: 2, value: 'b' },
    ],
  },
  'text becomes uuid': retyped('String? @db.Uuid', ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002']),
  'text becomes json': retyped('Json?', ['{"a": 1}', '[2]']),
}
