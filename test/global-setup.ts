import { statfs } from 'node:fs/promises'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '../src/postgres/embedded.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The URL of the maintenance database of the run's one server. */
    readonly postgresUrl: string
  }
}

/**
 * One server for the whole run; its data does not survive a crash, so nothing needs to reach the disk. An older major comes by
 * `npm run install:postgres -- 14` and STAGER_TEST_POSTGRES=14.
 */
export default async function startServer(project: TestProject): Promise<() => Promise<void>> {
  const wanted = process.env['STAGER_TEST_POSTGRES']
  const memory = await roomInMemory()
  const server = await startEmbeddedPostgres({
    ...(memory === null ? {} : { root: memory }),
    ...(wanted === undefined || wanted === '' ? {} : { version: Number(wanted) }),
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
  })
  project.provide('postgresUrl', server.url())
  return () => server.stop()
}

/**
 * Linux's folder in memory, where it is large enough (a container's mostly is not): making a database there takes a tenth of the time that
 * its 300 files need on a disk.
 */
async function roomInMemory(): Promise<string | null> {
  const folder = '/dev/shm'
  try {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize >= 4 * 2 ** 30 ? folder : null
  } catch {
    return null
  }
}
