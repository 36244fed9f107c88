import { describe, expect, it } from 'vitest'
import type { PlanBundle, Step } from '../../src/plan/plan.ts'
import { query, schemaDump } from '../helpers/database.ts'
import { planBetween, withExpandedDatabase } from '../helpers/expanded-database.ts'

const textOf = ({ texts }: PlanBundle, { file }: { readonly file: string }): string => texts.get(file) ?? ''

async function backfill(url: string, bundle: PlanBundle): Promise<void> {
  for (const one of bundle.plan.backfill.backfills) await query(url, textOf(bundle, one).replace(':key_range', 'true'))
}

/** `id: row, row` of each verification that finds something. */
async function findings(url: string, { plan }: PlanBundle): Promise<readonly string[]> {
  const found = await Promise.all(
    plan.contract.verifications.map(async ({ id, countSql, sampleSql }) => {
      const [count] = await query(url, countSql)
      if (Number(Object.values(count ?? {})[0]) === 0) return []
      const samples = await query(url, sampleSql)
      return [
        `${id}: ${samples
          .map((row) => String(Object.values(row)[0]))
          .toSorted()
          .join(', ')}`,
      ]
    }),
  )
  return found.flat()
}

async function holds(url: string, checks: Step['precheck']): Promise<readonly string[]> {
  const failed: string[] = []
  for (const { label, sql } of checks) if (Object.values((await query(url, sql))[0] ?? {})[0] !== true) failed.push(label)
  return failed
}

/** Contract, up to the first step that `until` names. */
async function contract(url: string, bundle: PlanBundle, until: (step: Step) => boolean = () => false): Promise<void> {
  for (const step of bundle.plan.contract.steps) {
    if (until(step)) return
    await query(url, textOf(bundle, step))
    expect(await holds(url, step.postcheck), step.id).toEqual([])
  }
}

const model = (fields: string): string => `model T {\n  id Int @id\n${fields}\n}\n`
const rows = (url: string, columns = '*'): Promise<readonly object[]> => query(url, `SELECT ${columns} FROM "T" ORDER BY id`)

describe('a value that the new type has no place for', () => {
  it.for([
    ['text to uuid', 'v String?', 'v String? @db.Uuid', `'11111111-1111-4111-8111-111111111111'`, `'nobody'`],
    ['longer text', 'v String?', 'v String? @db.VarChar(3)', `'abc'`, `'abcd'`],
    ['a number beyond the range', 'v BigInt?', 'v Int?', '2147483647', '2147483648'],
    ['a number with too many digits', 'v Decimal? @db.Decimal(10, 2)', 'v Decimal? @db.Decimal(5, 2)', '999.99', '1000'],
    ['digits behind the point', 'v Decimal? @db.Decimal(10, 4)', 'v Decimal? @db.Decimal(10, 2)', '1.2300', '1.2345'],
    ['digits of a double', 'v Float?', 'v Float? @db.Real', '0.1', '0.123456789'],
    ['no number', 'v Float?', 'v Decimal? @db.Decimal(10, 2)', '0.25', `'NaN'`],
    ['infinity', 'v Float?', 'v Float? @db.Real', '1e30', '1e300'],
    ['text that is no JSON', 'v String?', 'v Json?', `'{"a": [1]}'`, `'{'`],
    ['JSON with a null character', 'v Json? @db.Json', 'v Json?', `'"a"'`, String.raw`'"\u0000"'`],
    ['the time of day', 'v DateTime?', 'v DateTime? @db.Date', `'2026-01-02 00:00'`, `'2026-01-02 00:01'`],
    [
      'microseconds',
      'v DateTime? @db.Timestamp(6)',
      'v DateTime? @db.Timestamptz(3)',
      `'2026-01-02 00:00:00.123'`,
      `'2026-01-02 00:00:00.1234'`,
    ],
    ['elements of a list', 'v BigInt[]', 'v Int[]', `'{1,2}'`, `'{1,3000000000}'`],
  ] as const)('is no error for the writer, and a finding: %s', ([, before, after, good, bad]) =>
    withExpandedDatabase(
      { before: model(before), after: model(after), seed: `INSERT INTO "T" VALUES (1, ${good}), (2, ${bad}), (3, NULL)` },
      async (url, bundle) => {
        await query(url, `INSERT INTO "T" (id, v) VALUES (11, ${good}), (12, ${bad}), (13, NULL), (14, ${good})`)
        await query(url, `UPDATE "T" SET v = ${bad} WHERE id = 14`)
        await backfill(url, bundle)
        expect(await findings(url, bundle)).toEqual(['lost.T.v: 12, 14, 2'])
        await query(url, 'DELETE FROM "T" WHERE id IN (2, 12, 14)')
        expect(await findings(url, bundle)).toEqual([])
        await contract(url, bundle)
        expect(await query(url, `SELECT id FROM "T" WHERE v::text IS DISTINCT FROM NULL ORDER BY id`)).toEqual([{ id: 1 }, { id: 11 }])
      },
    ),
  )
})

