import { expect, test } from 'vitest'

import { stagerExtension } from '../../src/client/index.ts'
import { apply, evidence, promote, status, verify } from '../../src/index.ts'
import { watchStatus } from '../../src/commands/status/show-status.ts'
import { openTerminal } from '../../src/report/terminal.ts'
import { withEmbeddedPostgres } from '../../src/postgres/embedded.ts'
import { datasource, withProject } from '../commands/cli-project.ts'
import { connect, generateClient } from '../helpers/clients.ts'
import { query, withConnection } from '../helpers/database.ts'

const model = (field: string): string => `${datasource}
model Post {
  id    Int    @id @default(autoincrement())
  ${field} String
}
`

/** A role that may look at stager's own tables and Prisma's, in sessions that cannot write. */
async function viewerOf(url: string): Promise<string> {
  await query(
    url,
    `CREATE ROLE viewer LOGIN PASSWORD 'pw'; ALTER ROLE viewer SET default_transaction_read_only = on;
     GRANT USAGE ON SCHEMA stager TO viewer; GRANT SELECT ON ALL TABLES IN SCHEMA stager TO viewer; GRANT SELECT ON _prisma_migrations TO viewer;
     REVOKE ALL ON pg_stat_statements FROM PUBLIC`,
  )
  const viewer = new URL(url)
  viewer.username = 'viewer'
  viewer.password = 'pw'
  return viewer.href
}

