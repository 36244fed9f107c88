import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { apply } from '../../src/commands/apply.ts'
import { plan, type PlanSettings } from '../../src/commands/plan.ts'
import { verify } from '../../src/commands/verify.ts'
import { renderDdl } from '../../src/prisma/engine.ts'
import { query, schemaDump, withTestDatabase } from '../helpers/database.ts'
import { withPrismaProject, type PrismaProject } from '../helpers/prisma-cli.ts'

const schema = (fields: string) => `datasource db {
  provider = "postgresql"
}

model User {
  id    Int    @id
  email String @unique
${fields}
}
`
const before = schema('  name String')
const renamed = schema('  fullName String')
const rename = { name: 'full_name', rename: ['User.name:fullName'] }

/** A project whose migrations make `hidden` as well, and whose schema has been edited. */
const withProject = <T>(hidden: string, after: string, work: (project: PrismaProject) => Promise<T>): Promise<T> =>
  withTestDatabase(async (databaseUrl) => {
    const init = await renderDdl([{ path: 'schema.prisma', content: before }])
    return withPrismaProject({ databaseUrl, schema: after, migrations: { '20250101000000_init': init } }, async (project) => {
      await writeFile(join(project.directory, 'base.prisma'), before)
      await query(databaseUrl, init)
      await query(databaseUrl, hidden)
      return work(project)
    })
  })

const planIn = ({ directory }: PrismaProject, settings: PlanSettings) =>
  plan({ cwd: directory, from: 'base.prisma', now: () => new Date(Date.UTC(2026, 0, 1)), ...settings })

const views = `CREATE VIEW people AS SELECT id, name FROM "User";
  CREATE MATERIALIZED VIEW names AS SELECT DISTINCT name FROM "User";
  CREATE POLICY own_rows ON "User" USING (name = current_user);
  ALTER TABLE "User" ADD initial text GENERATED ALWAYS AS (left(name, 1)) STORED;
  CREATE FUNCTION longest() RETURNS text BEGIN ATOMIC SELECT name FROM "User" ORDER BY length(name) DESC LIMIT 1; END;
  CREATE FUNCTION shortest() RETURNS text LANGUAGE sql AS 'SELECT name FROM "User" LIMIT 1';
  CREATE FUNCTION unrelated() RETURNS text LANGUAGE sql AS 'SELECT name FROM (VALUES (''x'')) AS t (name)';`

const obstacles = `CREATE EXTENSION btree_gist;
  CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE TRIGGER renamed AFTER UPDATE OF name ON "User" FOR EACH ROW EXECUTE FUNCTION f();
  CREATE TRIGGER changed AFTER UPDATE ON "User" FOR EACH ROW WHEN (OLD.name <> NEW.name) EXECUTE FUNCTION f();
  CREATE RULE quiet AS ON UPDATE TO "User" WHERE OLD.name = 'root' DO ALSO NOTHING;
  ALTER TABLE "User" ADD CONSTRAINT one_name UNIQUE (name), ADD CONSTRAINT no_twins EXCLUDE USING gist (name WITH =);
  CREATE TABLE nick (name text REFERENCES "User" (name));`

const carried = `CREATE INDEX lower_idx ON "User" (lower(name)); ALTER TABLE "User" ADD CONSTRAINT named CHECK (name <> '');
  CREATE STATISTICS together ON name, email FROM "User";`