describe('an expression that an answer gives', () => {
  const change = {
    before: model('v String?\nw Int @default(7)'),
    after: model('v String? @db.VarChar(3)\nw Int @default(7)'),
    flags: { fill: [`T.v=left(v, 10 / w)`] },
  }

  it('acknowledges what it does to values, NULL included, but not where it fails', () =>
    withExpandedDatabase({ ...change, seed: `INSERT INTO "T" VALUES (1, 'abcd', 7), (2, NULL, 7), (3, 'abc', 0)` }, async (url, bundle) => {
      await query(url, `INSERT INTO "T" VALUES (4, 'abcdef', 4), (5, 'abcdef', 1)`)
      await query(url, `UPDATE "T" SET w = 5 WHERE id = 4`)
      await backfill(url, bundle)
      expect(await rows(url, 'id, v_stager')).toEqual([
        { id: 1, v_stager: 'a' },
        { id: 2, v_stager: null },
        { id: 3, v_stager: null },
        { id: 4, v_stager: 'ab' },
        { id: 5, v_stager: null },
      ])
      expect(await findings(url, bundle)).toEqual(['lost.T.v: 3, 5'])
      await query(url, 'DELETE FROM "T" WHERE id IN (3, 5)')
      await contract(url, bundle)
      expect(await rows(url, 'id, v')).toEqual([
        { id: 1, v: 'a' },
        { id: 2, v: null },
        { id: 4, v: 'ab' },
      ])
      expect(await query(url, `SELECT proname FROM pg_proc WHERE proname LIKE 'stager%'`)).toEqual([])
    }))

  it('fails for the writer once contract has proved that it fails for no row', () =>
    withExpandedDatabase({ ...change, seed: `INSERT INTO "T" VALUES (1, 'abcd', 7)` }, async (url, bundle) => {
      await backfill(url, bundle)
      await contract(url, bundle, ({ id }) => id.startsWith('contract/swap'))
      await expect(query(url, `INSERT INTO "T" VALUES (2, 'abc', 0)`)).rejects.toThrow(/violates check constraint "stager_.*_v_fit"/)
      await query(url, `INSERT INTO "T" VALUES (3, NULL, 1)`)
    }))

  it('may give another value each time', () =>
    withExpandedDatabase(
      {
        before: model('v String'),
        after: model('v String @db.Uuid'),
        flags: { fill: ['T.v=gen_random_uuid()'] },
        seed: `INSERT INTO "T" SELECT n, 'row ' || n FROM generate_series(1, 20) n`,
      },
      async (url, bundle) => {
        await backfill(url, bundle)
        const given = await rows(url, 'v_stager AS v')
        await backfill(url, bundle)
        expect(await findings(url, bundle)).toEqual([])
        await contract(url, bundle)
        expect(await rows(url, 'v')).toEqual(given)
      },
    ))

  it('gives rows with NULL a value where the column becomes required', () =>
    withExpandedDatabase(
      {
        before: model('v Int?'),
        after: model('v BigInt @default(5)'),
        flags: { fill: ['T.v=coalesce(v, -1)'] },
        seed: `INSERT INTO "T" VALUES (1, NULL), (2, 2)`,
      },
      async (url, bundle) => {
        // The default comes with the new type: until then a row without a value is one with NULL.
        await query(url, `INSERT INTO "T" VALUES (3, NULL); INSERT INTO "T" (id) VALUES (4)`)
        await backfill(url, bundle)
        expect(await findings(url, bundle)).toEqual([])
        await contract(url, bundle)
        expect(await rows(url)).toEqual([
          { id: 1, v: '-1' },
          { id: 2, v: '2' },
          { id: 3, v: '-1' },
          { id: 4, v: '-1' },
        ])
        await expect(query(url, 'INSERT INTO "T" VALUES (5, NULL)')).rejects.toThrow('not-null')
      },
    ))
})

