import { isatty } from 'node:tty'
import { hideBin } from 'yargs/helpers'

import { commandLine } from './commands/command-line.ts'
import { commands } from './commands/commands.ts'
import { exitCode, type ExitCode } from './errors.ts'
import { interrupted, reportError } from './report/error.ts'
import { openTerminal, type Terminal } from './report/terminal.ts'
import { readPackage } from './package-root.ts'
import { tuneForCommandLine } from './v8-flags.ts'

// The launcher has done so for V8; its copy of the module is not the one that the commands ask.
tuneForCommandLine()
void main(hideBin(process.argv))

async function main(args: readonly string[]): Promise<void> {
  const { version, bugs } = readPackage()
  const stop = new AbortController()
  const terminal = openTerminal({
    json: hasFlag(args, 'json'),
    verbose: hasFlag(args, 'verbose'),
    signal: stop.signal,
    // To ask process.stdin itself would open it, which no command needs.
    stdin: { isTTY: isatty(0) },
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
  })
  stopOnSignals(stop, terminal)
  stopOnClosedPipe()
  const line = commandLine({ args, commands, terminal, version })
  try {
    if (args.length === 0) {
      terminal.say(await line.help())
      exit(exitCode.usage)
    }
    const invocation = await line.parse()
    await invocation?.run()
    exit(terminal.exitCode)
  } catch (error) {
    exit(reportError(error, terminal, bugs?.url ?? null))
  }
}

/** Before yargs has parsed: an error in the arguments has to be printed in the right form, too. */
function hasFlag(args: readonly string[], name: string): boolean {
  const end = args.indexOf('--')
  return args.some((arg, index) => (end === -1 || index < end) && (arg === `--${name}` || arg === `--${name}=true`))
}

/** The first signal lets the current batch end; the second one does not wait. */
function stopOnSignals(stop: AbortController, terminal: Terminal): void {
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (stop.signal.aborted) exit(exitCode.interrupted)
      if (!terminal.endsWithInterrupt)
        terminal.say(`${name === 'SIGINT' ? 'Stopping' : 'Told to stop'}: finishing the current batch. Once more stops at once.`)
      stop.abort(interrupted())
    })
  }
}

/** `stager status | head` is not an error. */
function stopOnClosedPipe(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') exit(exitCode.done)
    throw error
  })
}

function exit(code: ExitCode): never {
  process.exit(code)
}
