import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'

import { plan } from '../../src/commands/plan.ts'
import { renderDdl } from '../../src/prisma/engine.ts'
import { fixedBatches } from '../../src/run/backfill/fixed-batches.ts'
import { runBackfill } from '../../src/run/run-backfill.ts'
import { runDeploy } from '../../src/run/run-deploy.ts'
import { runExpand } from '../../src/run/run-expand.ts'
import { loadTransform } from '../../src/transform/load-transform.ts'
import { query } from '../helpers/database.ts'
import { placed } from './plan-builder.ts'
import { withRun } from './run-helper.ts'

/** A way to walk over a table. */
export interface WalkedKey {
  readonly name: string
  /** The key's fields in the schema, and what else makes them a key. */
  readonly fields: string
  /** The columns by which the plan has to walk. */
  readonly walks: readonly string[]
  /** What the columns in `sets` (or else those in `walks`) hold in the row number `g`; the order of the rows is another one. */
  readonly values: string
  readonly sets?: readonly string[]
  /** Runs before there are rows. */
  readonly prepare?: string
  /** Runs now and then between two batches. */
  readonly between?: readonly string[]
}

const schema = (key: string, more: string): string => `datasource db {
  provider = "postgresql"
}

model Item {
  ${key}
  number Int
  price  Int
${more}
}
`

const transform = `import { defineBackfill } from 'stager'
export default defineBackfill<{ price: number }, { pennies: number }>({
  read: ['price'],
  transform: async ({ price }) => ({ pennies: price * 100 }),
})`

/** What the application does before a batch: the old release writes the price only, the new one all of it; rows are born, leave, and change their key. */
function traffic(key: WalkedKey, turn: number): string {
  const columns = key.sets ?? key.walks
  const names = columns.map((name) => `"${name}"`).join(', ')
  const row = (number: number): string => key.values.replaceAll(/\bg\b/g, String(number))
  const born = [1, 2, 3].map((one) => 1_000 + turn * 10 + one)
  return [
    `UPDATE "Item" SET price = price + 7 WHERE number % 11 = ${turn % 11}`,
    `UPDATE "Item" SET price = price + 1, cents = (price + 1) * 100, pennies = (price + 1) * 100 WHERE number % 13 = ${turn % 13}`,
    ...born.map((number) => `INSERT INTO "Item" (${names}, number, price) VALUES (${row(number)}, ${number}, ${number})`),
    `DELETE FROM "Item" WHERE number = ${turn * 17}`,
    ...[turn * 5 + 1, 200 - turn * 5].map(
      (number) => `UPDATE "Item" SET (${names}) = ROW(${row(number + 5_000)}) WHERE number = ${number}`,
    ),
  ].join(';\n')
}

/** As many batches are disturbed; after that the walk can come to its end. */
const turns = 12

/**
 * `price * 100` by SQL and by a transform, over 200 rows, eight batches each, while the application writes: every row ends with what its price
 * makes, and no value is ever computed from a computed one, or twice.
 */
export const checkExactlyOnce = (key: WalkedKey): Promise<void> =>
  withRun(async (run) => {
    const directory = await mkdtemp(join(tmpdir(), 'stager-exactly-once-'))
    await writeFile(join(directory, 'before.prisma'), schema(key.fields, ''))
    await writeFile(join(directory, 'after.prisma'), schema(key.fields, '  cents Int\n  pennies Int'))
    await writeFile(join(directory, 'pennies.ts'), transform)
    const fill = ['Item.cents=price * 100', 'Item.pennies=./pennies.ts']
    const { bundle } = await plan({ cwd: directory, from: 'before.prisma', to: 'after.prisma', name: 'cents', fill })
    if (bundle === null) throw new Error('no change')
    expect(bundle.plan.backfill.backfills.map((backfill) => backfill.key.map(({ name }) => name))).toEqual([key.walks, key.walks])

    if (key.prepare?.startsWith('CREATE EXTENSION') === true) await query(run.url, key.prepare)
    await query(run.url, await renderDdl([{ path: 'schema.prisma', content: schema(key.fields, '') }]))
    if (key.prepare?.startsWith('CREATE EXTENSION') === false) await query(run.url, key.prepare)
    const names = (key.sets ?? key.walks).map((name) => `"${name}"`).join(', ')
    await query(run.url, `INSERT INTO "Item" (${names}, number, price) SELECT ${key.values}, g, g FROM generate_series(1, 200) AS g`)
    await query(run.url, 'ANALYZE "Item"')
    await runExpand(run.context, { bundles: [bundle], migrations: placed(bundle, 'expand') })
    await runDeploy(run.context, bundle, {})
    await query(
      run.url,
      `CREATE TABLE "Overwritten" ("number" INT);
       CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO "Overwritten" VALUES (NEW.number); RETURN NULL; END';
       CREATE TRIGGER note AFTER UPDATE ON "Item" FOR EACH ROW WHEN (current_setting('stager.backfill', true) = 'on'
         AND (OLD.cents <> NEW.cents OR OLD.pennies <> NEW.pennies)) EXECUTE FUNCTION note()`,
    )

    let turn = 0
    const disturbed = {
      ...run.with({ batchPolicy: () => fixedBatches(25), loadTransform: () => loadTransform('pennies.ts', directory) }),
      throttle: {
        wait: async () => {
          turn += 1
          if (turn <= turns) await query(run.url, traffic(key, turn))
          const between = turn <= turns ? key.between?.[turn % key.between.length] : undefined
          if (between !== undefined) await query(run.url, between)
          return { mostRows: null, rests: false }
        },
      },
    }
    await runBackfill(disturbed, bundle)
    expect(turn).toBeGreaterThan(turns)
    expect(
      await query(
        run.url,
        `SELECT count(*)::int AS rows, count(DISTINCT number)::int AS numbers,
           count(*) FILTER (WHERE cents IS DISTINCT FROM price * 100 OR pennies IS DISTINCT FROM price * 100)::int AS wrong FROM "Item"`,
      ),
    ).toEqual([{ rows: 200 + turns * 2 + 1, numbers: 200 + turns * 2 + 1, wrong: 0 }])
    expect(await query(run.url, 'SELECT * FROM "Overwritten"')).toEqual([])
  })

