import { describe, expect, it } from 'vitest'
import type { AnswerFlags } from '../../src/diff/parse-answers.ts'
import type { PlanBundle } from '../../src/plan/plan.ts'
import { renderDdl } from '../../src/prisma/engine.ts'
import { driftBetween } from '../../src/prisma/drift.ts'
import { runBackfill } from '../../src/run/run-backfill.ts'
import { runContract } from '../../src/run/run-contract.ts'
import { runDeploy } from '../../src/run/run-deploy.ts'
import { runExpand } from '../../src/run/run-expand.ts'
import { runUndo } from '../../src/run/run-undo.ts'
import { verifyPlan } from '../../src/run/verify.ts'
import { generateClient, withClient, type DynamicClient } from '../helpers/clients.ts'
import { query } from '../helpers/database.ts'
import { planBetween } from '../helpers/expanded-database.ts'
import { placed } from '../run/plan-builder.ts'
import { withRun } from '../run/run-helper.ts'

interface Stages {
  readonly url: string
  readonly bundle: PlanBundle
  expand(): Promise<void>
  backfill(): Promise<void>
  /** How many rows offend, by verification. */
  verify(): Promise<Readonly<Record<string, number>>>
  contract(): Promise<void>
  undo(): Promise<void>
}

interface Change {
  readonly before: string
  readonly after: string
  readonly flags: AnswerFlags
  readonly seed: string
}

const files = (content: string) => [{ path: 'schema.prisma', content: `datasource db {\n  provider = "postgresql"\n}\n${content}` }]

/** Lends a database in the base schema, and the stages of a plan one by one. */
const staged = ({ before, after, flags, seed }: Change, work: (stages: Stages) => Promise<void>): Promise<void> =>
  withRun(async ({ url, context }) => {
    await query(url, await renderDdl(files(before)))
    await query(url, seed)
    const bundle = await planBetween(before, after, flags)
    const expand = placed(bundle, 'expand')
    const transition = files(bundle.texts.get('transition.prisma')?.replace(/datasource db \{[^}]*\}/, '') ?? '')
    await work({
      url,
      bundle,
      async expand() {
        await runExpand(context, { bundles: [bundle], migrations: expand })
        expect(await driftBetween(url, transition)).toBe('')
      },
      async backfill() {
        await runDeploy(context, bundle, {})
        await runBackfill(context, bundle)
      },
      async verify() {
        const results = await verifyPlan(context, bundle)
        return Object.fromEntries(
          results.flatMap(({ verification, offending }) => (offending === 0n ? [] : [[verification, Number(offending)]])),
        )
      },
      async contract() {
        await runContract(context, bundle, { migrations: [...expand, ...placed(bundle, 'contract', '20260102000000')] })
        expect(await driftBetween(url, files(after))).toBe('')
      },
      async undo() {
        await runUndo(context, bundle, { migrations: [...expand, ...placed(bundle, 'undo', '20260102000000')] })
        expect(await driftBetween(url, files(before))).toBe('')
      },
    })
  })

type Client = DynamicClient<'user' | 'invite'>

const onClient = async <T>(schema: string, url: string, work: (client: Client) => Promise<T>): Promise<T> =>
  withClient(await generateClient<'user' | 'invite'>(schema), url, work)

const users = (schema: string, url: string): Promise<unknown> =>
  onClient(schema, url, (client) => client.user.findMany({ orderBy: { id: 'asc' } }))

