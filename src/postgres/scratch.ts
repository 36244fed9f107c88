import { randomBytes } from 'node:crypto'

import pg from 'pg'

import { StagerError, exitCode } from '../errors.ts'
import { DatabaseError } from '../run/database-error.ts'
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
    const database = oneAtATime({ withSession: (use) => withSessionOver(connection, null, use) })
    return work({ database, connection, majorVersion: await majorVersion(database), embedded: true })
  })
}

/** All connections to PGlite are one session: what a second one did at the same time would be done in the first one's transaction. */
function oneAtATime(database: Database): Database {
  let isLent = false
  return {
    async withSession(work) {
      if (isLent) throw new DatabaseError('fatal', null, 'PGlite has one session, and it is lent.')
      isLent = true
      try {
        return await database.withSession(work)
      } finally {
        isLent = false
      }
    },
  }
}

/** PostgreSQL drops no database that has a session; those of a run that was stopped are ended. */
async function onServer<T>(url: string, work: (scratch: Scratch) => Promise<T>): Promise<T> {
  const name = `${prefix}${randomBytes(6).toString('hex')}`
  // A wrong URL is told here, as everywhere.
  await withDatabase(url, (database) => database.withSession(() => Promise.resolve()))
  const own = parseConnectionUrl(url)
  const scratch = new URL(own.href)
  scratch.pathname = `/${name}`
  return withClient(own.href, name, async (keeper) => {
    await keeper.query('SET idle_session_timeout = 0')
    await dropLeftovers(keeper)
    await keeper.query(`CREATE DATABASE ${ident(name)} TEMPLATE template0`).catch((error: unknown) => {
      throw notCreated(own.user, error)
    })
    try {
      await keeper.query(`COMMENT ON DATABASE ${ident(name)} IS '${mark}'`)
      return await withDatabase(scratch.href, async (database) =>
        work({ database, connection: { connectionString: scratch.href }, majorVersion: await majorVersion(database), embedded: false }),
      )
    } finally {
      // The keeper's own connection may be lost by now.
      await withClient(own.href, 'stager', (client) => client.query(`DROP DATABASE IF EXISTS ${ident(name)} WITH (FORCE)`))
    }
  })
}

const prefix = 'stager_rehearsal_'
const mark = 'Scratch database of stager rehearse.'

/**
 * Drops what killed runs of this role left behind. A run keeps a session whose application_name is the database's name, from before it is created until it is
 * dropped; a database whose mark is there and whose keeper is not belongs to nobody. One that somebody looks into stays.
 */
async function dropLeftovers(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT d.datname AS name FROM pg_catalog.pg_database AS d
     WHERE d.datname ~ '^${prefix}[0-9a-f]{12}$' AND pg_catalog.shobj_description(d.oid, 'pg_database') = '${mark}'
       AND d.datdba = (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = current_user)
       AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_stat_activity AS a WHERE d.datname IN (a.application_name, a.datname))`,
  )
  // Another run may be faster, or somebody has just connected: that is no reason not to rehearse.
  for (const { name } of rows) await client.query(`DROP DATABASE IF EXISTS ${ident(name)}`).catch(() => undefined)
}

async function withClient<T>(connectionString: string, name: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString, application_name: name })
  client.on('error', () => undefined) // a lost connection is reported by the statement
  await client.connect()
  try {
    return await work(client)
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