describe('keys whose types change', () => {
  const schema = (type: string): string => `
model A {
  id ${type} @id @default(autoincrement())
  bs B[]
  cs C[]
}
model B {
  id Int @id
  aId ${type}?
  a A? @relation(fields: [aId], references: [id], onDelete: SetNull)
  @@index([aId])
}
model C {
  aId ${type}
  n Int
  a A @relation(fields: [aId], references: [id], onDelete: Cascade)
  @@id([aId, n])
}
`
  const change = {
    before: schema('Int'),
    after: schema('BigInt'),
    seed: `INSERT INTO "A" SELECT FROM generate_series(1, 4); INSERT INTO "B" SELECT n, n FROM generate_series(1, 4) n; INSERT INTO "C" SELECT n, 1 FROM generate_series(1, 4) n`,
  }
  const state = async (url: string) => ({
    b: await query(url, 'SELECT id, "aId"::int AS a FROM "B" ORDER BY id'),
    c: await query(url, 'SELECT "aId"::int AS a FROM "C" ORDER BY "aId"'),
  })

  it.for([
    'contract/foreignKey',
    'contract/swapForeignKey',
    'contract/swap.A',
    'contract/swap.B',
    'contract/swap.C',
    'contract/dropColumn',
    'the end',
  ])('cascade to the columns that clients read before %s', (place) =>
    withExpandedDatabase(change, async (url, bundle) => {
      await backfill(url, bundle)
      await contract(url, bundle, ({ id }) => id.startsWith(place))
      await query(url, 'UPDATE "A" SET id = 40 WHERE id = 4')
      await query(url, 'DELETE FROM "A" WHERE id = 1')
      expect(await state(url)).toEqual({
        b: [
          { id: 1, a: null },
          { id: 2, a: 2 },
          { id: 3, a: 3 },
          { id: 4, a: 40 },
        ],
        c: [{ a: 2 }, { a: 3 }, { a: 40 }],
      })
      for (const sql of ['INSERT INTO "B" (id, "aId") VALUES (9, 99)', 'UPDATE "C" SET "aId" = 99 WHERE "aId" = 2'])
        await expect(query(url, sql)).rejects.toThrow('foreign key')
      await query(
        url,
        `INSERT INTO "A" DEFAULT VALUES; INSERT INTO "B" (id, "aId") VALUES (5, 5); INSERT INTO "C" ("aId", n) VALUES (5, 1)`,
      )
      await expect(query(url, 'INSERT INTO "A" (id) VALUES (5)')).rejects.toThrow('A_pkey')
    }),
  )

  it('get the same end when each transaction is cut off at each of its statements, and when each file runs twice', () =>
    withExpandedDatabase(change, async (url, bundle) => {
      await backfill(url, bundle)
      for (const step of bundle.plan.contract.steps) {
        const text = textOf(bundle, step)
        if (step.id.startsWith('contract/swap.')) {
          const before = await schemaDump(url)
          const statements = text.split(/;\n(?=ALTER|DROP|DO |COMMIT|SELECT)/)
          for (let length = 1; length < statements.length; length++) {
            await query(url, `${statements.slice(0, length).join(';\n')};\nROLLBACK`)
            expect(await schemaDump(url)).toBe(before)
          }
          expect(await holds(url, step.precheck)).toEqual([])
        }
        await query(url, text)
        expect(await holds(url, step.postcheck), step.id).toEqual([])
        if (step.transaction === 'allowed') await query(url, text)
        expect(await holds(url, step.postcheck), step.id).toEqual([])
      }
      expect(await state(url)).toMatchObject({ c: [{ a: 1 }, { a: 2 }, { a: 3 }, { a: 4 }] })
    }))

  it.for([
    ['a sequence of another name', 'ALTER SEQUENCE "A_id_seq" RENAME TO "counts the As"'],
    ['a sequence that nothing owns', 'ALTER SEQUENCE "A_id_seq" OWNED BY NONE'],
    [
      'an identity',
      `ALTER TABLE "A" ALTER id DROP DEFAULT; DROP SEQUENCE "A_id_seq"; ALTER TABLE "A" ALTER id ADD GENERATED BY DEFAULT AS IDENTITY; SELECT setval(pg_get_serial_sequence('"A"', 'id'), 4)`,
    ],
  ] as const)('count on with %s', ([, sql]) =>
    withExpandedDatabase({ ...change, seed: `${change.seed}; ${sql}` }, async (url, bundle) => {
      await backfill(url, bundle)
      await query(url, 'INSERT INTO "A" DEFAULT VALUES')
      await contract(url, bundle)
      expect(await query(url, 'INSERT INTO "A" DEFAULT VALUES RETURNING id')).toEqual([{ id: '6' }])
      expect(
        await query(url, `SELECT data_type::text, pg_get_serial_sequence('"A"', 'id') IS NOT NULL AS owned FROM pg_sequences`),
      ).toEqual([{ data_type: 'bigint', owned: true }])
    }),
  )
})