describe('an enum that loses and renames values', () => {
  const change: Change = {
    before: 'enum Role {\n  OWNER\n  ADMIN\n  GUEST\n}\nmodel User {\n  id Int @id\n  role Role @default(OWNER)\n}',
    // Prisma's own migration of this fails: it adds the column with the type that it renames in the same file.
    after:
      'enum Role {\n  BOSS\n  ADMIN\n}\nmodel User {\n  id Int @id\n  role Role @default(ADMIN)\n  second Role @default(ADMIN)\n  past Role[]\n}\n' +
      'model Invite {\n  id Int @id\n  role Role @default(ADMIN)\n  roles Role[] @default([ADMIN])\n}',
    flags: { mapValue: ['Role.OWNER:BOSS', 'Role.GUEST:none'] },
    seed: `INSERT INTO "User" VALUES (1, 'OWNER'), (2, 'ADMIN')`,
  }
  const unreadable = { code: 'P2023' }

  it('lets each client read what it may meet, at each point; new columns and tables of the enum included', () =>
    staged(change, async ({ url, bundle, expand, backfill, verify, contract }) => {
      const { before, after } = change
      const transition = bundle.texts.get('transition.prisma') ?? ''
      await expand()
      await onClient(before, url, (client) => client.user.create({ data: { id: 3, role: 'OWNER' } }))
      await onClient(transition, url, (client) => client.user.create({ data: { id: 4, role: 'ADMIN', second: 'ADMIN', past: ['ADMIN'] } }))
      await onClient(transition, url, (client) => client.invite.create({ data: { id: 1, roles: ['ADMIN', 'BOSS'] } }))
      expect(await users(before, url)).toHaveLength(4)
      expect(await users(transition, url)).toMatchObject([{ role: 'OWNER' }, { role: 'ADMIN' }, { role: 'OWNER' }, { role: 'ADMIN' }])
      await expect(users(after, url)).rejects.toMatchObject(unreadable)

      await backfill()
      expect(await users(after, url)).toMatchObject([{ role: 'BOSS' }, { role: 'ADMIN' }, { role: 'BOSS' }, { role: 'ADMIN' }])
      expect(await users(transition, url)).toMatchObject([{ role: 'BOSS' }, { role: 'ADMIN' }, { role: 'BOSS' }, { role: 'ADMIN' }])
      await expect(users(before, url)).rejects.toMatchObject(unreadable)
      await onClient(after, url, (client) => client.user.create({ data: { id: 5, role: 'BOSS', past: ['BOSS', 'ADMIN'] } }))

      // What is written with a value that goes: settled where there is an answer, left where there is none.
      await onClient(transition, url, (client) => client.user.create({ data: { id: 6, role: 'OWNER' } }))
      await onClient(transition, url, (client) => client.user.create({ data: { id: 7, role: 'GUEST' } }))
      expect(await verify()).toEqual({ 'values.User.role': 2, 'nulls.User.role': 1 })
      await backfill()
      expect(await verify()).toEqual({ 'values.User.role': 1, 'nulls.User.role': 1 })
      await expect(contract()).rejects.toMatchObject({ code: 'contract-not-ready' })
      await query(url, `UPDATE "User" SET role = 'ADMIN' WHERE id = 7`)
      expect(await verify()).toEqual({})

      await contract()
      for (const schema of [transition, after]) {
        expect(await users(schema, url)).toMatchObject(
          ['BOSS', 'ADMIN', 'BOSS', 'ADMIN', 'BOSS', 'BOSS', 'ADMIN'].map((role) => ({ role })),
        )
        await onClient(schema, url, async ({ user, invite }) => {
          await user.upsert({ where: { id: 8 }, create: { id: 8, role: 'BOSS', past: ['BOSS'] }, update: { role: 'BOSS' } })
          expect(await user.findMany({ where: { role: 'BOSS', past: { has: 'BOSS' } }, orderBy: { role: 'asc' } })).toHaveLength(2)
          expect(await invite.findMany()).toMatchObject([{ role: 'ADMIN', roles: ['ADMIN', 'BOSS'] }])
          await user.delete({ where: { id: 8 } })
        })
      }
      expect(await query(url, `SELECT typname FROM pg_type WHERE typcategory = 'E' ORDER BY 1`)).toEqual([{ typname: 'Role' }])
      expect(await query(url, `SELECT unnest(enum_range(NULL::"Role"))::text AS value`)).toEqual([{ value: 'BOSS' }, { value: 'ADMIN' }])
    }))

  it('leaves rows alone that would no longer be unique, and says so', () =>
    staged(
      {
        before: 'enum Role {\n  OWNER\n  ADMIN\n  CHIEF\n}\nmodel Seat {\n  team Int\n  role Role\n  who Int\n  @@id([team, role])\n}',
        after: 'enum Role {\n  ADMIN\n}\nmodel Seat {\n  team Int\n  role Role\n  who Int\n  @@id([team, role])\n}',
        flags: { mapValue: ['Role.OWNER:ADMIN', 'Role.CHIEF:ADMIN'] },
        seed: `INSERT INTO "Seat" VALUES (1, 'OWNER', 1), (2, 'OWNER', 2), (2, 'ADMIN', 3), (3, 'OWNER', 4), (3, 'CHIEF', 5), (4, 'CHIEF', 6)`,
      },
      async ({ url, expand, backfill, verify, contract }) => {
        await expand()
        await backfill()
        expect(await query(url, 'SELECT team, role::text, who FROM "Seat" ORDER BY who')).toEqual([
          { team: 1, role: 'ADMIN', who: 1 },
          { team: 2, role: 'OWNER', who: 2 },
          { team: 2, role: 'ADMIN', who: 3 },
          { team: 3, role: 'ADMIN', who: 4 },
          { team: 3, role: 'CHIEF', who: 5 },
          { team: 4, role: 'ADMIN', who: 6 },
        ])
        expect(await verify()).toEqual({ 'values.Seat.role': 2, 'duplicates.Seat.Seat_pkey': 2 })
        await query(url, 'DELETE FROM "Seat" WHERE who IN (2, 5)')
        expect(await verify()).toEqual({})
        await contract()
        expect(await query(url, 'SELECT who FROM "Seat" ORDER BY team')).toEqual([{ who: 1 }, { who: 3 }, { who: 4 }, { who: 6 }])
      },
    ))

  it('in a key that others refer to', () => {
    const models = (values: string): string =>
      `enum Role {\n${values}\n}\nmodel Post {\n  id Int\n  role Role\n  holders Holder[]\n  @@id([id, role])\n}\n` +
      'model Holder {\n  id Int @id\n  postId Int\n  role Role\n  post Post @relation(fields: [postId, role], references: [id, role])\n}'
    const rows = (url: string) =>
      query(
        url,
        'SELECT p.id, p.role::text, h.id AS holder, h.role::text AS held FROM "Post" p LEFT JOIN "Holder" h ON h."postId" = p.id ORDER BY 1',
      )
    return staged(
      {
        before: models('  OWNER\n  ADMIN'),
        after: models('  ADMIN'),
        flags: { mapValue: ['Role.OWNER:ADMIN'] },
        seed: `INSERT INTO "Post" VALUES (1, 'OWNER'), (2, 'ADMIN'), (3, 'OWNER'); INSERT INTO "Holder" VALUES (1, 1, 'OWNER'), (2, 2, 'ADMIN')`,
      },
      async ({ url, expand, backfill, verify, undo }) => {
        const before = await rows(url)
        await expand()
        await backfill()
        expect(await rows(url)).toEqual([
          { id: 1, role: 'ADMIN', holder: 1, held: 'ADMIN' },
          { id: 2, role: 'ADMIN', holder: 2, held: 'ADMIN' },
          { id: 3, role: 'ADMIN', holder: null, held: null },
        ])
        expect(await verify()).toEqual({})
        await undo()
        expect(await rows(url)).toEqual(before)
      },
    )
  })

  it('renamed columns, awkward names and objects that hold the old type', () =>
    staged(
      {
        before:
          'enum Mood {\n  GOOD @map("it\'s \\\\ good")\n  BAD @map("b,a\\"d {}")\n  @@map("mo\'od")\n}\nmodel Day {\n  id Int @id\n  mood Mood?\n  moods Mood[]\n}',
        after:
          'enum Mood {\n  GOOD @map("it\'s \\\\ good")\n  WORSE @map("worse \'\\"")\n  @@map("mo\'od")\n}\nmodel Day {\n  id Int @id\n  feeling Mood?\n  moods Mood[]\n}',
        flags: { mapValue: ['Mood.BAD:WORSE'], rename: ['Day.mood:feeling'] },
        seed: `INSERT INTO "Day" VALUES (1, 'b,a"d {}', ARRAY['b,a"d {}', E'it''s \\\\ good']::"mo'od"[]), (2, E'it''s \\\\ good', '{}'), (3, NULL, NULL);
          CREATE FUNCTION how("mo'od") RETURNS text LANGUAGE sql AS 'SELECT $1::text'`,
      },
      async ({ url, expand, backfill, verify, contract }) => {
        await expand()
        await backfill()
        expect(await verify()).toEqual({ "dependents.mo'od": 1 })
        await query(url, `DROP FUNCTION how`)
        expect(await verify()).toEqual({})
        await contract()
        expect(await query(url, 'SELECT feeling::text, moods::text[] FROM "Day" ORDER BY id')).toEqual([
          { feeling: `worse '"`, moods: [`worse '"`, `it's \\ good`] },
          { feeling: `it's \\ good`, moods: [] },
          { feeling: null, moods: null },
        ])
      },
    ))
})

it('says how an enum gets another name for free', async () => {
  const named = (name: string): string => `enum ${name} {\n  B\n  A\n}\nmodel T {\n  id Int @id\n}\n`
  const { plan } = await planBetween(named('Role'), named('User'))
  expect(plan.notes).toEqual([expect.stringContaining('`@@map("Role")` changes no database at all')])
})
