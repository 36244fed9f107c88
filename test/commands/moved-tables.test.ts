import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { apply } from '../../src/commands/apply.ts'
import { plan } from '../../src/commands/plan.ts'
import { promote } from '../../src/commands/promote.ts'
import { undo } from '../../src/commands/undo.ts'
import { verify } from '../../src/commands/verify.ts'
import { driftBetween } from '../../src/prisma/drift.ts'
import { renderDdl } from '../../src/prisma/engine.ts'
import { schemaFilesIn } from '../../src/prisma/load.ts'
import { query, schemaDump, withTestDatabase } from '../helpers/database.ts'
import { engineDrift, noDrift } from '../helpers/engine-drift.ts'
import { withPrismaProject, type PrismaProject } from '../helpers/prisma-cli.ts'

const header = 'datasource db {\n  provider = "postgresql"\n}\n'
const at = (day: number) => ({ now: () => new Date(Date.UTC(2026, 0, day)) })

interface Around {
  readonly project: PrismaProject
  readonly url: string
  readonly settings: { readonly cwd: string; readonly databaseUrl: string }
}

/** A project whose only migration is `ddl`, or Prisma's own of the schema. */
async function withProject(schema: string, work: (around: Around) => Promise<void>, ddl?: string): Promise<void> {
  const init = ddl ?? (await renderDdl([{ path: 'schema.prisma', content: schema }]))
  await withTestDatabase((url) =>
    withPrismaProject({ databaseUrl: url, schema, migrations: { '20250101000000_init': init } }, async (project) => {
      await writeFile(join(project.directory, 'base.prisma'), schema)
      await project.deploy()
      await work({ project, url, settings: { cwd: project.directory, databaseUrl: url } })
    }),
  )
}

describe('hints in the schema', () => {
  const before = `${header}model User {\n  id Int @id\n  email String\n  name String\n  role Role\n}\nenum Role {\n  OWNER\n  GUEST\n}\n`
  const after = `${header}/// @stager.renamed(from: "User")
model Account {
  id Int @id
  email String
  fullName String // @stager.renamed(from: "name")
  role Role
}
enum Role {
  ADMIN // @stager.renamed(from: "OWNER")
  GUEST
}
`

  it('answer what was renamed, and go with promote', () =>
    withProject(before, async ({ project, url, settings }) => {
      await project.writeSchema(after)
      const { bundle } = await plan({ ...settings, from: 'base.prisma', name: 'hinted', ...at(1) })
      expect(bundle?.plan.changes.find(({ kind }) => kind === 'moveTable')).toMatchObject({ columns: [{ from: 'name', to: 'fullName' }] })
      expect(bundle?.plan.notes.slice(0, 3)).toEqual([
        'A comment in the schema, @stager.renamed, answered what was renamed: User:Account.',
        'A comment in the schema, @stager.renamed, answered what was renamed: User.name:fullName.',
        'A comment in the schema, @stager.renamed, answered what was renamed: Role.OWNER:ADMIN.',
      ])
      expect(await readFile(project.schemaPath, 'utf8')).toContain('fullName String // @stager.renamed(from: "name")\n  role Role\n')
      await apply({ ...settings, stage: 'expand' })
      await apply({ ...settings, stage: 'deploy', release: 'one' })
      await query(url, `INSERT INTO "User" VALUES (1, 'a', 'b', 'OWNER')`)
      await apply({ ...settings, stage: 'backfill' })
      await verify({ ...settings })
      await promote({ ...settings, plan: 'hinted', ...at(2) })
      expect(await readFile(project.schemaPath, 'utf8')).not.toContain('@stager')
      await apply({ ...settings, stage: 'contract', plan: 'hinted', yes: 'hinted' })
      expect(await query(url, 'SELECT role FROM "Account"')).toEqual([{ role: 'ADMIN' }])
      expect(await engineDrift(project)).toEqual(noDrift)
    }))

  it('say less than a flag, and nothing where there is nothing by that name any more', () =>
    withProject(before, async ({ project, settings }) => {
      await project.writeSchema(after)
      const dropped = await plan({
        ...settings,
        from: 'base.prisma',
        dryRun: true,
        drop: ['User'],
        mapValue: ['Role.OWNER:GUEST'],
        ...at(1),
      })
      const kinds = dropped.bundle?.plan.changes.map(({ kind }) => kind)
      expect(kinds).toContain('dropTable')
      expect(kinds).not.toContain('moveTable')
      const stale = before.replace('name String', 'name String // @stager.renamed(from: "fullName")\n  age Int?')
      await project.writeSchema(stale)
      const { bundle } = await plan({ ...settings, from: 'base.prisma', dryRun: true, ...at(1) })
      expect(bundle?.plan.changes.map(({ kind }) => kind)).toEqual(['addColumn'])
      expect(bundle?.plan.notes).toEqual([])
    }))
})

