import { expect, test } from 'vitest'
import { withEmbeddedPostgres } from '../../src/postgres/embedded.ts'
import { query } from '../helpers/connection.ts'

test('an embedded server of the oldest supported version starts', async () => {
  await withEmbeddedPostgres({ version: 14 }, async (server) => {
    const [row] = await query<{ server_version: string }>(server.url(), 'SHOW server_version')
    expect(row?.server_version).toMatch(/^14\./)
  })
})
