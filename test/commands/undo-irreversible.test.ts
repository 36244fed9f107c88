import { join } from 'node:path'
import { readdir, writeFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { apply } from '../../src/commands/apply.ts'
import { plan } from '../../src/commands/plan.ts'
import { undo } from '../../src/commands/undo.ts'
import { renderDdl } from '../../src/prisma/engine.ts'
import { query, schemaDump, withTestDatabase } from '../helpers/database.ts'
import { withPrismaProject, type PrismaProject } from '../helpers/prisma-cli.ts'

const schema = (a: string, more = ''): string =>
  `generator client {\n  provider = "prisma-client"\n  output = "../generated"\n}\n\ndatasource db {\n  provider = "postgresql"\n}\n\nmodel T {\n  id Int @id\n  a ${a}\n${more}}\n`
const [before, after] = [schema('String @db.VarChar(20)'), schema('String', '  extra Int?\n')]

type Settings = { readonly cwd: string; readonly databaseUrl: string }

const planned = (work: (settings: Settings, project: PrismaProject) => Promise<void>): Promise<void> =>
  withTestDatabase(async (databaseUrl) => {
    const init = await renderDdl([{ path: 'schema.prisma', content: before }])
    await withPrismaProject({ databaseUrl, schema: before, migrations: { '20250101000000_init': init } }, async (project) => {
      await project.deploy()
      await writeFile(join(project.directory, 'base.prisma'), before)
      await project.writeSchema(after)
      const settings = { cwd: project.directory, databaseUrl }
      await plan({ ...settings, name: 'widen', from: 'base.prisma' })
      await work(settings, project)
    })
  })

test('a plan whose irreversible step could not run is undone', () =>
  planned(async (settings) => {
    await query(settings.databaseUrl, 'CREATE VIEW v AS SELECT a FROM "T"')
    const dump = await schemaDump(settings.databaseUrl)
    await expect(apply({ ...settings, stage: 'expand' })).rejects.toMatchObject({
      code: 'step-conflict',
      message: expect.stringContaining('no view, policy, trigger'),
    })
    const { written } = await undo({ ...settings, plan: 'widen', yes: true })
    expect(written.length).toBeGreaterThan(0)
    expect(await schemaDump(settings.databaseUrl)).toBe(dump)
  }))

test('once it has run, undo is refused, also where its migrations come from another checkout', () =>
  planned(async (settings, project) => {
    await query(settings.databaseUrl, 'CREATE VIEW v AS SELECT a FROM "T"')
    await expect(apply({ ...settings, stage: 'expand' })).rejects.toMatchObject({ code: 'step-conflict' })
    await withTestDatabase(async (other) => {
      await apply({ ...settings, databaseUrl: other, stage: 'expand' })
      const refused = { code: 'undo-irreversible', message: expect.stringContaining('to make T.a VARCHAR(20) again'), exitCode: 1 }
      const names = (): Promise<string[]> => readdir(join(project.directory, 'prisma/migrations'))
      const placed = await names()
      await expect(undo({ ...settings, databaseUrl: other, plan: 'widen', yes: true })).rejects.toMatchObject(refused)
      expect(await names()).toEqual(placed)
      await undo({ ...settings, plan: 'widen', yes: true })
      await expect(apply({ ...settings, databaseUrl: other, stage: 'expand' })).rejects.toMatchObject(refused)
    })
  }))
