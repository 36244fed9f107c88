import { describe, expect, it } from 'vitest'
import type { PlanBundle } from '../../src/plan/plan.ts'
import { query, withConnection } from '../helpers/database.ts'
import { planBetween, withExpandedDatabase } from '../helpers/expanded-database.ts'

const model = (name: string, ...fields: readonly string[]): string =>
  `model ${name} {\n  id Int @id\n${fields.map((field) => `  ${field}`).join('\n')}\n}\n`
const user = (...fields: readonly string[]): string => model('User', 'profile Profile?', ...fields)
const profile = (...fields: readonly string[]): string =>
  model('Profile', 'userId Int? @unique', 'user User? @relation(fields: [userId], references: [id], onDelete: Cascade)', ...fields)

const toChild = {
  before: user('bio String?') + profile(),
  after: user() + profile('bio String?'),
  flags: { rename: ['User.bio:Profile.bio'] },
  seed: `INSERT INTO "User" (id, bio) SELECT n, 'bio ' || n FROM generate_series(1, 5) n; INSERT INTO "Profile" (id, "userId") SELECT n, n FROM generate_series(1, 4) n`,
}
const toParent = {
  before: user() + profile('bio String @default("none")'),
  after: user('bio String?') + profile(),
  flags: { rename: ['Profile.bio:User.bio'] },
  seed: `INSERT INTO "User" (id) SELECT n FROM generate_series(1, 5) n; INSERT INTO "Profile" (id, "userId", bio) SELECT n, n, 'bio ' || n FROM generate_series(1, 4) n`,
}
const many = {
  before:
    model('Post', 'comments Comment[]', 'lang String?') +
    model('Comment', 'postId Int', 'post Post @relation(fields: [postId], references: [id])'),
  after:
    model('Post', 'comments Comment[]') +
    model('Comment', 'postId Int', 'post Post @relation(fields: [postId], references: [id])', 'lang String?'),
  flags: { rename: ['Post.lang:Comment.lang'] },
  seed: `INSERT INTO "Post" (id, lang) VALUES (1, 'en'), (2, 'de'), (3, NULL); INSERT INTO "Comment" (id, "postId") VALUES (1, 1), (2, 1), (3, 2)`,
}

const backfillSql = ({ plan, texts }: PlanBundle): string =>
  plan.backfill.backfills.map(({ file }) => (texts.get(file) ?? '').replace(':key_range', 'true')).join(';')

const valuesOf = async (url: string, sql: string): Promise<readonly unknown[]> =>
  (await query(url, sql)).map((row) => Object.values(row)[0])
const bioOf = (url: string, table: string, id: number): Promise<unknown> =>
  valuesOf(url, `SELECT bio FROM "${table}" WHERE id = ${String(id)}`).then(([bio]) => bio)

async function offending(url: string, { plan }: PlanBundle): Promise<Readonly<Record<string, number>>> {
  const counts = await Promise.all(
    plan.contract.verifications.map(async ({ id, countSql }) => [id, Number((await valuesOf(url, countSql))[0])] as const),
  )
  return Object.fromEntries(counts.filter(([, count]) => count > 0))
}

