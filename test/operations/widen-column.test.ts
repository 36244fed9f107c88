import { describe, expect, it } from 'vitest'
import { query, withConnection } from '../helpers/database.ts'
import { planBetween, withExpandedDatabase } from '../helpers/expanded-database.ts'

/** Where each table and index of the schema is stored: another number is a rewrite. */
const files = `SELECT c.oid::regclass::text AS name, pg_relation_filenode(c.oid) AS file
  FROM pg_class c WHERE c.relkind IN ('r', 'i') AND c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE 'files%'`

const change = {
  before: `model T {\n  id String @id @db.VarChar(20)\n  a String @unique @db.VarChar(20)\n  b String @db.VarChar(20)\n  c Decimal @db.Decimal(8, 2)
  d String? @db.VarBit(8)\n  e String @default("x") @db.VarChar(20)\n  @@index([b(ops: raw("varchar_pattern_ops")), c])\n  @@index([b], type: Hash)\n}\n`,
  after: `model T {\n  id String @id @db.VarChar(40)\n  a String @unique\n  b String @db.VarChar(40)\n  c Decimal @db.Decimal(20, 2)
  d String? @db.VarBit(16)\n  e String @default("y") @db.Text\n  @@index([b(ops: raw("varchar_pattern_ops")), c])\n  @@index([b], type: Hash)\n}\n`,
}

describe('a wider type', () => {
  it('rewrites neither the table nor an index, and the rows stay', () =>
    withExpandedDatabase(
      {
        ...change,
        seed: `INSERT INTO "T" SELECT n::text, 'a' || n, 'b' || n, n / 4.0, B'10101010', 'e' FROM generate_series(1, 2000) n;
          CREATE TABLE files_before AS ${files}`,
      },
      async (url) => {
        expect(await query(url, `(${files} EXCEPT TABLE files_before) UNION ALL (TABLE files_before EXCEPT ${files})`)).toEqual([])
        const types = await query(
          url,
          `SELECT attname AS name, format_type(atttypid, atttypmod) AS type FROM pg_attribute WHERE attrelid = '"T"'::regclass AND attnum > 0 ORDER BY attnum`,
        )
        expect(types.map((row) => Object.values(row).join(' '))).toEqual([
          'id character varying(40)',
          'a text',
          'b character varying(40)',
          'c numeric(20,2)',
          'd bit varying(16)',
          'e text',
        ])
        expect(await query(url, `SELECT count(*)::int AS n FROM "T" WHERE a = 'a' || id AND c = round(id::int / 4.0, 2)`)).toEqual([
          { n: 2000 },
        ])
        expect(await query(url, `SELECT count(*)::int AS n FROM pg_stats WHERE tablename = 'T' AND attname IN ('a', 'b', 'c')`)).toEqual([
          { n: 3 },
        ])
      },
    ))

  it('is one transaction with what else is altered, and says what undo cannot do', async () => {
    const { plan, texts } = await planBetween(change.before, change.after)
    const [alter, ...others] = plan.expand.steps
    expect(texts.get(alter?.file ?? '')?.match(/^ALTER TABLE/gm)).toHaveLength(7)
    expect(alter).toMatchObject({ id: 'expand/alter.T', transaction: 'allowed', scans: false })
    expect(others.map(({ id, file }) => [id, texts.get(file)?.split('\n').at(-2)])).toEqual([
      ['expand/validate.T.analyze', 'ANALYZE "T" ("id", "a", "b", "c", "d", "e");'],
    ])
    expect(plan.notes).toHaveLength(1)
    expect(plan.undo.irreversible?.map(({ label }) => label)[1]).toBe(
      'to make T.a VARCHAR(20) again, PostgreSQL would rewrite the table and block it meanwhile',
    )
    expect(plan.contract.steps).toEqual([])
  })

  it('makes a named prepared statement fail, as its note says', () =>
    withExpandedDatabase({ before: change.before, after: change.before.replace('Decimal(8, 2)', 'Decimal(9, 2)') }, (url) =>
      withConnection(url, async (client) => {
        await client.query('PREPARE p AS SELECT b FROM "T"')
        await client.query('EXECUTE p')
        await query(url, 'ALTER TABLE "T" ALTER COLUMN b TYPE VARCHAR(21)')
        await expect(client.query('EXECUTE p')).rejects.toThrow('cached plan must not change result type')
      }),
    ))
})

describe('before a column is widened', () => {
  const narrow = 'model T {\n  id Int @id\n  a String @db.VarChar(20)\n}\n'
  const one = { before: narrow, after: 'model T {\n  id Int @id\n  a String\n}\n' }
  const sameType = { before: narrow, after: 'model T {\n  id Int @id\n  a String @db.VarChar(20)\n  x Int?\n}\n' }

  const failing = async (hidden: string): Promise<readonly string[]> => {
    const { plan } = await planBetween(one.before, one.after)
    return withExpandedDatabase({ ...sameType, seed: hidden }, async (url) => {
      const checks = plan.expand.steps[0]?.precheck ?? []
      const held = await Promise.all(checks.map(async ({ sql }) => Object.values((await query(url, sql))[0] ?? {})[0] === true))
      return checks.flatMap(({ label }, at) => (held[at] === true ? [] : [label.replace(/^no view.*uses/, 'nothing uses')]))
    })
  }

  it.for([
    ['a view', 'CREATE VIEW v AS SELECT a FROM "T"', ['nothing uses T.a']],
    ['a generated column', 'ALTER TABLE "T" ADD g text GENERATED ALWAYS AS (upper(a)) STORED', ['nothing uses T.a']],
    [
      'a trigger on the column',
      `CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER t BEFORE UPDATE OF a ON "T" FOR EACH ROW EXECUTE FUNCTION f()`,
      ['nothing uses T.a'],
    ],
    ['a CHECK', `ALTER TABLE "T" ADD CHECK (a <> '')`, ['nothing uses T.a']],
    ['a partial index', `CREATE INDEX ON "T" (id) WHERE a <> ''`, ['nothing uses T.a']],
    ['an index over an expression', 'CREATE INDEX ON "T" (lower(a))', ['nothing uses T.a']],
    ['a collation', 'ALTER TABLE "T" ALTER a TYPE VARCHAR(20) COLLATE "C"', ['column T.a has no collation of its own']],
    ['another type', 'ALTER TABLE "T" ALTER a TYPE VARCHAR(99)', ['column T.a is character varying(20)']],
    ['plain indexes only', 'CREATE INDEX ON "T" (a); CREATE UNIQUE INDEX ON "T" (id, a)', []],
  ] as const)('%s is seen', async ([, hidden, labels]) => {
    expect(await failing(hidden)).toEqual(labels)
  })
})
