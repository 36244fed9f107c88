import { openTerminal } from '../../src/report/terminal.ts'
import { parseStage } from '../../src/commands/apply-options.ts'
import { commandLine } from '../../src/commands/command-line.ts'
import { commands } from '../../src/commands/commands.ts'
import { StagerError } from '../../src/errors.ts'

const inert = commands.map((command) => ({ ...command, handler: () => undefined }))

const silent = openTerminal({
  json: false,
  verbose: false,
  signal: new AbortController().signal,
  stdin: {},
  stdout: { write: () => true },
  stderr: { write: () => true },
  env: {},
})

const answers = new Map<string, Promise<string | null>>()

/** What the real parser says against the arguments; null when it takes them. Nothing is run. */
export function complaintAbout(args: readonly string[]): Promise<string | null> {
  const key = JSON.stringify(args)
  const answer = answers.get(key) ?? parse(args)
  answers.set(key, answer)
  return answer
}

async function parse(args: readonly string[]): Promise<string | null> {
  try {
    // Help and version would be printed.
    const shown = args.filter((arg) => arg !== '--help' && arg !== '--version')
    const invocation = await commandLine({ args: shown, commands: inert, terminal: silent, version: '0' }).parse()
    const stage = invocation?.argv['stage']
    if (typeof stage === 'string' && !/^[<$]/.test(stage)) parseStage(stage)
    return null
  } catch (error) {
    if (error instanceof StagerError) return error.message
    throw error
  }
}

/** Of a command that is only named in a sentence, what it demands may be missing. */
export function isIncomplete(complaint: string): boolean {
  return /^(Missing required argument|Not enough (non-option )?arguments)/.test(complaint)
}
