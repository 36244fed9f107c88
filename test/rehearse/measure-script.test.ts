import { expect, test } from 'vitest'
import { withDatabase } from '../../src/postgres/connect.ts'
import { renderStepSql } from '../../src/plan/render-sql.ts'
import { measureScript, type Measurement } from '../../src/rehearse/measure-script.ts'
import { withTestDatabase } from '../helpers/database.ts'

const tables = `CREATE TABLE "Team" (id int PRIMARY KEY, name text);
CREATE INDEX "Team_name_idx" ON "Team" (name);
CREATE TABLE "User" (id int PRIMARY KEY, name text, "teamId" int);
INSERT INTO "Team" SELECT generate_series(1, 50);
INSERT INTO "User" SELECT n, 'name', n FROM generate_series(1, 50) AS n`

/** What each statement of a script does to the two tables, one line each. */
async function measured(script: string, alone = false): Promise<readonly string[]> {
  return withTestDatabase((url) =>
    withDatabase(url, (database) =>
      database.withSession(async (session) => {
        await session.script(tables)
        return (await measureScript(session, script, alone ? null : database)).map(describe)
      }),
    ),
  )
}

const describe = ({ taken, held, rewrites, scans }: Measurement): string => {
  const locks = (list: Measurement['held']): string => list.map(({ mode, table }) => `${mode} ${table.name}`).join(', ')
  const names = (list: Measurement['scans']): string => list.map(({ name }) => name).join(', ')
  return `took ${taken === null ? 'what nobody saw' : locks(taken)}; holds ${locks(held)}; rewrites ${names(rewrites)}; reads ${names(scans)}`
}

test('locks of each statement, and what its transaction holds', async () => {
  const script = `BEGIN;
SELECT set_config('lock_timeout', '500ms', true);
CREATE TABLE "New" (id int);
ALTER TABLE "User" ADD COLUMN slug text;
ALTER TABLE "User" ALTER COLUMN slug SET DEFAULT '';
ALTER TABLE "User" ADD FOREIGN KEY ("teamId") REFERENCES "Team" NOT VALID;
ALTER TABLE "User" RENAME TO users;
CREATE VIEW "User" AS SELECT id FROM users;
COMMIT;`
  expect(await measured(script)).toEqual([
    'took ; holds ; rewrites ; reads ',
    'took ACCESS EXCLUSIVE User; holds ACCESS EXCLUSIVE User; rewrites ; reads ',
    'took ; holds ACCESS EXCLUSIVE User; rewrites ; reads ',
    'took SHARE ROW EXCLUSIVE Team; holds SHARE ROW EXCLUSIVE Team, ACCESS EXCLUSIVE User; rewrites ; reads ',
    'took ; holds SHARE ROW EXCLUSIVE Team, ACCESS EXCLUSIVE User; rewrites ; reads ',
    'took ; holds SHARE ROW EXCLUSIVE Team, ACCESS EXCLUSIVE users; rewrites ; reads ',
  ])
})

test('which statement needs which lock, where the file takes all of them first', async () => {
  const foreignKey = 'ALTER TABLE "User" ADD FOREIGN KEY ("teamId") REFERENCES "Team" NOT VALID'
  const locks = (['User', 'Team'] as const).map((name) => ({ mode: 'SHARE ROW EXCLUSIVE' as const, table: { schema: null, name } }))
  const execute = [
    { sql: `COMMENT ON TABLE "User" IS 'all'`, locks: [], transaction: 'allowed' as const, scans: false },
    { sql: foreignKey, locks, transaction: 'allowed' as const, scans: false },
  ]
  const script = renderStepSql({
    slot: 'foreignKey',
    table: null,
    key: '',
    label: '',
    safety: 'additive',
    execute,
    precheck: [],
    postcheck: [],
  })
  expect(script).toContain('LOCK TABLE "Team" IN SHARE ROW EXCLUSIVE MODE')
  const holds = 'holds SHARE ROW EXCLUSIVE Team, SHARE ROW EXCLUSIVE User'
  expect(await measured(script)).toEqual([
    `took SHARE UPDATE EXCLUSIVE User; ${holds}; rewrites ; reads `,
    `took SHARE ROW EXCLUSIVE Team, SHARE ROW EXCLUSIVE User; ${holds}; rewrites ; reads `,
  ])
})

test('rewrites and scans, of a statement alone', async () => {
  const [rewrite, scan, validated, check, index] = await Promise.all([
    measured('ALTER TABLE "User" ALTER COLUMN "teamId" TYPE bigint'),
    measured('ALTER TABLE "User" ALTER COLUMN name SET NOT NULL'),
    measured('ALTER TABLE "User" ADD FOREIGN KEY ("teamId") REFERENCES "Team"'),
    measured('ALTER TABLE "User" ADD CHECK (name IS NOT NULL) NOT VALID'),
    measured('CREATE INDEX ON "User" (name)'),
  ])
  expect(rewrite).toEqual(['took ACCESS EXCLUSIVE User; holds ACCESS EXCLUSIVE User; rewrites User; reads User'])
  expect(scan).toEqual(['took ACCESS EXCLUSIVE User; holds ACCESS EXCLUSIVE User; rewrites ; reads User'])
  expect(validated?.[0]).toMatch(/^took SHARE ROW EXCLUSIVE Team, SHARE ROW EXCLUSIVE User; .* reads .*User$/)
  expect(check).toEqual(['took ACCESS EXCLUSIVE User; holds ACCESS EXCLUSIVE User; rewrites ; reads '])
  expect(index).toEqual(['took SHARE User; holds SHARE User; rewrites ; reads User'])
})

test('what cannot run in a transaction is made to wait for a writer, and looked at by another session', async () => {
  const build = 'CREATE INDEX CONCURRENTLY "User_name_idx" ON "User" (name);'
  const took = 'took SHARE UPDATE EXCLUSIVE User; holds SHARE UPDATE EXCLUSIVE User; rewrites ; reads '
  expect(await measured(build)).toEqual([`${took}User`])
  expect(await measured('DROP INDEX CONCURRENTLY "Team_name_idx"')).toEqual([took.replaceAll('User', 'Team')])
  await expect(measured('CREATE UNIQUE INDEX CONCURRENTLY "User_name_key" ON "User" (name);')).rejects.toMatchObject({ sqlState: '23505' })
})

test('where there is no other session it runs, and only its locks stay unseen; so do those of a block that commits', async () => {
  expect(await measured('CREATE INDEX CONCURRENTLY "User_name_idx" ON "User" (name);', true)).toEqual([
    'took what nobody saw; holds ; rewrites ; reads User',
  ])
  expect(await measured('DO $$ BEGIN\n  UPDATE "User" SET name = id;\n  COMMIT;\nEND $$')).toEqual([
    expect.stringMatching(/^took what nobody saw; holds ;/),
  ])
})
