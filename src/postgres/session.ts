import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'

import { PrismaClient } from '../../prisma/client/client.ts'
import type { Session } from '../run/ports.ts'
import { ident } from '../sql/ident.ts'
import { sqlState, toDatabaseError } from './sqlstate.ts'

/** A Prisma Client, or the one of an interactive transaction. */
export type PrismaHandle = Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$transaction' | '$extends' | '$use'>

/** Interactive transactions end after five seconds unless told otherwise; a run bounds its statements by itself. */
const transactionOptions = { timeout: 24 * 60 * 60 * 1000, maxWait: 60_000 }

const handles = new WeakMap<Session, PrismaHandle>()

/** Lends the typed client of stager's own tables, on the session's connection and in its transaction; fails as the session does. */
export function withPrisma<T>(session: Session, work: (prisma: PrismaHandle) => Promise<T>): Promise<T> {
  const handle = handles.get(session)
  if (handle === undefined) throw new TypeError('not a session of src/postgres')
  return guard(() => work(handle))
}

/** A connection that may be lent more than once. */
export interface OpenSession {
  readonly session: Session
  /** Takes back whatever its user has set, locked or made for itself. */
  clear(): Promise<void>
  /** Makes the settings of a session that is about to be lent again; rejects when the connection was lost. */
  prepare(): Promise<void>
  close(): Promise<void>
}

/** Connects; rejects with a `DatabaseError`. The caller closes it. */
export async function openSession(connection: pg.ClientConfig, schema: string | null): Promise<OpenSession> {
  const prisma = new PrismaClient({ adapter: new PrismaPg(openPool(connection), { disposeExternalPool: true }) })
  const prepare = async (): Promise<void> => void (await guard(() => prisma.$executeRawUnsafe(sessionSettings(schema))))
  try {
    await prepare()
    const [row] = await guard(() => prisma.$queryRawUnsafe<{ processId: number }[]>('SELECT pg_backend_pid() AS "processId"'))
    return {
      session: rootSession(prisma, row?.processId ?? 0),
      clear: async () => void (await guard(() => prisma.$executeRawUnsafe('DISCARD ALL'))),
      prepare,
      close: () => prisma.$disconnect(),
    }
  } catch (error) {
    await prisma.$disconnect()
    throw error
  }
}

/** One connection for as long as `work` takes. */
export async function withSessionOver<T>(
  connection: pg.ClientConfig,
  schema: string | null,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const { session, close } = await openSession(connection, schema)
  try {
    return await work(session)
  } finally {
    await close()
  }
}

/**
 * A pool of exactly one connection. `pg` would replace a lost or idle one without a word, and with it the session's advisory
 * locks and settings: a second connection is therefore refused, and nothing is closed for being idle. Its own `query` even
 * throws the connection away when a statement fails, so it is replaced, too.
 */
function openPool(connection: pg.ClientConfig): pg.Pool {
  let connected = false
  const pool = new pg.Pool({
    ...connection,
    max: 1,
    idleTimeoutMillis: 0,
    maxLifetimeSeconds: 0,
    connectionTimeoutMillis: 15_000,
    keepAlive: true,
    application_name: 'stager', // not by SET: it must hold in between, too
    onConnect(client: pg.ClientBase) {
      if (connected) throw new Error('Connection terminated')
      connected = true
      // Without a listener the loss of a connection that is in use would end the process; the statement itself reports it.
      client.on('error', () => undefined)
    },
  })
  pool.query = (async (config: pg.QueryConfig) => {
    const client = await pool.connect()
    try {
      return await client.query(config)
    } finally {
      client.release()
    }
  }) as typeof pool.query
  return pool
}

/** Text forms of values must not depend on the server's or the role's settings: keys and transforms travel as text. */
function sessionSettings(schema: string | null): string {
  return [
    `SET DateStyle = 'ISO, MDY'`,
    `SET IntervalStyle = 'postgres'`,
    `SET bytea_output = 'hex'`,
    `SET extra_float_digits = 1`,
    `SET idle_in_transaction_session_timeout = '5min'`,
    ...(schema === null ? [] : [`SET search_path = ${ident(schema)}`]),
  ].join('; ')
}

async function guard<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw toDatabaseError(error)
  }
}

/** Tells stager's own statements from the application's, in pg_stat_statements. */
export const ownMark = '/* by stager */'

const marked = (sql: string): string => `${sql} ${ownMark}`

function statements(prisma: PrismaHandle): Pick<Session, 'query' | 'execute'> {
  return {
    query: <Row extends object>(sql: string, params: readonly unknown[] = []) =>
      guard(() => prisma.$queryRawUnsafe<readonly Row[]>(marked(sql), ...params)),
    execute: (sql, params = []) => guard(() => prisma.$executeRawUnsafe(marked(sql), ...params)),
  }
}

function rootSession(prisma: PrismaClient, processId: number): Session {
  const session: Session = {
    processId,
    ...statements(prisma),
    async script(sql) {
      try {
        await guard(() => prisma.$executeRawUnsafe(sql))
      } catch (error) {
        // An error between BEGIN and COMMIT leaves an aborted transaction behind; without one, ROLLBACK only warns.
        await prisma.$executeRawUnsafe('ROLLBACK').catch(() => undefined)
        throw error
      }
    },
    transaction: (work) => inTransaction(prisma, processId, work),
  }
  handles.set(session, prisma)
  return session
}

/** The same session on the same connection, whose scripts are run by another function. */
export function withScripts(session: Session, script: Session['script']): Session {
  const decorated: Session = { ...session, script }
  const handle = handles.get(session)
  if (handle !== undefined) handles.set(decorated, handle)
  return decorated
}

/** Errors of `work` itself pass through as they are. */
async function inTransaction<T>(prisma: PrismaClient, processId: number, work: (transaction: Session) => Promise<T>): Promise<T> {
  let own: { readonly error: unknown } | null = null
  try {
    return await prisma.$transaction(async (transaction) => {
      try {
        return await work(transactionSession(transaction, processId))
      } catch (error) {
        own = { error }
        throw error
      }
    }, transactionOptions)
  } catch (error) {
    if (own !== null) throw (own as { error: unknown }).error
    throw toDatabaseError(error)
  }
}

function transactionSession(prisma: PrismaHandle, processId: number): Session {
  const session: Session = {
    processId,
    ...statements(prisma),
    script: async (sql) => void (await guard(() => prisma.$executeRawUnsafe(sql))),
    transaction: (work) => work(session),
  }
  handles.set(session, prisma)
  return session
}

/** True when the statement failed with that SQLSTATE. */
export function hasSqlState(error: unknown, ...states: readonly string[]): boolean {
  return states.includes(sqlState(error) ?? '')
}
