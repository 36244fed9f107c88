/** Exit codes of the command line; one meaning each. */
export const exitCode = {
  done: 0,
  refused: 1,
  usage: 2,
  database: 3,
  conflict: 4,
  internal: 70,
  interrupted: 130,
} as const

export type ExitCode = (typeof exitCode)[keyof typeof exitCode]

export interface StagerErrorOptions {
  /** The next command to type, or the thing to change. One sentence. */
  readonly hint?: string
  /** Defaults to `refused` (1). */
  readonly exitCode?: ExitCode
  readonly cause?: unknown
  /** Machine-readable detail, printed by `--json`. */
  readonly data?: Readonly<Record<string, unknown>>
}

/**
 * The one error that stager throws on purpose. `code` is stable and kebab-case, `message` is one sentence that names
 * the user's own tables, fields and files; neither ever contains a password.
 */
export class StagerError extends Error {
  override readonly name = 'StagerError'
  readonly code: string
  readonly hint: string | undefined
  readonly exitCode: ExitCode
  readonly data: Readonly<Record<string, unknown>> | undefined

  constructor(code: string, message: string, options: StagerErrorOptions = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.hint = options.hint
    this.exitCode = options.exitCode ?? exitCode.refused
    this.data = options.data
  }
}
