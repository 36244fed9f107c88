import { StagerError, exitCode } from '../errors.ts'
import type { Database } from '../run/ports.ts'
import type { ConnectionUrl } from './connection-url.ts'

/**
 * Behind a pooler in transaction mode (PgBouncer, Supavisor, RDS Proxy) session settings and advisory locks do not hold. Two
 * connections that are open at the same time and share one backend give such a pooler away.
 */
export async function refuseTransactionPooler(url: ConnectionUrl, database: Database): Promise<void> {
  if (url.pooled) throw pooled(url)
  await database.withSession((first) =>
    database.withSession((second) =>
      second.transaction(async (transaction) => {
        const [row] = await transaction.query<{ processId: number }>('SELECT pg_backend_pid() AS "processId"')
        if (row?.processId === first.processId) throw pooled(url)
      }),
    ),
  )
}

function pooled(url: ConnectionUrl): StagerError {
  return new StagerError(
    'transaction-pooler',
    `${url.host}:${url.port} is a connection pooler in transaction mode, where locks and timeouts of a session do not hold.`,
    { exitCode: exitCode.database, hint: 'Give the URL of the server itself (or of a pooler in session mode) with --database-url.' },
  )
}