describe('a column that moves to the one row that refers to it', () => {
  it('has the same value in both tables, whoever writes where', () =>
    withExpandedDatabase(toChild, async (url, bundle) => {
      await query(url, `UPDATE "User" SET bio = 'old app' WHERE id = 1`)
      expect(await bioOf(url, 'Profile', 1)).toBe('old app')
      await query(url, `UPDATE "Profile" SET bio = 'new app' WHERE id = 1`)
      expect(await bioOf(url, 'User', 1)).toBe('new app')
      await query(url, `UPDATE "Profile" SET bio = NULL WHERE id = 1`)
      expect(await bioOf(url, 'User', 1)).toBeNull()
      expect(await bioOf(url, 'Profile', 2)).toBeNull()
      await query(url, backfillSql(bundle))
      expect(await valuesOf(url, `SELECT bio FROM "Profile" ORDER BY id`)).toEqual([null, 'bio 2', 'bio 3', 'bio 4'])
      expect(await offending(url, bundle)).toEqual({ 'unplaced.User.bio': 1 })
    }))

  it('is taken over by a row that comes later, and keeps what that row brings', () =>
    withExpandedDatabase(toChild, async (url) => {
      await query(url, `INSERT INTO "Profile" (id, "userId") VALUES (5, 5); INSERT INTO "User" (id, bio) VALUES (6, 'six')`)
      await query(url, `INSERT INTO "Profile" (id, "userId", bio) VALUES (6, 6, 'mine')`)
      expect([await bioOf(url, 'Profile', 5), await bioOf(url, 'Profile', 6), await bioOf(url, 'User', 6)]).toEqual([
        'bio 5',
        'mine',
        'mine',
      ])
    }))

  it('loses no value when a row goes to another parent, or is deleted', () =>
    withExpandedDatabase(toChild, async (url, bundle) => {
      await query(url, backfillSql(bundle))
      await query(url, `UPDATE "Profile" SET "userId" = 5 WHERE id = 1; DELETE FROM "Profile" WHERE id = 2`)
      expect(await bioOf(url, 'Profile', 1)).toBe('bio 5')
      expect(await valuesOf(url, `SELECT bio FROM "User" ORDER BY id`)).toEqual(['bio 1', 'bio 2', 'bio 3', 'bio 4', 'bio 5'])
      expect(await offending(url, bundle)).toEqual({ 'unplaced.User.bio': 2 })
    }))

  it('goes with the row once contract has begun', () =>
    withExpandedDatabase(toChild, async (url, { plan, texts }) => {
      for (const { id, file } of plan.contract.steps) if (id.startsWith('contract/relax')) await query(url, texts.get(file) ?? '')
      await query(url, `DELETE FROM "Profile" WHERE id = 2`)
      expect(await bioOf(url, 'User', 2)).toBeNull()
    }))

  it('needs no place for values that are given up', async () => {
    const { plan } = await planBetween(toChild.before, toChild.after, { ...toChild.flags, orphans: ['User.bio:null'] })
    expect(plan.contract.verifications.map(({ id }) => id)).toEqual(['move.Profile.bio', 'dependents.User.bio'])
    expect(plan.notes.at(-1)).toContain('lost at contract')
  })

  it('never overwrites what an application writes while the backfill waits for its row', () =>
    withExpandedDatabase(toChild, (url, bundle) =>
      withConnection(url, async (application) => {
        await application.query(`BEGIN; UPDATE "Profile" SET bio = 'written meanwhile' WHERE id = 3`)
        const backfill = query(url, backfillSql(bundle))
        await expect
          .poll(() =>
            valuesOf(url, `SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`),
          )
          .toEqual([1])
        await application.query('COMMIT')
        await backfill
        expect([await bioOf(url, 'Profile', 3), await bioOf(url, 'User', 3)]).toEqual(['written meanwhile', 'written meanwhile'])
      }),
    ))

  it('is not missed by a row that is inserted while its value is being written', () =>
    withExpandedDatabase(toChild, (url) =>
      withConnection(url, async (application) => {
        await application.query(`BEGIN; UPDATE "User" SET bio = 'written meanwhile' WHERE id = 5`)
        const insert = query(url, `INSERT INTO "Profile" (id, "userId") VALUES (5, 5)`)
        await expect
          .poll(() =>
            valuesOf(url, `SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`),
          )
          .toEqual([1])
        await application.query('COMMIT')
        await insert
        expect(await bioOf(url, 'Profile', 5)).toBe('written meanwhile')
      }),
    ))
})

describe('a column that moves to the row that is referred to', () => {
  it('has the same value in both tables, and takes no default for a value', () =>
    withExpandedDatabase(toParent, async (url, bundle) => {
      await query(url, `UPDATE "Profile" SET bio = 'old app' WHERE id = 1; UPDATE "User" SET bio = 'new app' WHERE id IN (2, 5)`)
      expect([await bioOf(url, 'User', 1), await bioOf(url, 'Profile', 2)]).toEqual(['old app', 'new app'])
      await query(url, `INSERT INTO "Profile" (id, "userId") VALUES (5, 5)`)
      expect([await bioOf(url, 'User', 5), await bioOf(url, 'Profile', 5)]).toEqual(['new app', 'new app'])
      await query(url, backfillSql(bundle))
      expect(await valuesOf(url, `SELECT bio FROM "User" ORDER BY id`)).toEqual(['old app', 'new app', 'bio 3', 'bio 4', 'new app'])
      expect(await offending(url, bundle)).toEqual({})
      await query(url, `INSERT INTO "Profile" (id, bio) VALUES (6, 'nobody'), (7, 'none')`)
      expect(await offending(url, bundle)).toEqual({ 'unplaced.Profile.bio': 1 })
    }))
})

describe('a column that moves to several rows', () => {
  it('goes to all of them, and back only where they agree', () =>
    withExpandedDatabase(many, async (url, bundle) => {
      const comments = () => valuesOf(url, `SELECT lang FROM "Comment" ORDER BY id`)
      const posts = () => valuesOf(url, `SELECT lang FROM "Post" ORDER BY id`)
      await query(url, backfillSql(bundle))
      expect(await comments()).toEqual(['en', 'en', 'de'])
      await query(url, `UPDATE "Comment" SET lang = 'fr' WHERE id IN (1, 3)`)
      expect([await comments(), await posts()]).toEqual([
        ['fr', 'en', 'fr'],
        ['en', 'fr', null],
      ])
      expect(await offending(url, bundle)).toEqual({})
      await query(url, backfillSql(bundle))
      expect(await comments()).toEqual(['fr', 'en', 'fr'])
      await query(url, `UPDATE "Comment" SET "postId" = 2 WHERE id IN (1, 2)`)
      expect(await comments()).toEqual(['fr', 'fr', 'fr'])
      await query(url, `UPDATE "Post" SET lang = 'it' WHERE id = 2`)
      expect(await comments()).toEqual(['it', 'it', 'it'])
    }))
})
