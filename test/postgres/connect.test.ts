import { describe, expect, it } from 'vitest'

import { withDatabase } from '../../src/postgres/connect.ts'
import { withEmbeddedPostgres } from '../../src/postgres/embedded.ts'
import { query, withTestDatabase } from '../helpers/database.ts'
import { rejection } from '../run/run-helper.ts'

const connect = (url: string) => withDatabase(url, () => Promise.resolve('connected'))

const changed = (url: string, change: (url: URL) => void): string => {
  const copy = new URL(url)
  change(copy)
  return copy.href
}

describe('withDatabase', () => {
  it.each([
    ['a port where nobody listens', (url: URL) => void (url.port = '1'), 'cannot be reached', 'disconnected'],
    ['an unknown host', (url: URL) => void (url.hostname = 'nohost.invalid'), 'PostgreSQL at nohost.invalid:', 'disconnected'],
    ['an unknown database', (url: URL) => void (url.pathname = '/no such 😀'), 'There is no database "no such 😀"', 'connection-refused'],
    [
      'a wrong password',
      (url: URL) => void (url.password = 'sEcReT'),
      'refused the role "postgres" or its password',
      'authentication-failed',
    ],
    ['a server without TLS', (url: URL) => url.searchParams.set('sslmode', 'verify-full'), 'No encrypted connection', 'connection-refused'],
  ])('says what is wrong with %s, in one sentence and without the password', (_, change, text, code) =>
    withTestDatabase(async (url) => {
      const wrong = changed(url, change)
      const error = await rejection(connect(wrong))
      expect(error).toMatchObject({ exitCode: 3, code })
      expect(error.message).toContain(text)
      expect(`${error.message} ${error.hint}`.split(/\W+/)).not.toContain(new URL(wrong).password)
      expect(error.message.split('\n')).toHaveLength(1)
    }),
  )

  it.each(['mysql://a:b@c/d', 'not a url'])('refuses %s', async (url) => {
    expect(await rejection(connect(url))).toMatchObject({ code: 'database-url', exitCode: 2 })
  })

  it('refuses a pooler in transaction mode by its URL', () =>
    withTestDatabase(async (url) => {
      expect(await rejection(connect(changed(url, (copy) => copy.searchParams.set('pgbouncer', 'true'))))).toMatchObject({
        code: 'transaction-pooler',
      })
    }))

  it('takes ?schema= as the default schema, sets aside what only Prisma knows, and names itself', () =>
    withTestDatabase(async (url) => {
      await query(url, 'CREATE SCHEMA "my ""app"')
      const own = changed(url, (copy) => {
        copy.searchParams.set('schema', 'my "app')
        copy.searchParams.set('connection_limit', '5')
      })
      const [row] = await withDatabase(own, (database) =>
        database.withSession((session) =>
          session.query<{ schema: string; name: string; pid: number }>(
            `SELECT current_schema()::text AS schema, current_setting('application_name') AS name, pg_backend_pid() AS pid`,
          ),
        ),
      )
      expect(row).toMatchObject({ schema: 'my "app', name: 'stager' })
    }))

  it('leaves no connection behind, also after an error', () =>
    withTestDatabase(async (url) => {
      await rejection(withDatabase(url, (database) => database.withSession(() => Promise.reject(new Error('thrown inside')))))
      await expect
        .poll(() =>
          query(url, `SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'stager' AND datname = current_database()`),
        )
        .toEqual([{ n: 0 }])
    }))
})

describe('a session', () => {
  it('is one connection: it survives a failed statement, keeps its locks, and never reconnects in silence', () =>
    withTestDatabase((url) =>
      withDatabase(url, (database) =>
        database.withSession(async (session) => {
          await session.query('SELECT pg_advisory_lock(7)::text')
          await rejection(session.query('SELECT 1 / 0'))
          await rejection(session.script('BEGIN; SELECT 1 / 0; COMMIT'))
          await rejection(session.transaction((transaction) => transaction.execute('SELECT 1 / 0')))
          const [row] = await session.query<{ pid: number; locks: bigint }>(
            `SELECT pg_backend_pid() AS pid, (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()) AS locks`,
          )
          expect(row).toEqual({ pid: session.processId, locks: 1n })
          await query(url, 'SELECT pg_terminate_backend($1)', [session.processId])
          await new Promise((resolve) => setTimeout(resolve, 100))
          expect(await rejection(session.query('SELECT 1'))).toMatchObject({ code: 'disconnected', failure: 'disconnected' })
          expect(await rejection(session.transaction((transaction) => transaction.query('SELECT 1')))).toMatchObject({
            failure: 'disconnected',
          })
        }),
      ),
    ))

  it.each([
    ['SELECT 1 / 0', 'row', '22012', 'PostgreSQL refused: division by zero'],
    ['SELECT * FROM "Nowhere"', 'fatal', '42P01', 'PostgreSQL refused: relation "Nowhere" does not exist'],
    [
      `DO $$ BEGIN RAISE EXCEPTION 'own words' USING DETAIL = 'and more'; END $$`,
      'row',
      'P0001',
      'PostgreSQL refused: own words: and more',
    ],
    [
      `SET statement_timeout = 20; SELECT pg_sleep(1)`,
      'retry',
      '57014',
      'PostgreSQL refused: canceling statement due to statement timeout',
    ],
    [`SELECT pg_terminate_backend(pg_backend_pid())`, 'disconnected', '57P01', 'lost'],
  ])('sorts the failure of %s', (sql, failure, sqlState, text) =>
    withTestDatabase((url) =>
      withDatabase(url, (database) =>
        database.withSession(async (session) => {
          const error = await rejection(session.script(sql))
          expect(error).toMatchObject({ failure, sqlState })
          expect(error.message).toContain(text)
        }),
      ),
    ),
  )

  it('passes errors of the work inside of a transaction through, and rolls back', () =>
    withTestDatabase((url) =>
      withDatabase(url, (database) =>
        database.withSession(async (session) => {
          await session.script('CREATE TABLE t (n INT)')
          const own = new RangeError('mine')
          const error = await rejection(
            session.transaction(async (transaction) => {
              await transaction.execute('INSERT INTO t VALUES ($1)', [1])
              throw own
            }),
          )
          expect(error).toBe(own)
          expect(await session.query('SELECT * FROM t')).toEqual([])
        }),
      ),
    ))

  it('tells a killed server from a refused statement', () =>
    withEmbeddedPostgres({}, (server) =>
      withDatabase(server.url(), (database) =>
        database.withSession(async (session) => {
          const sleeping = rejection(session.script('SELECT pg_sleep(30)'))
          await server.kill('SIGQUIT')
          expect(await sleeping).toMatchObject({ failure: 'disconnected' })
          expect(await rejection(database.withSession(() => Promise.resolve()))).toMatchObject({
            failure: 'disconnected',
            code: 'disconnected',
          })
        }),
      ),
    ))
})
