import { withEmbeddedPostgres } from '../../src/postgres/embedded.ts'
import { withTestDatabase } from '../helpers/database.ts'
import { onDatabase, type TestRun } from './run-context.ts'

/** A fresh database with stager's tables, and a context that waits little. */
export async function withRun<T>(work: (run: TestRun) => Promise<T>): Promise<T> {
  return withTestDatabase((url) => onDatabase(url, work))
}

/** The same on a server of its own: what writes elsewhere on a server, and autovacuum, keep old versions of rows from being pruned. */
export async function withQuietRun<T>(work: (run: TestRun) => Promise<T>): Promise<T> {
  return withEmbeddedPostgres({ settings: { fsync: 'off', autovacuum: 'off' } }, async (server) =>
    onDatabase(await server.createDatabase('quiet'), work),
  )
}

/** The error that a promise rejects with. */
export async function rejection(
  promise: Promise<unknown>,
): Promise<Error & { readonly code?: string; readonly exitCode?: number; readonly hint?: string }> {
  try {
    await promise
  } catch (error) {
    if (error instanceof Error) return error
    throw error
  }
  throw new Error('expected a rejection')
}
