import { expect, it } from 'vitest'
import { query, withConnection, withTestDatabase } from '../helpers/database.ts'
import { planBetween } from '../helpers/expanded-database.ts'

const schema = (relation: boolean): string => `model User {
  id Int @id
  ${relation ? 'comments Comment[]' : ''}
}

model Comment {
  id     Int @id
  userId Int
  ${relation ? 'user   User @relation(fields: [userId], references: [id])' : ''}
}
`

const tables = `CREATE TABLE "User" (id int PRIMARY KEY);
CREATE TABLE "Comment" (id int PRIMARY KEY, "userId" int NOT NULL CONSTRAINT "Comment_userId_fkey" REFERENCES "User" (id))`

/** `done`, or the SQLSTATE of what it failed with. */
const outcome = (work: Promise<unknown>): Promise<string | undefined> =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  )

it.each([
  ['half a second', '', '55P03'],
  ['longer than PostgreSQL takes to look for a deadlock', '5s', '57014'],
])('gives way to the application where a step locks two tables and may wait for each %s', async (_, patience, ends) => {
  const { plan, texts } = await planBetween(schema(true), schema(false))
  const drop = texts.get(plan.contract.steps.find(({ id }) => id.includes('dropForeignKey'))?.file ?? '') ?? ''
  await withTestDatabase(async (url) => {
    await query(url, tables)
    await withConnection(url, (application) =>
      withConnection(url, async (stager) => {
        await stager.query(`SELECT set_config('stager.lock_timeout', '${patience}', false)`)
        await application.query('BEGIN')
        await application.query('LOCK TABLE "User" IN ROW EXCLUSIVE MODE')
        const dropped = outcome(stager.query(drop))
        await expect
          .poll(() =>
            query(url, `SELECT 1 FROM pg_locks WHERE relation = '"Comment"'::regclass AND mode = 'AccessExclusiveLock' AND granted`),
          )
          .toHaveLength(1)
        // Each waits for the other now; after deadlock_timeout PostgreSQL would end one of them.
        await application.query('SELECT * FROM "Comment"')
        await application.query('COMMIT')
        expect(await dropped).toBe(ends)
      }),
    )
  })
})

const linked = (type: string): string => `model Post {
  id   ${type} @id
  tags Tag[]
}

model Tag {
  id    Int    @id
  posts Post[]
}
`

const joinTable = 'CREATE TABLE "_PostToTag" ("A" int, "B" int, PRIMARY KEY ("A", "B"))'

/** The contract step of this slot, where the key that a join table refers to becomes a bigint. */
async function joinTableStep(slot: string): Promise<string> {
  const { plan, texts } = await planBetween(linked('Int'), linked('BigInt'))
  return texts.get(plan.contract.steps.find(({ id }) => id.startsWith(`contract/${slot}.`))?.file ?? '') ?? ''
}

it('holds nothing that the application needs while it waits for the strongest lock of a table', async () => {
  const shadow = await joinTableStep('shadow')
  expect(shadow).toMatch(/CREATE OR REPLACE TRIGGER[\s\S]*ADD COLUMN/)
  await withTestDatabase(async (url) => {
    await query(url, joinTable)
    await withConnection(url, (application) =>
      withConnection(url, async (stager) => {
        await application.query('BEGIN')
        await application.query('SELECT * FROM "_PostToTag"')
        const added = outcome(stager.query(shadow))
        await expect
          .poll(() => query(url, `SELECT 1 FROM pg_locks WHERE relation = '"_PostToTag"'::regclass AND NOT granted`))
          .toHaveLength(1)
        await application.query('INSERT INTO "_PostToTag" VALUES (1, 1)')
        await application.query('COMMIT')
        expect(await added).toBe('done')
      }),
    )
  })
})

it('waits for no row of a join table while it holds others, and fills that row later', async () => {
  const [shadow, fill] = await Promise.all([joinTableStep('shadow'), joinTableStep('fillShadow')])
  await withTestDatabase(async (url) => {
    await query(url, `${joinTable}; INSERT INTO "_PostToTag" VALUES (1, 1), (2, 2), (3, 3); ${shadow}`)
    await withConnection(url, (application) =>
      withConnection(url, async (stager) => {
        await application.query('BEGIN')
        await application.query('SELECT * FROM "_PostToTag" WHERE "A" = 2 FOR UPDATE')
        const filled = outcome(stager.query(fill))
        await expect.poll(() => query(url, 'SELECT "A" FROM "_PostToTag" WHERE "A_stager" IS NULL')).toEqual([{ A: 2 }])
        await application.query('UPDATE "_PostToTag" SET "B" = 4 WHERE "A" = 1')
        await application.query('COMMIT')
        expect(await filled).toBe('done')
      }),
    )
    expect(await query(url, 'SELECT "A_stager" FROM "_PostToTag" ORDER BY 1')).toEqual(['1', '2', '3'].map((A) => ({ A_stager: A })))
  })
})

it('takes its locks statement by statement where it may refer to a table and not LOCK it', async () => {
  const { plan, texts } = await planBetween(schema(false), schema(true))
  const add = texts.get(plan.contract.steps.find(({ id }) => id.includes('addForeignKey'))?.file ?? '') ?? ''
  const role = 'stager_refers_only'
  await withTestDatabase(async (url) => {
    await query(url, `${tables}; ALTER TABLE "Comment" DROP CONSTRAINT "Comment_userId_fkey"; CREATE ROLE ${role}`)
    try {
      await query(url, `ALTER TABLE "Comment" OWNER TO ${role}; GRANT REFERENCES ON "User" TO ${role}`)
      await withConnection(url, async (stager) => {
        await stager.query(`SET ROLE ${role}`)
        await expect(stager.query('DO $$ BEGIN LOCK TABLE "User" IN SHARE ROW EXCLUSIVE MODE; END $$')).rejects.toMatchObject({
          code: '42501',
        })
        await stager.query(add)
      })
      expect(await query(url, `SELECT conname FROM pg_constraint WHERE contype = 'f'`)).toEqual([{ conname: 'Comment_userId_fkey' }])
    } finally {
      await query(url, `DROP OWNED BY ${role} CASCADE; DROP ROLE ${role}`)
    }
  })
})
