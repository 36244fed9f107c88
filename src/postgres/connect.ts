import { StagerError, exitCode } from '../errors.ts'
import { DatabaseError } from '../run/database-error.ts'
import type { Database } from '../run/ports.ts'
import { parseConnectionUrl, type ConnectionUrl } from './connection-url.ts'
import { withKeptSessions } from './kept-sessions.ts'
import { refuseTransactionPooler } from './pooler.ts'
import { openSession, type OpenSession } from './session.ts'
import { driverCause, sqlState } from './sqlstate.ts'

/**
 * Lends a database for as long as `work` takes. The first connection is made here, so that a wrong URL is one sentence before
 * anything else has happened.
 */
export async function withDatabase<T>(databaseUrl: string, work: (database: Database) => Promise<T>): Promise<T> {
  const url = parseConnectionUrl(databaseUrl)
  return withKeptSessions(
    () => connect(url),
    async (database) => {
      await refuseTransactionPooler(url, database)
      return work(database)
    },
  )
}

/** A session whose failure to connect is told in the user's words. */
async function connect(url: ConnectionUrl): Promise<OpenSession> {
  try {
    return await openSession({ connectionString: url.href }, url.schema)
  } catch (error) {
    throw error instanceof DatabaseError ? connectionError(url, error) : error
  }
}

/** Still a DatabaseError, since a run may wait for a server that restarts. */
function connectionError(url: ConnectionUrl, error: DatabaseError): StagerError {
  const where = `${url.host}:${url.port}`
  const cause = driverCause(error.cause)
  const state = sqlState(error)
  const refused = (message: string, hint: string): StagerError =>
    new StagerError('connection-refused', message, { exitCode: exitCode.database, hint, cause: error })
  if (state === '28P01' || state === '28000') {
    return new StagerError('authentication-failed', `PostgreSQL at ${where} refused the role "${url.user}" or its password.`, {
      exitCode: exitCode.database,
      hint: 'Correct the database URL.',
      cause: error,
    })
  }
  if (state === '3D000') {
    return refused(`There is no database "${url.database}" at ${where}.`, `Create it, or correct the database URL.`)
  }
  if (cause?.kind === 'TlsConnectionError') {
    return refused(`No encrypted connection to PostgreSQL at ${where}: ${error.message}`, 'Set sslmode in the database URL.')
  }
  if (error.failure === 'disconnected' || state === null) {
    return new DatabaseError('disconnected', state, `PostgreSQL at ${where} cannot be reached${why(state, error)}.`, {
      cause: error,
      hint: 'Check the host and the port of the database URL, and that the server is up.',
    })
  }
  return refused(`PostgreSQL at ${where} refused the connection: ${error.message}`, 'Correct the database URL.')
}

function why(state: string | null, error: DatabaseError): string {
  if (state === '57P03') return ': it is starting up or shutting down'
  if (state === '53300') return ': it has no connection left'
  return /timeout/i.test(error.message) ? ': it did not answer within 15 seconds' : ''
}
