import { DatabaseError, type Failure } from '../run/database-error.ts'

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
export const sqlStates = {
  /** Another session was faster, or is in the way: the same statement may succeed a moment later. */
  retry: new Set([
    '55P03', // lock_not_available: lock_timeout
    '40P01', // deadlock_detected
    '40001', // serialization_failure
    '57014', // query_canceled: statement_timeout
    '55006', // object_in_use
  ]),
  /** The server ended the session, or never let it begin. Class 08 belongs here too. */
  disconnected: new Set([
    '57P01', // admin_shutdown, pg_terminate_backend
    '57P02', // crash_shutdown
    '57P03', // cannot_connect_now: starting up, shutting down, recovery
    '57P05', // idle_session_timeout
    '25P03', // idle_in_transaction_session_timeout
    '25P04', // transaction_timeout
    '53300', // too_many_connections
  ]),
  /** `CREATE ... IF NOT EXISTS` in two sessions at once: the loser's answer. */
  collision: new Set([
    '23505', // unique_violation, in pg_catalog
    '42P06', // duplicate_schema
    '42P07', // duplicate_table
    '42710', // duplicate_object
    'XX000', // "tuple concurrently updated"
  ]),
  /** What the values of a row bring about, as classes: any other failure would meet the next row too. */
  ofRow: new Set([
    '21', // cardinality_violation: a subquery found more than one row
    '22', // data exception: a cast, a division by zero, a text that is too long
    '23', // a constraint
    '27', // triggered_data_change_violation
    '38', // what a function raised
    '39',
    '44', // with_check_option_violation
    'P0', // PL/pgSQL: RAISE, no_data_found, too_many_rows, assert_failure
  ]),
  /** An index entry that is too large. */
  programLimitExceeded: '54000',
  undefinedTable: '42P01',
  /** No schema of search_path exists. */
  noSchemaSelected: '3F000',
  insufficientPrivilege: '42501',
} as const

interface DriverCause {
  readonly kind?: string
  readonly originalCode?: string
  readonly originalMessage?: string
  readonly hint?: string
  readonly detail?: string
}

/** What the driver adapter knows of an error of Prisma Client. */
export function driverCause(error: unknown): DriverCause | null {
  const { meta, cause } = (error ?? {}) as {
    meta?: { driverAdapterError?: { cause?: DriverCause } }
    cause?: DriverCause & { kind?: unknown }
  }
  return meta?.driverAdapterError?.cause ?? (typeof cause?.kind === 'string' ? cause : null)
}

/** The SQLSTATE of an error that Prisma Client (or `pg`) rejected with; null when it has none. */
export function sqlState(error: unknown): string | null {
  if (error instanceof DatabaseError) return error.sqlState
  const code = driverCause(error)?.originalCode ?? (error as { code?: unknown } | null)?.code
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !/^P2\d{3}$|^P1\d{3}$/.test(code) ? code : null
}

const lostKinds = new Set(['ConnectionClosed', 'SocketTimeout', 'DatabaseNotReachable'])

/** What `pg` and Prisma say when the socket went away; they have no code for it. */
const lostMessage =
  /Connection terminated|connection (is|was) (closed|lost)|not queryable|Client has encountered a connection error|ECONNRESET|EPIPE|ECONNREFUSED|Transaction not found|Transaction already closed/i

/** Sorts an error into what a run does about it. */
export function failureOf(error: unknown): Failure {
  const state = sqlState(error)
  if (state !== null) {
    if (sqlStates.retry.has(state)) return 'retry'
    if (sqlStates.disconnected.has(state) || state.startsWith('08')) return 'disconnected'
    return sqlStates.ofRow.has(state.slice(0, 2)) || state === sqlStates.programLimitExceeded ? 'row' : 'fatal'
  }
  const kind = driverCause(error)?.kind
  if (kind !== undefined && lostKinds.has(kind)) return 'disconnected'
  return error instanceof Error && lostMessage.test(error.message) ? 'disconnected' : 'fatal'
}

/** PostgreSQL's own words, without Prisma's frame around them. */
export function messageOf(error: unknown): string {
  const cause = driverCause(error)
  if (cause?.originalMessage !== undefined) return [cause.originalMessage, cause.detail].filter((part) => part !== undefined).join(': ')
  const message = error instanceof Error ? error.message : String(error)
  return /Message: `([\s\S]*)`$/.exec(message.trim())?.[1] ?? message.trim()
}

/** The error that a Session rejects with. */
export function toDatabaseError(error: unknown): DatabaseError {
  if (error instanceof DatabaseError) return error
  const failure = failureOf(error)
  const said = messageOf(error)
  const message = failure === 'disconnected' ? `The connection to the database was lost: ${said}` : `PostgreSQL refused: ${said}`
  const hint = driverCause(error)?.hint
  return new DatabaseError(failure, sqlState(error), message, { cause: error, ...(hint === undefined ? {} : { hint }) })
}
