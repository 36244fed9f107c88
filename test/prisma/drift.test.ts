import { describe, expect, it } from 'vitest'
import type { SchemaFile } from '../../src/prisma/document.ts'
import { driftBetween } from '../../src/prisma/drift.ts'
import { renderDdl } from '../../src/prisma/engine.ts'
import { query, withTestDatabase } from '../helpers/database.ts'

const schema = `generator client {
  provider        = "prisma-client-js"
  previewFeatures = ["driverAdapters"]
}

datasource db {
  provider = "postgresql"
  url      = env("DATABASE_URL")
}

enum Role {
  ADMIN
  USER  @map("it's \\"me\\"")
}

model User {
  id    Int      @id @default(autoincrement())
  name  String   @map("the \\"name\\"")
  roles Role[]   @default([USER])
  at    DateTime @default(now())
  posts Post[]

  @@index([name, at(sort: Desc)])
  @@map("us ers")
}

model Post {
  id       String @id @default(dbgenerated("gen_random_uuid()")) @db.Uuid
  author   User?  @relation(fields: [authorId], references: [id])
  authorId Int?   @unique
}
`

const files = (content: string): SchemaFile[] => [{ path: 'schema.prisma', content }]

describe('driftBetween', () => {
  it('is empty for the DDL that Prisma renders, quotes in names included, and says what differs', async () => {
    await withTestDatabase(async (url) => {
      expect(await driftBetween(url, files(schema))).toContain('CREATE TABLE "us ers"')
      await query(url, await renderDdl(files(schema)))
      expect(await driftBetween(url, files(schema))).toBe('')

      await query(url, 'ALTER TABLE "Post" ADD extra int')
      expect(await driftBetween(url, files(schema))).toContain('DROP COLUMN "extra"')
      await query(url, 'ALTER TABLE "Post" DROP extra; ALTER TABLE "us ers" ALTER at DROP NOT NULL')
      expect(await driftBetween(url, files(schema))).toContain('ALTER COLUMN "at" SET NOT NULL')
    })
  })

  it('does not look at what Prisma does not manage', async () => {
    await withTestDatabase(async (url) => {
      await query(url, await renderDdl(files(schema)))
      await query(
        url,
        `CREATE SCHEMA stager;
         CREATE TABLE stager.plan (id int);
         CREATE VIEW names AS SELECT "the ""name""" FROM "us ers";
         ALTER TABLE "Post" ADD CHECK ("authorId" > 0) NOT VALID;
         CREATE INDEX ON "Post" (lower("id"::text));
         CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
         CREATE TRIGGER t BEFORE INSERT ON "Post" FOR EACH ROW EXECUTE FUNCTION f()`,
      )
      expect(await driftBetween(url, files(schema))).toBe('')
    })
  })

  it("looks at the schema of Prisma's connection string", async () => {
    await withTestDatabase(async (url) => {
      await query(
        url,
        `CREATE SCHEMA app; SET search_path = app; ${(await renderDdl(files(schema))).replace('CREATE SCHEMA IF NOT EXISTS "public";', '')}`,
      )
      expect(await driftBetween(`${url}?schema=app`, files(schema))).toBe('')
      expect(await driftBetween(url, files(schema))).toContain('CREATE TABLE')
    })
  })

  it('works beside the engine that has no database, again and again', async () => {
    await withTestDatabase(async (url) => {
      const ddl = await renderDdl(files(schema))
      await query(url, ddl)
      const drifts = await Promise.all([driftBetween(url, files(schema)), renderDdl(files(schema)), driftBetween(url, files(schema))])
      expect(drifts).toEqual(['', ddl, ''])
      const { length } = await query(url, `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`)
      expect(length).toBe(0)
    })
  })

  it('fails with an error that has no password when there is no server', async () => {
    const drift = driftBetween('postgresql://someone:s3cret@127.0.0.1:1/nothing', files(schema))
    await expect(drift).rejects.toMatchObject({ code: 'connection-refused', exitCode: 3 })
    await expect(drift).rejects.not.toThrow('s3cret')
  })
})