test('statements, writes and clients of the old application hold contract up, until they end or are acknowledged by name', () =>
  withEmbeddedPostgres({ settings: { fsync: 'off', shared_preload_libraries: 'pg_stat_statements' } }, async (server) => {
    const url = await server.createDatabase('app')
    await query(url, 'CREATE EXTENSION pg_stat_statements')
    await query(url, 'CREATE TABLE "Post" (id SERIAL CONSTRAINT "Post_pkey" PRIMARY KEY, author TEXT NOT NULL)')
    const generated = await generateClient<'post'>(model('author'))
    const old = connect(generated, `${url}?application_name=web`)
    const extended = stagerExtension()(old)

    await withProject({ url, schema: model('author') }, async ({ directory, quickly, write }) => {
      const settings = { cwd: directory, databaseUrl: url, source: [] }
      await query(
        url,
        `CREATE TABLE _prisma_migrations (id VARCHAR(36) PRIMARY KEY, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
        migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ, started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`,
      )
      await query(url, `INSERT INTO _prisma_migrations VALUES ('1', '', now(), '20200101000000_init', NULL, NULL, now(), 1)`)
      await write('prisma/schema.prisma', model('byline'))
      await quickly.plan('byline', { rename: ['Post.author:byline'] })
      await quickly.apply('expand')
      await extended.post.create({ data: { author: 'before the deploy' } })
      const told = async (databaseUrl = url) => {
        const [plan] = (await status({ cwd: directory, databaseUrl })).plans
        return { next: plan?.next, ...plan?.evidence?.seen }
      }
      expect(await told()).toMatchObject({
        statements: { state: 'looked', statements: expect.any(Number), total: expect.any(Number), sinceDeploy: null },
        writes: { counters: [{ table: 'Post', columns: ['author'], total: 1, sinceDeploy: null, lastGrowth: { after: null } }] },
        clients: { old: 1, unknown: 0, list: [{ schema: 'before byline' }] },
        next: {
          command: expect.stringContaining('--stage deploy'),
          text: expect.stringContaining('1 client of the old schema is still connected, deploy first'),
        },
      })
      await apply({ ...settings, stage: 'deploy' })

      const [atDeploy] = (await evidence(settings)).plans
      expect(atDeploy).toMatchObject({
        old: ['Post.author, now byline'],
        writes: { counters: [{ table: 'Post', columns: ['author'], total: 1, sinceDeploy: 0 }] },
        clients: { old: [{ applicationName: expect.stringMatching(/^web stager:[0-9a-f]{12}$/), schema: 'before byline' }], unknown: [] },
        objections: [{ evidence: 'clients', what: '1 connection of clients whose schema has it' }],
      })

      await extended.post.create({ data: { author: 'after the deploy' } })
      await extended.post.update({ where: { id: 1 }, data: { author: 'changed' } })
      await quickly.apply('backfill')
      await verify(settings)
      await promote(settings)
      const noted = (): Promise<readonly object[]> => query(url, 'SELECT * FROM stager.sightings ORDER BY source, key')
      const before = await noted()
      expect(await told()).toMatchObject({
        statements: { sinceDeploy: expect.any(Number), lastGrowth: { until: expect.any(Date) } },
        writes: { counters: [{ total: 3, sinceDeploy: 2, lastGrowth: { after: expect.any(Date), until: expect.any(Date) } }] },
        objections: [{ evidence: 'statements' }, { evidence: 'writes' }, { evidence: 'clients' }],
        next: {
          command: expect.stringMatching(/^stager apply --stage deploy --plan \d+_byline/),
          text: expect.stringMatching(/^contract would refuse \(.*2 writes of Post since the deploy by author.*stop what uses it/),
        },
      })
      const stop = new AbortController()
      let watched = ''
      const stream = {
        write(text: string) {
          watched += text
          stop.abort()
        },
      }
      const shown = { json: false, verbose: false, signal: stop.signal, stdin: {}, stdout: stream, stderr: stream, env: {} }
      await watchStatus({ cwd: directory, databaseUrl: url }, { milliseconds: 50, terminal: openTerminal(shown) })
      expect(watched).toMatch(/ byline: waits for contract; still used: .*; still used: 2 writes of Post since the deploy by author; /)
      const viewer = await viewerOf(url)
      expect(await told(viewer)).toMatchObject({
        statements: { state: 'unknown', reason: expect.stringContaining('permission denied for view pg_stat_statements') },
        writes: { state: 'unknown', reason: expect.stringMatching(/permission denied for sequence stager_\d+_Post_old_writes/) },
        clients: { old: 1 },
        objections: [{ evidence: 'clients' }],
        next: { command: 'stager evidence byline', text: expect.stringMatching(/^contract would refuse .*: deploy first$/) },
      })
      await query(url, 'GRANT SELECT ON pg_stat_statements TO viewer; GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO viewer')
      expect(await told(viewer)).toMatchObject({
        statements: { state: 'looked', statements: 0, hidden: expect.any(Number) },
        writes: { counters: [{ total: 3, sinceDeploy: 2 }] },
      })
      await withConnection(url, async (dropping) => {
        const [counter] = await query<{ name: string }>(
          url,
          `SELECT relname AS name FROM pg_class WHERE relname LIKE 'stager\\_%\\_old\\_writes'`,
        )
        await dropping.query(`BEGIN; DROP SEQUENCE "${counter?.name ?? ''}"`)
        expect(await told()).toMatchObject({
          writes: { state: 'unknown', reason: expect.stringContaining('lock timeout') },
          clients: { old: 1 },
        })
        await dropping.query('ROLLBACK')
      })
      expect(await noted(), 'a status notes nothing').toEqual(before)
      const [later] = (await evidence(settings)).plans
      expect(later?.writes).toMatchObject({
        counters: [{ total: 3, sinceDeploy: 2, lastGrowth: { after: expect.any(Date), until: expect.any(Date) } }],
      })
      if (later?.statements.state !== 'looked') throw new Error('pg_stat_statements was not read')
      // The statements of the backfill and of verify name the column as well, and are not among them.
      expect(later.statements.statements.map(({ query: text, names }) => [text.split(' ')[0], names])).toEqual(
        expect.arrayContaining([
          ['INSERT', ['Post.author']],
          ['UPDATE', ['Post.author']],
        ]),
      )
      expect(later.statements.statements.filter(({ query: text }) => !text.includes('"public"."Post"'))).toEqual([])

      const contract = { ...settings, stage: 'contract', yes: 'byline' } as const
      const refused = {
        code: 'still-in-use',
        exitCode: 1,
        data: { objections: [{ evidence: 'statements' }, { evidence: 'writes' }, { evidence: 'clients' }] },
      }
      await expect(apply(contract)).rejects.toMatchObject(refused)
      await expect(apply({ ...contract, acknowledge: ['writes', 'statements'] })).rejects.toMatchObject({
        data: { objections: [{ evidence: 'clients' }] },
      })
      await expect(apply({ ...contract, acknowledge: ['nothing'] })).rejects.toMatchObject({ code: 'usage', exitCode: 2 })

      await old.$disconnect()
      await apply({ ...settings, stage: 'deploy', plan: 'byline' })
      expect(await evidence(settings)).toMatchObject({ inUse: false, plans: [{ objections: [] }] })
      await query(url, `INSERT INTO "Post" (author) VALUES ('by hand')`)
      await verify(settings)
      await expect(apply(contract)).rejects.toMatchObject({ data: { objections: [{ evidence: 'statements' }, { evidence: 'writes' }] } })
      await apply({ ...contract, acknowledge: ['writes', 'statements'] })

      expect(await query(url, 'SELECT evidence, what, os_user <> $$$$ AS named FROM stager.acknowledgements ORDER BY id')).toEqual([
        { evidence: 'statements', what: '1 call since the deploy of 1 statement that name Post.author', named: true },
        { evidence: 'writes', what: '1 write of Post since the deploy by author', named: true },
      ])
      expect(await query(url, `SELECT relname FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace`)).toEqual([
        { relname: 'Post_id_seq' },
      ])
    })
  }))