describe('a table that others know by its name', () => {
  const before = `${header}model User {\n  id Int @id\n  name String\n}\n`
  const after = `${header}model Account {\n  id Int @id\n  fullName String\n}\n`

  it('is named with them in a plan that was told of a database', () =>
    withProject(before, async ({ project, url, settings }) => {
      await query(
        url,
        `CREATE PUBLICATION mine FOR TABLE "User"; CREATE PUBLICATION "every" FOR TABLES IN SCHEMA public; CREATE PUBLICATION none;
         CREATE FUNCTION report() RETURNS bigint LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT count(*) FROM "User"); END';
         CREATE FUNCTION other() RETURNS int LANGUAGE sql AS 'SELECT 1 AS "UserGroup"'`,
      )
      await project.writeSchema(after)
      const answers = { rename: ['User:Account', 'User.name:fullName'] }
      const { bundle } = await plan({ ...settings, from: 'base.prisma', name: 'named', dryRun: true, ...answers, ...at(1) })
      expect(bundle?.plan.deploy.gates.filter(({ text }) => text.includes('function '))).toMatchObject([
        {
          text: 'function report() has the name User in its text. If it means the table, let it say Account between expand and contract: until then a view has the old name.',
        },
      ])
      expect(bundle?.plan.notes.filter((note) => note.startsWith('publication'))).toEqual([
        'publication every publishes User as Account from expand on: its subscribers need a table of that name before.',
        'publication mine publishes User as Account from expand on: its subscribers need a table of that name before.',
      ])
    }))

  it('stays what it is where a trigger reads a column by the name that it would lose', () =>
    withProject(before, async ({ project, url, settings }) => {
      await query(
        url,
        `CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.name := trim(NEW.name); RETURN NEW; END';
         CREATE TRIGGER touched BEFORE INSERT ON "User" FOR EACH ROW EXECUTE FUNCTION touch()`,
      )
      await project.writeSchema(after)
      await plan({ ...settings, from: 'base.prisma', name: 'stays', rename: ['User:Account', 'User.name:fullName'], ...at(1) })
      await expect(apply({ ...settings, stage: 'expand' })).rejects.toMatchObject({ code: 'hidden-objects' })
      await query(url, `INSERT INTO "User" VALUES (1, ' a ')`)
    }))
})

describe('a plan whose expand stopped before a table moved', () => {
  const before = `${header}model User {\n  id Int @id\n  name String\n}\nmodel Zoo {\n  id Int @id @default(autoincrement())\n  name String\n}\n`
  const after = `${header}model Account {\n  id Int @id\n  name String?\n}\nmodel Zebra {\n  id Int @id @default(autoincrement())\n  name String?\n}\n`

  it('is taken back', () =>
    withProject(before, async ({ project, url, settings }) => {
      const structure = await schemaDump(url)
      await project.writeSchema(after)
      await plan({ ...settings, from: 'base.prisma', name: 'both', rename: ['User:Account', 'Zoo:Zebra'], ...at(1) })
      await query(url, `CREATE TABLE "Zebra" (id int)`)
      await expect(apply({ ...settings, stage: 'expand' })).rejects.toMatchObject({ code: 'step-conflict' })
      await query(url, `DROP TABLE "Zebra"; INSERT INTO "User" VALUES (1, 'written through the view')`)
      await undo({ ...settings, plan: 'both', yes: true, ...at(2) })
      expect(await schemaDump(url)).toBe(structure)
      expect(await query(url, `SELECT name FROM "User"`)).toEqual([{ name: 'written through the view' }])
      expect(await engineDrift(project)).toEqual(noDrift)
    }))
})

describe('join tables from before Prisma 6', () => {
  const schema = `${header}model Post {\n  id Int @id\n  tags Tag[]\n}\nmodel Tag {\n  id Int @id\n  posts Post[]\n}\n`
  const old = async (): Promise<string> =>
    (await renderDdl([{ path: 'schema.prisma', content: schema }]))
      .replace(/,\n\n {4}CONSTRAINT "_PostToTag_AB_pkey"[^\n]*/, '')
      .concat('\nCREATE UNIQUE INDEX "_PostToTag_AB_unique" ON "_PostToTag"("A", "B");\n')
  const drift = ({ project, url }: Around): Promise<string> => driftBetween(url, schemaFilesIn(project.schemaPath))

  it('get their primary key, and lose it by undo', async () =>
    withProject(
      schema,
      async (around) => {
        const { project, url, settings } = around
        const structure = await schemaDump(url)
        expect(await drift(around)).toContain('_PostToTag_AB_pkey')
        await plan({ ...settings, from: 'base.prisma', name: 'keys', ...at(1) })
        await apply({ ...settings, stage: 'expand' })
        expect(await engineDrift(project)).toEqual(noDrift)
        expect((await plan({ ...settings, from: 'base.prisma', ...at(2) })).bundle).toBeNull()

        await undo({ ...settings, plan: 'keys', yes: true, ...at(3) })
        expect(await schemaDump(url)).toBe(structure)
        const again = await plan({ ...settings, from: 'base.prisma', name: 'keys', ...at(4) })
        expect(again.bundle?.plan.changes).toMatchObject([
          { kind: 'rekeyJoinTable', table: { name: '_PostToTag' }, from: { primaryKey: null } },
        ])
      },
      await old(),
    ))

  it('are left alone where a later migration gave them the key', async () =>
    withProject(
      schema,
      async (around) => {
        expect(await drift(around)).toBe('')
        expect((await plan({ ...around.settings, from: 'base.prisma', ...at(1) })).bundle).toBeNull()
      },
      `${await old()}ALTER TABLE "_PostToTag" ADD CONSTRAINT "_PostToTag_AB_pkey" PRIMARY KEY ("A", "B");\nDROP INDEX "_PostToTag_AB_unique";\n`,
    ))

  it('move with their models all the same', async () =>
    withProject(
      schema,
      async (around) => {
        const { project, url, settings } = around
        const structure = await schemaDump(url)
        await project.writeSchema(schema.replaceAll('Post', 'Zine'))
        await plan({ ...settings, from: 'base.prisma', name: 'zine', rename: ['Post:Zine'], ...at(1) })
        await apply({ ...settings, stage: 'expand' })
        expect(await engineDrift(project)).toEqual(noDrift)
        await undo({ ...settings, plan: 'zine', yes: true, ...at(3) })
        expect(await schemaDump(url)).toBe(structure)
      },
      await old(),
    ))
})
