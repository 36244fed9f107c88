import { projectSettings, type Command, type ProjectSettings } from './command.ts'

export interface PauseSettings extends ProjectSettings {
  /** Name or folder of the plan; may be left out when only one is in flight. */
  readonly plan?: string | undefined
  /** Shown by `stager status` and by the backfill that waits. */
  readonly reason?: string | undefined
}

export interface PauseResult {
  readonly plan: string
}

/** Makes a plan's backfills wait, here or on other machines, after the batch that they are in. */
export async function _pause(settings: PauseSettings & { readonly cwd: string }): Promise<PauseResult> {
  const { changeControl } = await import('./pause/change-control.ts')
  return changeControl(settings, (control) => ({ ...control, paused: true, reason: settings.reason ?? null }))
}

/** `stager pause` as a function. */
export async function pause(settings: PauseSettings = {}): Promise<PauseResult> {
  return _pause({ ...settings, cwd: settings.cwd ?? process.cwd() })
}

interface PauseArguments {
  readonly plan?: string
  readonly reason?: string
}

export const pauseCommand: Command<PauseArguments> = {
  command: 'pause [plan]',
  describe: 'make a backfill wait, wherever it runs',
  builder: (yargs) =>
    yargs
      .positional('plan', { type: 'string', describe: 'name of the plan (default: the only one in flight)' })
      .option('reason', { type: 'string', requiresArg: true, describe: 'what the others are told' })
      .example('$0 pause add_slug --reason "sale until noon"', 'it holds after its current batch, and keeps its place')
      .example('$0 resume add_slug', 'and goes on'),
  async handler(argv) {
    const { terminal } = argv
    const result = await pause({ ...projectSettings(argv), plan: argv.plan, reason: argv.reason })
    if (terminal.json) terminal.data(JSON.stringify(result))
    else terminal.say(`${result.plan} is paused: its backfill waits after its current batch. Go on with  stager resume ${result.plan}`)
  },
}