describe('a plan that was told of a database', () => {
  it('is not made where something cannot be carried over, and names it with the reason', () =>
    withProject(obstacles + carried, renamed, async (project) => {
      const planned = planIn(project, { ...rename, databaseUrl: project.databaseUrl })
      await expect(planned).rejects.toMatchObject({ code: 'hidden-not-carried', exitCode: 1 })
      const { message } = (await planned.catch((error: unknown) => error)) as Error
      expect(message).toMatch(/^User\.name cannot be replaced by another column/)
      const reasons = message.split(/: (?=table|trigger|rule)|; /).slice(1)
      expect(reasons.toSorted()).toEqual([
        'rule quiet on "User" (it would not see what the other version of the application writes)',
        'table constraint nick_name_fkey on nick (schema.prisma does not have that foreign key)',
        'table constraint no_twins on "User" (PostgreSQL builds such a constraint under a lock that blocks writes)',
        'table constraint one_name on "User" (PostgreSQL builds such a constraint under a lock that blocks writes)',
        'trigger changed on "User" (it would not see what the other version of the application writes)',
        'trigger renamed on "User" (it would not see what the other version of the application writes).',
      ])
    }))

  it('names among its gates what people must see to before contract, and contract waits for it', () =>
    withProject(views, renamed, async (project) => {
      const settings = { cwd: project.directory, databaseUrl: project.databaseUrl }
      const { bundle } = await planIn(project, { ...rename, databaseUrl: project.databaseUrl })
      const gates = bundle?.plan.deploy.gates.map(({ text }) => text).filter((text) => /Contract refuses|in its text/.test(text))
      const named = gates?.map((gate) => /^(?:Between expand and contract: let )?(?<what>.+?) (?:read|has)/.exec(gate)?.groups?.['what'])
      expect(named?.toSorted()).toEqual([
        'function longest()',
        'function shortest()',
        'generated column "User".initial',
        'policy own_rows on "User"',
        'view names',
        'view people',
      ])
      await project.prisma('migrate', 'resolve', '--applied', '20250101000000_init')
      await apply({ ...settings, stage: 'expand' })
      const { verifications } = await verify(settings)
      expect(verifications.find(({ verification }) => verification === 'dependents.User.name')?.offending).toBe(5n)
    }))

  it('names what hangs on a column that is dropped', () =>
    withProject(views + carried, schema(''), async (project) => {
      const { bundle } = await planIn(project, { name: 'nameless', drop: ['User.name'], databaseUrl: project.databaseUrl })
      const gates = bundle?.plan.deploy.gates.map(({ text }) => text).filter((text) => text.startsWith('Before contract: drop '))
      expect(gates).toHaveLength(8)
      expect(gates).toContain(
        'Before contract: drop view people, or make it do without User.name. Contract refuses while it depends on that.',
      )
    }))

  it('names what hangs on a table that is dropped', () =>
    withProject(
      `${views} CREATE TABLE nick (email text REFERENCES "User" (email), u "User");`,
      before.replace(/model User[\s\S]*/, ''),
      async (project) => {
        const { bundle } = await planIn(project, { name: 'gone', drop: ['User'], databaseUrl: project.databaseUrl })
        const gates = bundle?.plan.deploy.gates
          .map(({ text }) => /^Before contract: drop (.+), or/.exec(text)?.[1])
          .filter((text) => text !== undefined)
        expect(gates?.toSorted()).toEqual(
          ['function longest()', 'table constraint nick_email_fkey on nick', 'table column nick.u', 'view names', 'view people'].toSorted(),
        )
        const [verification] = bundle?.plan.contract.verifications ?? []
        expect(await query(project.databaseUrl, verification?.countSql ?? '')).toEqual([{ count: '5' }])
      },
    ))

  it('says how long the table takes, by its size there', () =>
    withProject(
      `INSERT INTO "User" SELECT n, 'u' || n, 'User ' || n FROM generate_series(1, 2000) n; ANALYZE "User"`,
      renamed,
      async (project) => {
        const { bundle } = await planIn(project, { ...rename, databaseUrl: project.databaseUrl })
        const [size] = bundle?.plan.sizes ?? []
        expect(size).toMatchObject({ table: { schema: null, name: 'User' }, rows: 2000 })
        expect(size?.bytes).toBeGreaterThan(50_000)
      },
    ))

  it('says nothing of what it does not touch', () =>
    withProject(views + obstacles + carried, schema('  name String\n  nick String?'), async (project) => {
      const { bundle } = await planIn(project, { name: 'nick', databaseUrl: project.databaseUrl })
      expect(bundle?.plan.deploy.gates).toHaveLength(1)
      expect(bundle?.plan.notes).toEqual([])
    }))
})

describe('expand of a plan that was not', () => {
  it('does not begin over what it would leave behind, and names it', () =>
    withProject(views + obstacles + carried, renamed, async (project) => {
      const settings = { cwd: project.directory, databaseUrl: project.databaseUrl }
      await planIn(project, rename)
      await project.prisma('migrate', 'resolve', '--applied', '20250101000000_init')
      const structure = await schemaDump(project.databaseUrl)
      const refused = apply({ ...settings, stage: 'expand' })
      await expect(refused).rejects.toMatchObject({ code: 'hidden-objects', exitCode: 1 })
      const { message, hint } = (await refused.catch((error: unknown) => error)) as { message: string; hint: string }
      expect(message).toContain(
        'objects on User.name that this plan does not carry over to fullName: function longest(), generated column "User".initial, index lower_idx',
      )
      expect(hint).toContain('--database-url')
      expect(await schemaDump(project.databaseUrl)).toBe(structure)
    }))

  it('does not begin over a column that PostgreSQL fills itself', () =>
    withProject(
      'ALTER TABLE "User" DROP name, ADD name text NOT NULL GENERATED ALWAYS AS (upper(email)) STORED',
      renamed,
      async (project) => {
        await planIn(project, rename)
        await project.prisma('migrate', 'resolve', '--applied', '20250101000000_init')
        const settings = { cwd: project.directory, databaseUrl: project.databaseUrl }
        await expect(apply({ ...settings, stage: 'expand' })).rejects.toThrow('values of User.name that PostgreSQL itself computes')
      },
    ))

  it('begins where there is nothing but what schema.prisma says', () =>
    withProject('', renamed, async (project) => {
      await planIn(project, rename)
      await project.prisma('migrate', 'resolve', '--applied', '20250101000000_init')
      const { plans } = await apply({ cwd: project.directory, databaseUrl: project.databaseUrl, stage: 'expand' })
      expect(plans).toEqual(['full_name'])
    }))
})
