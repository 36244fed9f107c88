import { createHash, randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { query, withConnection } from './connection.ts'

export { query, withConnection } from './connection.ts'
export { rowDump, schemaDump } from './schema-dump.ts'

/** Lends the URL of a fresh database and drops it afterwards, whoever is still connected. */
export async function withTestDatabase<T>(work: (url: string) => Promise<T>, options: { readonly template?: string } = {}): Promise<T> {
  const name = `test_${randomBytes(6).toString('hex')}`
  const template = options.template ?? 'template0'
  await query(serverUrl(), `CREATE DATABASE ${pg.escapeIdentifier(name)} TEMPLATE ${pg.escapeIdentifier(template)}`)
  try {
    return await work(serverUrl(name))
  } finally {
    await query(serverUrl(), `DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`)
  }
}

/**
 * Makes a database that others are copied from, once a run whichever test file comes first. `prepare` must close its connections.
 * Returns the name, for `withTestDatabase`.
 */
export async function createTemplate(label: string, prepare: (url: string) => Promise<void>): Promise<string> {
  const name = `template_${label}`
  const lock = createHash('sha256').update(name).digest().readInt32BE()
  await withConnection(serverUrl(), async (admin) => {
    await admin.query('SELECT pg_advisory_lock($1)', [lock])
    const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])
    if (rowCount === 1) return
    const draft = `draft_${randomBytes(6).toString('hex')}`
    await admin.query(`CREATE DATABASE ${pg.escapeIdentifier(draft)} TEMPLATE template0`)
    await prepare(serverUrl(draft))
    await admin.query(`ALTER DATABASE ${pg.escapeIdentifier(draft)} RENAME TO ${pg.escapeIdentifier(name)}`)
  })
  return name
}

function serverUrl(database = 'postgres'): string {
  const url = new URL(inject('postgresUrl'))
  url.pathname = `/${database}`
  return url.href
}