const difficult = `(ARRAY['a', 'B', 'ä', 'Z', '_', '😀'])[1 + g % 6] || md5((g)::text)`

/** As different as can be. */
export const someKeys: readonly WalkedKey[] = [
  { name: 'int', fields: 'id Int @id', walks: ['id'], values: '(g * 7919) % 10007' },
  { name: 'int, in order: by halves', fields: 'id Int @id', walks: ['id'], values: 'g' },
  {
    name: 'composite, of a text in a collation of its own',
    fields: 'a Int\n  b String\n  @@id([a, b])',
    walks: ['a', 'b'],
    values: `g % 3, ${difficult}`,
    prepare: 'ALTER TABLE "Item" ALTER b TYPE text COLLATE "und-x-icu"',
  },
  {
    name: 'where the rows lie',
    fields: 'ref Int? @unique\n  @@ignore',
    walks: ['ctid'],
    sets: ['ref'],
    values: 'nullif(g % 2, 0) * g',
    // Rows that are large enough to lie in several blocks; what is deleted makes room in those that were visited, and in those that were not.
    prepare: `ALTER TABLE "Item" ADD filler TEXT DEFAULT repeat('x', 300), SET (autovacuum_enabled = off)`,
    between: ['SELECT 1', 'VACUUM "Item"', 'VACUUM FULL "Item"'],
  },
]

export const otherKeys: readonly WalkedKey[] = [
  { name: 'bigint', fields: 'id BigInt @id', walks: ['id'], values: '9007199254740993 + (g * 7919) % 10007' },
  { name: 'bigint, in order: by halves', fields: 'id BigInt @id', walks: ['id'], values: '9007199254740993 + g' },
  { name: 'uuid', fields: 'id String @id @db.Uuid', walks: ['id'], values: 'md5((g)::text)::uuid' },
  { name: 'text', fields: 'id String @id', walks: ['id'], values: difficult },
  {
    name: 'text in the collation "C"',
    fields: 'id String @id',
    walks: ['id'],
    values: difficult,
    prepare: 'ALTER TABLE "Item" ALTER id TYPE text COLLATE "C"',
  },
  {
    name: 'text for which A is a',
    fields: 'id String @id',
    walks: ['id'],
    values: difficult,
    prepare: `CREATE COLLATION loose (provider = icu, locale = 'und-u-ks-level2', deterministic = false); ALTER TABLE "Item" ALTER id TYPE text COLLATE loose`,
  },
  { name: 'citext', fields: 'id String @id @db.Citext', walks: ['id'], values: difficult, prepare: 'CREATE EXTENSION citext' },
  { name: 'char', fields: 'id String @id @db.Char(40)', walks: ['id'], values: `md5((g)::text)` },
  {
    name: 'timestamp',
    fields: 'id DateTime @id @db.Timestamptz(6)',
    walks: ['id'],
    values: `timestamptz '2026-01-01 00:00:00.000001Z' + ((g * 7919) % 10007) * interval '1 microsecond'`,
  },
  { name: 'decimal', fields: 'id Decimal @id', walks: ['id'], values: '((g * 7919) % 10007) / 3.0' },
  { name: 'float', fields: 'id Float @id', walks: ['id'], values: 'sin(g)' },
  { name: 'bytes', fields: 'id Bytes @id', walks: ['id'], values: `decode(md5((g)::text), 'hex')` },
  {
    name: 'the narrowest unique index over required fields',
    fields: 'title String @unique\n  code Int @unique\n  maybe Int? @unique',
    walks: ['code'],
    sets: ['title', 'code'],
    values: `${difficult}, (g * 7919) % 10007`,
  },
]
