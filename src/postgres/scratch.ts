import { randomBytes } from 'node:crypto'

import pg from 'pg'

import { StagerError, exitCode } from '../errors.ts'
import type { Database } from '../run/ports.ts'
import { ident } from '../sql/ident.ts'
import { withDatabase } from './connect.ts'
import { parseConnectionUrl } from './connection-url.ts'
import { withPglite } from './pglite.ts'
import { withSessionOver } from './session.ts'

/** An empty database that nobody else uses, and that is gone afterwards. */
export interface Scratch {
  readonly database: Database
  /** For whatever else has to look at it. */
  readonly connection: pg.ClientConfig
  /** `17`. */
  readonly majorVersion: number
  /** PGlite, in this process. */
  readonly embedded: boolean
}

/**
 * Lends one: of its own making on the server of `url`, whose own database is left alone; without a URL in PGlite, with those of the
 * extensions that it has.
 */
export async function withScratch<T>(
  url: string | null,
  extensions: readonly string[],
  work: (scratch: Scratch) => Promise<T>,
): Promise<T> {
  if (url !== null) return onServer(url, work)
  return withPglite(extensions, async (connection) => {
    const database: Database = { withSession: (use) => withSessionOver(connection, null, use) }
    return work({ database, connection, majorVersion: await majorVersion(database), embedded: true })
  })
}

/** PostgreSQL drops no database that has a session; those of a run that was stopped are ended. */
async function onServer<T>(url: string, work: (scratch: Scratch) => Promise<T>): Promise<T> {
  const name = `stager_rehearsal_${randomBytes(6).toString('hex')}`
  // A wrong URL is told here, as everywhere.
  await withDatabase(url, (database) => database.withSession(() => Promise.resolve()))
  const own = parseConnectionUrl(url)
  await administer(own.href, `CREATE DATABASE ${ident(name)} TEMPLATE template0`).catch((error: unknown) => {
    throw notCreated(own.user, error)
  })
  const scratch = new URL(own.href)
  scratch.pathname = `/${name}`
  try {
    return await withDatabase(scratch.href, async (database) =>
      work({ database, connection: { connectionString: scratch.href }, majorVersion: await majorVersion(database), embedded: false }),
    )
  } finally {
    await administer(own.href, `DROP DATABASE IF EXISTS ${ident(name)} WITH (FORCE)`)
  }
}

async function administer(connectionString: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString, application_name: 'stager' })
  client.on('error', () => undefined) // a lost connection is reported by the statement
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

const notCreated = (role: string, error: unknown): StagerError =>
  new StagerError(
    'scratch-refused',
    `The role "${role}" could not create a scratch database on the server of --shadow-url: ${error instanceof Error ? error.message : String(error)}.`,
    {
      exitCode: exitCode.database,
      hint: `As an administrator, run: ALTER ROLE ${ident(role)} CREATEDB; or leave --shadow-url out.`,
      cause: error,
    },
  )

async function majorVersion(database: Database): Promise<number> {
  const [row] = await database.withSession((session) =>
    session.query<{ number: number }>(`SELECT current_setting('server_version_num')::int AS number`),
  )
  return Math.floor((row?.number ?? 0) / 10_000)
}
