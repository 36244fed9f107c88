import { describe, expect, it } from 'vitest'
import { query, withConnection } from '../helpers/database.ts'
import { withExpandedDatabase } from '../helpers/expanded-database.ts'

const before = `model User {
  id     Int    @id @default(autoincrement())
  email  String @unique
  name   String @db.VarChar(10)
  owner  String
  legacy String
  score  Int    @default(1)
}`
const after = `model Account {
  id       Int    @id @default(autoincrement())
  email    String @unique
  fullName String @db.VarChar(200)
  owner    String
  domain   String
  points   BigInt @default(1)
}`
const flags = {
  rename: ['User:Account', 'User.name:fullName', 'User.score:points'],
  fill: ["Account.domain=split_part(email, '@', 2)"],
  drop: ['User.legacy'],
  down: ["User.legacy='gone'"],
}
const example = { before, after, flags, seed: `INSERT INTO "User" (email, name, owner, legacy) VALUES ('a@x.org', 'Ann', 'ann', 'l')` }

/** Roles are the server's, so each test has its own, and takes it away again. */
async function withRole<T>(name: string, work: () => Promise<T>, url: string): Promise<T> {
  try {
    return await work()
  } finally {
    await query(url, `DROP OWNED BY "${name}"; DROP ROLE "${name}"`)
  }
}

const role = (label: string): string => `stager_${label}_${String(process.pid)}`

describe('a table under its old name', () => {
  it('is written to as if nothing had happened, whatever else the plan changes', () =>
    withExpandedDatabase(example, async (url) => {
      await query(url, `INSERT INTO "User" (email, name, owner, legacy) VALUES ('b@y.org', 'Bob', 'bob', 'm')`)
      await query(
        url,
        `INSERT INTO "User" (email, name, owner, legacy) VALUES ('b@y.org', 'Ben', 'bob', 'm') ON CONFLICT (email) DO UPDATE SET name = excluded.name, score = 7 RETURNING id`,
      )
      await query(url, `UPDATE "User" SET email = 'b@z.org' WHERE name = 'Ben'`)
      // What the new application writes, and what the old one reads of it; the column is wider already.
      await query(url, `INSERT INTO "Account" (email, "fullName", owner, domain) VALUES ('c@w.org', 'Charlotte the third', 'c', 'w.org')`)
      expect(await query(url, `SELECT id, email, name, legacy FROM "User" ORDER BY id`)).toEqual([
        { id: 1, email: 'a@x.org', name: 'Ann', legacy: 'l' },
        { id: 2, email: 'b@z.org', name: 'Ben', legacy: 'm' },
        { id: 4, email: 'c@w.org', name: 'Charlotte the third', legacy: 'gone' },
      ])
      expect(await query(url, `SELECT domain, points FROM "Account" WHERE id = 2`)).toEqual([{ domain: 'z.org', points: 7 }])
      await query(url, `DELETE FROM "User" WHERE id = 2`)
      expect(await query(url, `SELECT count(*)::int AS n FROM "Account"`)).toEqual([{ n: 2 }])
      expect(await query(url, `SELECT pg_get_serial_sequence('"Account"', 'id') AS name`)).toEqual([{ name: 'public."Account_id_seq"' }])
      expect(await query(url, `SELECT points FROM "Account" ORDER BY id`)).toEqual([{ points: 1 }, { points: 1 }])
    }))

  it('gives each role what the table gives it, and nobody the default privileges', async () => {
    const [reader, clerk, stranger] = ['reader', 'clerk', 'stranger'].map(role)
    const roles = [reader, clerk, stranger].map((name) => `CREATE ROLE "${name}"`).join('; ')
    const seed = `${roles};
      GRANT SELECT ON "User" TO "${reader}" WITH GRANT OPTION;
      GRANT SELECT (id, name), UPDATE (name) ON "User" TO "${clerk}";
      ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO "${stranger}", PUBLIC`
    await withExpandedDatabase({ ...example, seed }, (url) =>
      withRole(reader ?? '', () => withRole(clerk ?? '', () => withRole(stranger ?? '', () => checkGrants(url), url), url), url),
    )
    async function checkGrants(url: string): Promise<void> {
      const may = async (name: string | undefined, sql: string): Promise<boolean> =>
        withConnection(url, async (client) => {
          await client.query(`SET ROLE "${name ?? ''}"`)
          return client.query(sql).then(
            () => true,
            (error: { readonly code?: string }) => {
              if (error.code === '42501') return false
              throw error
            },
          )
        })
      expect(await may(reader, `SELECT * FROM "User"`)).toBe(true)
      expect(await may(reader, `UPDATE "User" SET name = 'x'`)).toBe(false)
      expect(await may(clerk, `SELECT id, name FROM "User"`)).toBe(true)
      expect(await may(clerk, `UPDATE "User" SET name = 'x'`)).toBe(true)
      expect(await may(clerk, `SELECT email FROM "User"`)).toBe(false)
      expect(await may(stranger, `SELECT id FROM "User"`)).toBe(false)
      expect(await may(stranger, `INSERT INTO "User" (email, name, owner, legacy) VALUES ('x', 'x', 'x', 'x')`)).toBe(false)
    }
  })

  it('keeps its row security, or stays what it is where a view would not', async () => {
    const clerk = role('clerk_of_rows')
    const seed = `CREATE ROLE "${clerk}"; GRANT SELECT, UPDATE ON "User" TO "${clerk}";
      INSERT INTO "User" (email, name, owner, legacy) VALUES ('a', 'a', '${clerk}', 'l'), ('b', 'b', 'somebody', 'l');
      ALTER TABLE "User" ENABLE ROW LEVEL SECURITY;
      CREATE POLICY own ON "User" USING (owner = current_user)`
    const work = (url: string): Promise<void> =>
      withRole(
        clerk,
        () =>
          withConnection(url, async (client) => {
            await client.query(`SET ROLE "${clerk}"`)
            expect((await client.query(`SELECT name FROM "User"`)).rows).toEqual([{ name: 'a' }])
            expect((await client.query(`UPDATE "User" SET name = 'c'`)).rowCount).toBe(1)
          }),
        url,
      )
    await withExpandedDatabase({ ...example, seed }, work)
  })
})
