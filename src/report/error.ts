import { StagerError, exitCode, type ExitCode } from '../errors.ts'
import { redactPasswords } from './redact.ts'
import type { Terminal } from './terminal.ts'

/** Tells the user what went wrong, as one sentence and a next step (or one JSON document), and returns the exit code. */
export function reportError(error: unknown, terminal: Terminal, issues: string | null = null): ExitCode {
  const known = toStagerError(error, terminal.signal, issues)
  if (terminal.json) terminal.data(redactPasswords(JSON.stringify(errorDocument(known))))
  else sayError(known, terminal)
  if (terminal.verbose) terminal.say(redactPasswords(stackOf(error)))
  return known.exitCode
}

/** `{ "error": { code, message, hint, ...data } }`; open questions are at the top, where scripts look for them, and not in the message too. */
export function errorDocument(error: StagerError): Record<string, unknown> {
  const { questions, ...data } = error.data ?? {}
  const { code, hint = null } = error
  const [line = ''] = error.message.split('\n')
  return questions === undefined
    ? { error: { ...data, code, message: error.message, hint } }
    : { error: { ...data, code, message: line.replace(/:$/, '.'), hint }, questions }
}

/** What is not a StagerError is an interruption or a defect of stager. */
export function toStagerError(error: unknown, signal: AbortSignal, issues: string | null = null): StagerError {
  if (error instanceof StagerError) return error
  if (isClosedPrompt(error)) return interrupted('Interrupted at a question; nothing was done.', 'Run the same command again.')
  if (signal.aborted) return interrupted()
  const fileError = toFileError(error)
  if (fileError !== null) return fileError
  const [line = 'unknown'] = (error instanceof Error ? error.message : String(error)).trim().split('\n')
  return new StagerError('internal', `stager failed in a way it did not expect: ${line}`, {
    exitCode: exitCode.internal,
    hint: `Please report it with the output of the same command with --verbose${issues === null ? '' : `: ${issues}`}`,
    cause: error,
  })
}

const fileReasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left on the device',
  EDQUOT: 'the disk quota is used up',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is a file, not a folder',
}

/** What the disk refuses is no defect of stager. */
function toFileError(error: unknown): StagerError | null {
  const { code, path, dest } = (error ?? {}) as { code?: unknown; path?: unknown; dest?: unknown }
  const reason = typeof code === 'string' ? fileReasons[code] : undefined
  if (reason === undefined || typeof path !== 'string') return null
  return new StagerError('file-system', `${typeof dest === 'string' ? dest : path} cannot be read or written: ${reason}.`, {
    hint: 'Correct that and run the same command again.',
    cause: error,
  })
}

/** What a run is aborted with, so that whatever rethrows the signal's reason ends in the right words and exit code. */
export function interrupted(
  message = 'Interrupted before it was done; what is finished is recorded.',
  hint = 'Run the same command again: it goes on from where it stopped.',
): StagerError {
  return new StagerError('interrupted', message, { exitCode: exitCode.interrupted, hint })
}

function sayError(error: StagerError, terminal: Terminal): void {
  const { red, bold, dim } = terminal.colours
  terminal.say(`${red(bold('error:'))} ${redactPasswords(error.message)}`)
  if (error.hint !== undefined) terminal.say(`${dim('hint:')}  ${redactPasswords(error.hint)}`)
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause === undefined ? '' : `\ncaused by: ${stackOf(error.cause)}`
  return `${error.stack ?? error.message}${cause}`
}

/** @inquirer/prompts rejects with these names when Ctrl-C closes a question; there is no class to import without loading it. */
function isClosedPrompt(error: unknown): boolean {
  return error instanceof Error && (error.name === 'ExitPromptError' || error.name === 'AbortPromptError')
}
