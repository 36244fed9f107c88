import yargs, { type Arguments, type CommandModule } from 'yargs'

import { StagerError, exitCode } from '../errors.ts'
import type { Terminal } from '../report/terminal.ts'
import { globalOptions } from './command.ts'
import { listFlags } from './commands.ts'

const epilogue = `Exit codes: 0 done, 1 findings or refused, 2 usage, 3 the database refused, 4 conflict with another run
or a changed plan, 130 interrupted, 70 a defect of stager. The database URL is taken from --database-url,
else from datasource.url in prisma.config.ts, else from the url of the schema's datasource.`

export interface CommandLineOptions {
  /** What was typed after `stager`. */
  readonly args: readonly string[]
  /** `commands`; the tests of the documentation pass the same ones with handlers that do nothing. */
  readonly commands: readonly CommandModule[]
  readonly terminal: Terminal
  readonly version: string
}

/** A command that was typed, understood and not begun. */
export interface Invocation {
  readonly argv: Arguments
  run(): Promise<void>
}

export interface CommandLine {
  help(): Promise<string>
  /** Null when yargs itself has answered: --help, --version. Throws `usage`. */
  parse(): Promise<Invocation | null>
}

class Chosen {
  constructor(readonly invocation: Invocation) {}
}

/** What was typed after `stager`. It never ends the process. */
export function commandLine({ args, commands, terminal, version }: CommandLineOptions): CommandLine {
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
      throw message === null || message === '' ? error : usageError(message, args, commands)
    })
  for (const command of commands) {
    // Thrown past yargs, which would render the whole help as soon as a handler returns, in case that the command fails: a tenth of a small plan.
    const handler = (argv: Arguments): never => {
      throw new Chosen({ argv, run: async () => command.handler(argv) })
    }
    parser.command({ ...command, handler })
  }
  return {
    help: () => parser.getHelp(),
    async parse() {
      try {
        await parser.parseAsync([...args])
        return null
      } catch (error) {
        if (error instanceof Chosen) return error.invocation
        throw error
      }
    },
  }
}

/** A flag that takes one value and was given twice; yargs would make a list of it. */
function refuseRepeated(argv: Arguments): true {
  for (const [key, value] of Object.entries(argv)) {
    const name = key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`) // yargs adds mapValue to map-value
    if (Array.isArray(value) && name !== '_' && !listFlags.includes(name)) throw new Error(`--${name} was given more than once.`)
  }
  return true
}

function usageError(message: string, args: readonly string[], commands: readonly CommandModule[]): StagerError {
  const [line = ''] = message.split('\n')
  const command = commands.find(({ command: name }) => typeof name === 'string' && name.split(' ')[0] === args[0])
  return new StagerError('usage', /[.?]$/.test(line) ? line : `${line}.`, {
    exitCode: exitCode.usage,
    hint: command === undefined ? 'stager --help' : `stager ${args[0] ?? ''} --help`,
  })
}
