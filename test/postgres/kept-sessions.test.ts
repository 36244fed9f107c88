import { describe, expect, it } from 'vitest'

import { withDatabase } from '../../src/postgres/connect.ts'
import { withKeptSessions } from '../../src/postgres/kept-sessions.ts'
import { openSession } from '../../src/postgres/session.ts'
import type { Database, Session } from '../../src/run/ports.ts'
import { query, withTestDatabase } from '../helpers/database.ts'
import { rejection } from '../run/run-helper.ts'

const processOf = (database: Database): Promise<number> => database.withSession(({ processId }) => Promise.resolve(processId))

const sessions = (url: string) =>
  query(url, `SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'stager' AND datname = current_database()`)

describe('a session that is lent again', () => {
  it('is the same connection, and as new', () =>
    withTestDatabase(async (url) => {
      await query(url, 'CREATE ROLE visitor; CREATE SCHEMA other')
      const own = new URL(url)
      own.searchParams.set('schema', 'public')
      await withDatabase(own.href, async (database) => {
        const state = () =>
          database.withSession((session) =>
            session.query(
              `SELECT pg_backend_pid() AS process, current_user::text AS role, current_setting('search_path') AS path, to_regclass('left_behind')::text AS temporary,
                 (SELECT count(*)::int FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()) AS locks,
                 current_setting('DateStyle') AS dates, current_setting('idle_in_transaction_session_timeout') AS patience,
                 nullif(current_setting('stager.lock_timeout', true), '') AS own, current_setting('lock_timeout') AS lock,
                 (SELECT count(*)::int FROM pg_prepared_statements) AS prepared, current_setting('application_name') AS name`,
            ),
          )
        const before = await state()
        expect(before).toMatchObject([
          { role: 'postgres', path: 'public', dates: 'ISO, MDY', patience: '5min', own: null, lock: '0', name: 'stager' },
        ])
        await database.withSession(async (session) => {
          await session.script(
            `SELECT pg_advisory_lock(7); CREATE TEMP TABLE left_behind (n INT); SET search_path = other; SET lock_timeout = 77; SET DateStyle = 'German';
             SET stager.lock_timeout = '1s'; SET idle_in_transaction_session_timeout = 0; SET ROLE visitor; PREPARE left_behind AS SELECT 1`,
          )
        })
        expect(await state()).toEqual(before)
      })
      await query(url, 'DROP ROLE visitor')
    }))

  it.each<[string, (session: Session) => Promise<void>]>([
    ['a failure of its user', () => Promise.reject(new Error('mine'))],
    ['a transaction that was left open', (session) => session.script('BEGIN')],
  ])('is another one after %s', (_, use) =>
    withTestDatabase((url) =>
      withDatabase(url, async (database) => {
        const first = await processOf(database)
        await Promise.allSettled([database.withSession(use)])
        expect(await processOf(database)).not.toBe(first)
      }),
    ),
  )

  it('is another one when its connection was lost while nobody used it', () =>
    withTestDatabase((url) =>
      withDatabase(url, async (database) => {
        const first = await processOf(database)
        await query(
          url,
          `SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE application_name = 'stager' AND datname = current_database()`,
        )
        const second = await processOf(database)
        expect(second).not.toBe(first)
        expect(await sessions(url)).toEqual([{ n: 1 }])
      }),
    ))

  it('is closed when nobody has asked for it for a while', () =>
    withTestDatabase((url) =>
      withKeptSessions(
        () => openSession({ connectionString: url }, null),
        async (database) => {
          await Promise.all([1, 2, 3].map(() => processOf(database)))
          await expect.poll(() => sessions(url)).toEqual([{ n: 0 }])
          expect(await processOf(database)).toBeGreaterThan(0)
        },
        20,
      ),
    ))

  it('is never lent to two at once', () =>
    withTestDatabase((url) =>
      withDatabase(url, (database) =>
        database.withSession(async (one) => {
          const others = await Promise.all(
            [1, 2, 3].map(() =>
              database.withSession(async ({ processId, query: ask }) => (await ask('SELECT pg_sleep(0.01)::text'), processId)),
            ),
          )
          expect(new Set([one.processId, ...others]).size).toBe(4)
        }),
      ),
    ))

  it('is closed with the database, also when it is given back afterwards', () =>
    withTestDatabase(async (url) => {
      let late: Promise<number> | undefined
      await rejection(
        withDatabase(url, (database) => {
          late = database.withSession(async ({ processId, query: ask }) => (await ask('SELECT pg_sleep(0.1)::text'), processId))
          return Promise.reject(new Error('over'))
        }),
      )
      await late
      await expect.poll(() => sessions(url)).toEqual([{ n: 0 }])
    }))
})
