import { expect, test } from 'vitest'
import { query, withTestDatabase } from './database.ts'
import { engineDrift, noDrift } from './engine-drift.ts'
import { withPrismaProject } from './prisma-cli.ts'

const schema = 'datasource db {\n  provider = "postgresql"\n}\n\nmodel User {\n  id Int @id\n}\n'
const create = 'CREATE TABLE "User" ("id" INTEGER NOT NULL, CONSTRAINT "User_pkey" PRIMARY KEY ("id"));\n'

test('agrees with the CLI on what is clean and what is not', async () => {
  await withTestDatabase((databaseUrl) =>
    withPrismaProject({ databaseUrl, schema, migrations: { '20260101000000_init': create } }, async (project) => {
      const drift = () => engineDrift(project)
      expect((await drift()).history).toEqual([expect.stringContaining('databaseIsBehind')])

      await project.deploy()
      expect(await drift()).toEqual(noDrift)

      await query(databaseUrl, 'ALTER TABLE "User" ADD extra int')
      expect(await drift()).toEqual({ ...noDrift, database: expect.stringContaining('extra') as unknown })

      await project.writeMigration('20260101000000_init', `${create}-- edited\n`)
      expect((await drift()).history).toEqual(['edited: 20260101000000_init'])
    }),
  )
})
