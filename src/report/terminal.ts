import { Chalk, type ChalkInstance } from 'chalk'

import { exitCode, type ExitCode } from '../errors.ts'
import { openScreen, type Screen } from './screen.ts'

/** What a command may do with the terminal. Data goes to stdout, everything for people to stderr. */
export interface Terminal {
  /** `--json`: stdout carries data and nothing else. */
  readonly json: boolean
  readonly verbose: boolean
  /** A person sits at it: questions may be asked. Never in CI, never with `--json`. */
  readonly interactive: boolean
  /** stderr can redraw a line. */
  readonly live: boolean
  /** Colours of stderr; plain off a terminal and with NO_COLOR. */
  readonly colours: ChalkInstance
  /** Colours of stdout. */
  readonly dataColours: ChalkInstance
  /** Aborted by the first SIGINT or SIGTERM. */
  readonly signal: AbortSignal
  /** What the process exits with when nothing is thrown. */
  exitCode: ExitCode
  /** Set by a command that goes on until Ctrl-C: that is its ordinary end then, and nothing is said about it. */
  endsWithInterrupt: boolean
  /** A whole text on stdout; a closing line break is added when it lacks one. */
  data(text: string): void
  /** A text on stdout that is replaced again and again; null where stdout is no terminal. */
  screen(): Screen | null
  /** A line for people on stderr. */
  say(text?: string): void
}

interface Stream {
  readonly isTTY?: boolean
  readonly columns?: number
  readonly rows?: number
  write(text: string): unknown
}

export interface TerminalOptions {
  readonly json: boolean
  readonly verbose: boolean
  readonly signal: AbortSignal
  readonly stdin: { readonly isTTY?: boolean }
  readonly stdout: Stream
  readonly stderr: Stream
  readonly env: Readonly<Record<string, string | undefined>>
}

/** The terminal of one run of the command line. */
export function openTerminal(options: TerminalOptions): Terminal {
  const { json, verbose, signal, stdin, stdout, stderr, env } = options
  const ci = isSet(env['CI'])
  return {
    json,
    verbose,
    signal,
    interactive: !json && !ci && stdin.isTTY === true && stderr.isTTY === true,
    live: !json && !ci && stderr.isTTY === true && env['TERM'] !== 'dumb',
    colours: new Chalk({ level: colourLevel(stderr, env) }),
    dataColours: new Chalk({ level: json ? 0 : colourLevel(stdout, env) }),
    exitCode: exitCode.done,
    endsWithInterrupt: false,
    data: (text) => void stdout.write(text.endsWith('\n') ? text : `${text}\n`),
    screen: () => (!json && stdout.isTTY === true && env['TERM'] !== 'dumb' ? openScreen(stdout) : null),
    say: (text = '') => void stderr.write(`${text}\n`),
  }
}

/** https://no-color.org and Node's FORCE_COLOR; sixteen colours are all that stager uses. */
function colourLevel(stream: Stream, env: TerminalOptions['env']): 0 | 1 {
  if (isSet(env['NO_COLOR'])) return 0
  if (isSet(env['FORCE_COLOR'])) return 1
  return stream.isTTY === true && env['TERM'] !== 'dumb' ? 1 : 0
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0' && value !== 'false'
}