describe('the join table of a key whose type changes', () => {
  const schema = (type: string): string => `model A {\n  id ${type} @id\n  bs B[]\n}\nmodel B {\n  id Int @id\n  as A[]\n}\n`

  it('is filled within contract, batch by batch, and again where it was cut off', () =>
    withExpandedDatabase(
      {
        before: schema('Int'),
        after: schema('BigInt'),
        seed: `INSERT INTO "A" SELECT generate_series(1, 4001); INSERT INTO "B" VALUES (1), (2), (3); INSERT INTO "_AToB" SELECT a.id, b.id FROM "A" a, "B" b`,
      },
      async (url, bundle) => {
        await backfill(url, bundle)
        await contract(url, bundle, ({ id }) => id.startsWith('contract/fillShadow'))
        const fill = bundle.plan.contract.steps.find(({ id }) => id.startsWith('contract/fillShadow'))
        if (fill === undefined) throw new Error('no step fills the join table')
        await query(
          url,
          `UPDATE "_AToB" SET "A_stager" = "A" WHERE "A" % 7 = 0; INSERT INTO "B" VALUES (4); INSERT INTO "_AToB" VALUES (5, 4)`,
        )
        expect((await holds(url, fill.postcheck)).length).toBe(1)
        await contract(url, bundle)
        expect(await query(url, `SELECT count(*)::int AS n, sum("A" % 5)::int AS s, pg_typeof(min("A"))::text AS t FROM "_AToB"`)).toEqual([
          { n: 12004, s: 24003, t: 'bigint' },
        ])
        await query(url, 'UPDATE "A" SET id = 9000000000 WHERE id = 4')
        expect(await query(url, 'SELECT count(*)::int AS n FROM "_AToB" WHERE "A" = 9000000000')).toEqual([{ n: 3 }])
      },
    ))
})

