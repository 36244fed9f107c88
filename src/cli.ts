#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8'

import yargs, { type Arguments, type Argv } from 'yargs'
import { hideBin } from 'yargs/helpers'

import { globalOptions } from './commands/command.ts'
import { commands, listFlags } from './commands/commands.ts'
import { StagerError, exitCode, type ExitCode } from './errors.ts'
import { interrupted, reportError } from './report/error.ts'
import { openTerminal, type Terminal } from './report/terminal.ts'
import { readPackage } from './package-root.ts'

const epilogue = `Exit codes: 0 done, 1 findings or refused, 2 usage, 3 the database refused, 4 conflict with another run
or a changed plan, 130 interrupted, 70 a defect of stager. The database URL is taken from --database-url,
else from datasource.url in prisma.config.ts, else from the url of the schema's datasource.`

/** Prisma Client's query compiler is WebAssembly that runs for some milliseconds: optimizing it costs more memory than a whole backfill. */
setFlagsFromString('--liftoff-only')

await main(hideBin(process.argv))

async function main(args: readonly string[]): Promise<void> {
  const { version, bugs } = readPackage()
  const stop = new AbortController()
  const terminal = openTerminal({
    json: hasFlag(args, 'json'),
    verbose: hasFlag(args, 'verbose'),
    signal: stop.signal,
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
  })
  stopOnSignals(stop, terminal)
  stopOnClosedPipe()
  const parser = commandLine(args, terminal, version)
  try {
    if (args.length === 0) {
      terminal.say(await parser.getHelp())
      exit(exitCode.usage)
    }
    await parser.parseAsync(args)
    exit(terminal.exitCode)
  } catch (error) {
    exit(reportError(error, terminal, bugs?.url ?? null))
  }
}

function commandLine(args: readonly string[], terminal: Terminal, version: string): Argv {
  const parser = globalOptions(yargs())
    .scriptName('stager')
    .usage('$0 <command>\n\nTurns a change of schema.prisma into a staged migration: expand, deploy, backfill, contract.')
    .locale('en')
    .parserConfiguration({ 'dot-notation': false, 'greedy-arrays': false, 'parse-numbers': false })
    .middleware((argv) => void Object.assign(argv, { terminal }))
    .example('$0 plan --name add_slug', 'write the stages of what you changed in schema.prisma')
    .example('$0 apply --stage expand', 'run the first stage, then deploy the application')
    .example('$0 status', 'see where every plan stands')
    .demandCommand(1, 'No command was given.')
    .strict()
    .recommendCommands()
    .help()
    .version(version)
    .epilogue(epilogue)
    .wrap(Math.min(120, process.stdout.columns ?? 120))
    .exitProcess(false)
    .check((argv) => refuseRepeated(argv))
    .fail((message, error) => {
      throw message === null || message === '' ? error : usageError(message, args)
    })
  for (const command of commands) parser.command(command)
  return parser
}

/** Before yargs has parsed: an error in the arguments has to be printed in the right form, too. */
function hasFlag(args: readonly string[], name: string): boolean {
  const end = args.indexOf('--')
  return args.some((arg, index) => (end === -1 || index < end) && (arg === `--${name}` || arg === `--${name}=true`))
}

/** A flag that takes one value and was given twice; yargs would make a list of it. */
function refuseRepeated(argv: Arguments): true {
  for (const [name, value] of Object.entries(argv)) {
    if (Array.isArray(value) && name !== '_' && !listFlags.includes(name)) throw new Error(`--${name} was given more than once.`)
  }
  return true
}

function usageError(message: string, args: readonly string[]): StagerError {
  const [line = ''] = message.split('\n')
  const command = commands.find(({ command: name }) => typeof name === 'string' && name.split(' ')[0] === args[0])
  return new StagerError('usage', /[.?]$/.test(line) ? line : `${line}.`, {
    exitCode: exitCode.usage,
    hint: command === undefined ? 'stager --help' : `stager ${args[0] ?? ''} --help`,
  })
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
