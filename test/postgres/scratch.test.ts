import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

import { expect, test } from 'vitest'

import { withScratch } from '../../src/postgres/scratch.ts'
import { query, withConnection, withTestDatabase } from '../helpers/database.ts'

/** For machines that are busy: what is waited for always comes. */
const patience = { timeout: 60_000, interval: 20 }

test('a rehearsal removes what a killed one left behind, and nothing else', { timeout: 120_000 }, () =>
  withTestDatabase(async (url) => {
    // A role of its own: other tests rehearse on this server at the same time.
    const role = new URL(url).pathname.slice(1)
    const shadow = new URL(url)
    shadow.username = role
    shadow.password = 'pw'
    await query(url, `CREATE ROLE "${role}" LOGIN CREATEDB PASSWORD 'pw'`)
    const databases = async (): Promise<readonly string[]> => {
      const rows = await query<{ datname: string }>(
        url,
        'SELECT datname FROM pg_database JOIN pg_roles r ON r.oid = datdba WHERE rolname = $1 ORDER BY datname',
        [role],
      )
      return rows.map(({ datname }) => datname)
    }
    const sessions = (): Promise<readonly object[]> => query(url, 'SELECT FROM pg_stat_activity WHERE usename = $1', [role])
    const namesake = `stager_rehearsal_${role.slice(-12)}`
    try {
      const child = spawn(process.execPath, [fileURLToPath(new URL('children/scratch.mjs', import.meta.url)), shadow.href])
      await once(child.stdout, 'data')
      child.kill('SIGKILL')
      expect(await once(child, 'close')).toEqual([null, 'SIGKILL'])
      const [left = ''] = await databases()
      await expect.poll(sessions, patience).toEqual([])

      const used = new URL(shadow)
      used.pathname = `/${left}`
      await withConnection(used.href, () => withScratch(shadow.href, [], () => Promise.resolve()))
      expect(await databases(), 'a database that has a session').toEqual([left])

      await expect.poll(sessions, patience).toEqual([])
      await query(shadow.href, `CREATE DATABASE "${namesake}" TEMPLATE template0`)
      await withScratch(shadow.href, [], async ({ connection }) => {
        const own = new URL(connection.connectionString ?? '').pathname.slice(1)
        expect(await databases()).toEqual([namesake, own].toSorted())
        await withScratch(shadow.href, [], () => Promise.resolve())
        expect(await databases(), 'one that another run keeps').toEqual([namesake, own].toSorted())
      })
      expect(await databases(), 'one without the mark').toEqual([namesake])
    } finally {
      for (const name of await databases()) await query(url, `DROP DATABASE "${name}" WITH (FORCE)`)
      await query(url, `DROP ROLE "${role}"`)
    }
  }),
)
