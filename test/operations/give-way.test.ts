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

it('gives way to the application where a statement locks two tables and the application holds one of them', async () => {
  const { plan, texts } = await planBetween(schema(true), schema(false))
  const drop = texts.get(plan.contract.steps.find(({ id }) => id.includes('dropForeignKey'))?.file ?? '') ?? ''
  await withTestDatabase(async (url) => {
    await query(url, tables)
    await withConnection(url, (application) =>
      withConnection(url, async (stager) => {
        await application.query('BEGIN')
        await application.query('LOCK TABLE "User" IN ROW EXCLUSIVE MODE')
        const dropped = stager.query(drop).then(
          () => 'done',
          (error: { code?: string }) => error.code,
        )
        await expect
          .poll(() =>
            query(url, `SELECT 1 FROM pg_locks WHERE relation = '"Comment"'::regclass AND mode = 'AccessExclusiveLock' AND granted`),
          )
          .toHaveLength(1)
        // Each waits for the other now; after deadlock_timeout PostgreSQL would end one of them.
        await application.query('SELECT * FROM "Comment"')
        await application.query('COMMIT')
        expect(await dropped).toBe('55P03')
      }),
    )
  })
})
