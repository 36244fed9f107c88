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
  const server = await startEmbeddedPostgres({
    ...(wanted === undefined || wanted === '' ? {} : { version: Number(wanted) }),
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' },
  })
  project.provide('postgresUrl', server.url())
  return () => server.stop()
}
