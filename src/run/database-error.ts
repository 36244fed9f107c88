import { StagerError, exitCode } from '../errors.ts'

/** How a failed statement is to be treated; the SQLSTATEs behind it live in src/postgres. */
export type Failure =
  /** lock_not_available, deadlock, serialization failure, statement timeout: try again. */
  | 'retry'
  /** The connection is gone. */
  | 'disconnected'
  /** A value of a row: a constraint, a cast, the exception of a trigger. Other rows may be written. */
  | 'row'
  /** Everything else. */
  | 'fatal'

/** What PostgreSQL (or the way to it) answered instead of a result. */
export class DatabaseError extends StagerError {
  readonly failure: Failure
  /** Five characters; null when the error is not PostgreSQL's own. */
  readonly sqlState: string | null

  constructor(
    failure: Failure,
    sqlState: string | null,
    message: string,
    options: { readonly hint?: string; readonly cause?: unknown } = {},
  ) {
    super(failure === 'disconnected' ? 'disconnected' : 'database-error', message, {
      exitCode: exitCode.database,
      cause: options.cause,
      ...(options.hint === undefined ? {} : { hint: options.hint }),
      ...(sqlState === null ? {} : { data: { sqlState } }),
    })
    this.failure = failure
    this.sqlState = sqlState
  }
}

/** True when the error says so; every other kind of error is nobody's to retry. */
export function isFailure(error: unknown, failure: Failure): error is DatabaseError {
  return error instanceof DatabaseError && error.failure === failure
}
