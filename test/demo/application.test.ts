import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Applications } from '../../src/demo/application.ts'
import { withApplications } from '../../src/demo/application.ts'
import { generateClient } from '../../src/prisma/generate-client.ts'
import { withLockWatch } from '../../src/demo/lock-watch.ts'
import { beforeSchema } from '../../src/demo/schemas.ts'
import { seedBlog, seededRows } from '../../src/demo/seed.ts'
import type { TrafficStatistics } from '../../src/demo/statistics.ts'
import { withDatabase } from '../../src/postgres/connect.ts'
import { renderDdl } from '../../src/prisma/engine.ts'
import { createTemplate, query, withConnection, withTestDatabase } from '../helpers/database.ts'

const rows = seededRows(400)
let folder: string
let template: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stager-test-'))
  await generateClient(beforeSchema, folder)
  const ddl = await renderDdl([{ path: 'schema.prisma', content: beforeSchema }])
  template = await createTemplate('blog', (url) =>
    withDatabase(url, (database) =>
      database.withSession(async (session) => {
        await session.script(ddl)
        await seedBlog(session, rows)
      }),
    ),
  )
})

afterAll(() => rm(folder, { recursive: true, force: true }))

const start = (url: string) => ({ version: 'old', clientDirectory: folder, url, rows }) as const

/** Machines differ: waits for what an application does, not for a time. */
async function until(applications: Applications, holds: (statistics: TrafficStatistics) => boolean): Promise<TrafficStatistics> {
  for (let tries = 0; tries < 100; tries++) {
    await sleep(200)
    const statistics = await applications.take()
    if (holds(statistics)) return statistics
  }
  throw new Error('The application did not come so far in 20 seconds.')
}

test('the seed has the rows that it promises', async () => {
  await withTestDatabase(
    async (url) => {
      const count = (table: string) => query(url, `SELECT count(*)::int AS count FROM "${table}"`)
      expect(await count('BlogPost')).toEqual([{ count: rows.posts }])
      expect(await count('Author')).toEqual([{ count: rows.authors }])
      expect(await count('Comment')).toEqual([{ count: rows.comments }])
    },
    { template },
  )
})

test('an application works without a failure, feels a lock, and stops with its rows removed', async () => {
  await withTestDatabase(
    (url) =>
      withDatabase(url, (database) =>
        withLockWatch(database, (watch) =>
          withApplications(async (applications) => {
            const application = await applications.start(start(url))
            await until(applications, ({ operations }) => operations > 0)
            await until(applications, ({ operations, failures }) => {
              expect(failures).toEqual([])
              return operations > 10
            })
            watch.take()

            await withConnection(url, (client) => client.query('BEGIN; LOCK TABLE "BlogPost"; SELECT pg_sleep(0.5); COMMIT'))
            const stalled = await applications.take()
            expect(stalled.failed).toBe(0)
            expect(stalled.longestStall).toBeGreaterThan(300)
            expect(watch.take()).toBeGreaterThan(300)

            await application.stop()
            expect((await applications.take()).failed).toBe(0)
            expect(await query(url, 'SELECT count(*)::int AS count FROM "BlogPost"')).toEqual([{ count: rows.posts }])
          }),
        ),
      ),
    { template },
  )
})

test('what breaks the application is counted, with its text', async () => {
  await withTestDatabase(
    (url) =>
      withApplications(async (applications) => {
        await applications.start(start(url))
        await query(url, 'ALTER TABLE "BlogPost" RENAME COLUMN "author" TO "authorName"')
        const { failures } = await until(applications, ({ failed }) => failed > 0)
        expect(failures.map(({ message }) => message).join('\n')).toMatch(/author/)
      }),
    { template },
  )
})

test('no process outlives the callback, not even one that fails', async () => {
  await withTestDatabase(
    async (url) => {
      const connected = () =>
        query<{ pid: number }>(url, `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'blog-old'`)
      const broken = withApplications(async (applications) => {
        await applications.start(start(url))
        for (let tries = 0; (await connected()).length === 0 && tries < 50; tries++) await sleep(20)
        expect((await connected()).length).toBeGreaterThan(0)
        throw new Error('the walk failed')
      })
      await expect(broken).rejects.toThrow('the walk failed')
      for (let tries = 0; (await connected()).length > 0 && tries < 50; tries++) await sleep(100)
      expect(await connected()).toEqual([])
    },
    { template },
  )
})

test('an application that cannot start says why', async () => {
  const nowhere = withApplications((applications) =>
    applications.start({ ...start('postgresql://127.0.0.1:1/none'), clientDirectory: '/nowhere' }),
  )
  await expect(nowhere).rejects.toThrow(/old application did not start/)
})
