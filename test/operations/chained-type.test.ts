import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { apply, plan, promote, status, verify } from '../../src/index.ts'
import { renderDdl } from '../../src/prisma/engine.ts'
import { query, withTestDatabase } from '../helpers/database.ts'
import { runOperationCases } from '../helpers/operation-case.ts'
import { withPrismaProject } from '../helpers/prisma-cli.ts'

const schema = (fields: string): string => `generator client {
  provider = "prisma-client"
  output   = "../generated"
}

datasource db {
  provider = "postgresql"
}

model User {
  id Int @id @default(autoincrement())
${fields}
}
`

const before = schema('  age String? @unique(map: "by age")\n\n  @@index([age, id])')
const between = schema('  age Int? @unique(map: "by age_v2") @map("age_v2")\n\n  @@index([age, id])')
const wanted = schema('  age Int? @unique(map: "by age")\n\n  @@index([age, id])')
const seed = `INSERT INTO "User" (age) SELECT n::text FROM generate_series(1, 300) AS n`
const values = { 'User.age': (number: number, { type }: { readonly type: string }) => (type === 'String' ? String(number) : number) }

it('moves a field and renames its column back, each under traffic', { timeout: 600_000 }, () =>
  runOperationCases([
    { name: 'first', before, after: wanted, answers: { strategy: 'chain' }, seed, values },
    { name: 'second', before: between, after: wanted, continues: 'first', seed: 'SELECT 1', values },
  ]),
)

it('refuses to go on too early, and says when it is time', { timeout: 240_000 }, async () => {
  const init = await renderDdl([{ path: 'schema.prisma', content: before }])
  await withTestDatabase((url) =>
    withPrismaProject({ databaseUrl: url, schema: before, migrations: { '20250101000000_init': init } }, async (project) => {
      const settings = { cwd: project.directory, databaseUrl: url }
      const next = async () => (await status(settings)).plans.map((one) => one.next?.command)
      await project.deploy()
      await query(url, seed)
      await writeFile(join(project.directory, 'base.prisma'), before)
      await project.writeSchema(wanted)
      await plan({ ...settings, from: 'base.prisma', name: 'number', strategy: 'chain' })
      await expect(plan({ ...settings, continue: 'number' })).rejects.toMatchObject({ code: 'chain-not-promoted' })
      await expect(plan({ ...settings, continue: 'number', from: 'HEAD' })).rejects.toMatchObject({ code: 'chain-flags' })
      for (const stage of ['expand', 'deploy', 'backfill'] as const) expect((await apply({ ...settings, stage })).chained).toEqual([])
      await verify(settings)
      expect(await promote(settings)).toMatchObject({ chained: true })
      expect(await readFile(join(project.directory, 'prisma', 'schema.prisma'), 'utf8')).toContain('@map("age_v2")')
      expect(await apply({ ...settings, stage: 'contract', yes: 'number' })).toMatchObject({ plans: ['number'], chained: ['number'] })
      expect(await next()).toEqual(['stager plan --continue number'])
      const second = await plan({ ...settings, continue: 'number', name: 'back', dryRun: true })
      expect(second.bundle?.plan.changes.map(({ kind }) => kind)).toContain('renameColumn')
      await plan({ ...settings, continue: 'number', name: 'back' })
      expect(await next()).toEqual([undefined, expect.stringContaining('stager apply --stage expand')])
      await expect(plan({ ...settings, continue: 'back' })).rejects.toMatchObject({ code: 'chain-missing' })
    }),
  )
})
