import { expect, test } from 'vitest'
import { query, withTestDatabase } from './database.ts'
import { withPrismaProject } from './prisma-cli.ts'

const schema = `datasource db {
  provider = "postgresql"
}

enum Role {
  USER
  ADMIN
}

model User {
  id    Int    @id @default(autoincrement())
  email String @unique
  role  Role   @default(USER)
}
`
const migrations = {
  '20260101000000_init': `CREATE TYPE "Role" AS ENUM ('USER', 'ADMIN');
CREATE TABLE "User" ("id" SERIAL NOT NULL, "email" TEXT NOT NULL, "role" "Role" NOT NULL DEFAULT 'USER', CONSTRAINT "User_pkey" PRIMARY KEY ("id"));
`,
  '20260102000000_unique': `CREATE UNIQUE INDEX CONCURRENTLY "User_email_key" ON "User"("email");\n`,
  '20260103000000_function': `CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.email := lower(NEW.email); RETURN NEW; END $$;\n`,
}

test('deploys, and sees drift in the database, the folder and the history', async () => {
  await withTestDatabase((databaseUrl) =>
    withPrismaProject({ databaseUrl, schema, migrations }, async (project) => {
      const pending = await project.prisma('migrate', 'status')
      expect(pending.exitCode).toBe(1)
      expect(pending.output).toContain('20260103000000_function')

      await project.deploy()
      const clean = await project.drift()
      expect(clean, JSON.stringify(clean, null, 2)).toMatchObject({ clean: true })

      await query(databaseUrl, 'CREATE TABLE extra (id int)')
      const drifted = await project.drift()
      expect(drifted).toMatchObject({ clean: false, status: { exitCode: 0 }, database: { exitCode: 2 }, migrations: { exitCode: 0 } })
      expect(drifted.database.stdout).toContain('extra')
      await query(databaseUrl, 'DROP TABLE extra')

      await project.writeMigration('20260104000000_name', 'ALTER TABLE "User" ADD "name" TEXT;\n')
      expect(await project.drift()).toMatchObject({
        clean: false,
        status: { exitCode: 1 },
        database: { exitCode: 0 },
        migrations: { exitCode: 2 },
      })
    }),
  )
})

test('reports a migration that fails, and resolves it', async () => {
  await withTestDatabase((databaseUrl) =>
    withPrismaProject(
      { databaseUrl, schema, migrations: { '20260101000000_broken': 'CREATE TABLE t (id nonsense);\n' } },
      async (project) => {
        const failed = await project.prisma('migrate', 'deploy')
        expect(failed.exitCode).toBe(1)
        expect(failed.output).toContain('type "nonsense" does not exist')
        expect((await project.prisma('migrate', 'deploy')).output).toContain('P3009')

        const resolved = await project.prisma('migrate', 'resolve', '--rolled-back', '20260101000000_broken')
        expect(resolved.exitCode, resolved.output).toBe(0)
      },
    ),
  )
})

test('says which database does not exist', async () => {
  await withTestDatabase((url) =>
    withPrismaProject({ databaseUrl: url.replace(/[^/]*$/, 'nowhere'), schema }, async (project) => {
      const result = await project.prisma('migrate', 'status')
      expect(result.exitCode).toBe(1)
      expect(result.output).toMatch(/P1003|nowhere/)
    }),
  )
})