describe('what hangs on a column whose type changes', () => {
  it('is carried over: a unique constraint that is no index of Prisma’s, a descending index, a hash index', () =>
    withExpandedDatabase(
      {
        before: model('v String @unique\nw String\n@@index([w(sort: Desc), v])\n@@index([v], type: Hash)'),
        after: model('v String @unique @db.VarChar(9)\nw String\n@@index([w(sort: Desc), v])\n@@index([v], type: Hash)'),
        seed: `DROP INDEX "T_v_key"; ALTER TABLE "T" ADD CONSTRAINT "T_v_key" UNIQUE (v); INSERT INTO "T" SELECT n, 'v' || n, 'w' FROM generate_series(1, 9) n`,
      },
      async (url, bundle) => {
        await backfill(url, bundle)
        await contract(url, bundle)
        expect(
          await query(url, `SELECT indexdef AS sql FROM pg_indexes WHERE tablename = 'T' AND indexname <> 'T_pkey' ORDER BY indexname`),
        ).toEqual([
          { sql: 'CREATE INDEX "T_v_idx" ON public."T" USING hash (v)' },
          { sql: 'CREATE UNIQUE INDEX "T_v_key" ON public."T" USING btree (v)' },
          { sql: 'CREATE INDEX "T_w_v_idx" ON public."T" USING btree (w DESC, v)' },
        ])
      },
    ))

  it('stops contract where only the database knows it', () =>
    withExpandedDatabase(
      { before: model('v Int'), after: model('v BigInt'), seed: `CREATE VIEW sums AS SELECT sum(v) FROM "T"` },
      async (url, bundle) => {
        expect(await findings(url, bundle)).toEqual(['dependents.T.v: view sums'])
      },
    ))

  it('becomes one value of two: a finding, before the unique index would fail', () =>
    withExpandedDatabase(
      {
        before: `datasource db {\n  provider = "postgresql"\n  extensions = [citext]\n}\n${model('v String @unique')}`.replace(
          /datasource[^}]*}\n/,
          '',
        ),
        after: model('v String @unique @db.Citext'),
        seed: `CREATE EXTENSION citext; INSERT INTO "T" VALUES (1, 'a'), (2, 'A'), (3, 'b')`,
      },
      async (url, bundle) => {
        await backfill(url, bundle)
        expect(await findings(url, bundle)).toEqual([expect.stringMatching(/^duplicates\.T\.T_v_key: a$/i)])
      },
    ))

  it('has names that are cut and cannot collide', async () => {
    const [left, right] = ['é'.repeat(31), `${'é'.repeat(30)}ab`]
    const names = (type: string): string =>
      model(`x ${type} @map("${left}")\ny ${type} @map("${right}")\nz Int @map("${left.slice(0, 20)}_stager")`)
    await withExpandedDatabase(
      { before: names('Int'), after: names('BigInt'), seed: `INSERT INTO "T" VALUES (1, 2, 3, 4)` },
      async (url, bundle) => {
        await backfill(url, bundle)
        await contract(url, bundle)
        expect(Object.values((await rows(url))[0] ?? {})).toEqual([1, 4, '2', '3'])
      },
    )
  })
})

it('takes timestamps over only where sessions are in UTC, as Prisma Client does', async () => {
  const { plan } = await planBetween(model('v DateTime'), model('v DateTime @db.Timestamptz(3)'))
  const [check] = plan.expand.steps[0]?.precheck ?? []
  const asked = async (url: string, zone: string) =>
    Object.values((await query(`${url}?options=-c%20TimeZone=${zone}`, check?.sql ?? ''))[0] ?? {})
  await withExpandedDatabase({ before: model('v Int'), after: model('v Int\nw Int?') }, async (url) => {
    for (const zone of ['UTC', 'Etc/UTC', 'GMT']) expect(await asked(url, zone)).toEqual([true])
    for (const zone of ['Europe/London', 'America/New_York', 'Asia/Tokyo']) expect(await asked(url, zone)).toEqual([false])
  })
})
