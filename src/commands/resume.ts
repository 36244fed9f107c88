import { projectSettings, type Command, type ProjectSettings } from './command.ts'
import type { PauseResult } from './pause.ts'
import { parseBatchSize, parseLimits, throttleOptions, type LimitSettings, type ThrottleArguments } from './throttle-options.ts'

export interface ResumeSettings extends ProjectSettings {
  /** Name or folder of the plan; may be left out when only one is in flight. */
  readonly plan?: string | undefined
  /** Replace those that the backfill runs with, at once and in later runs. */
  readonly limits?: LimitSettings | undefined
  readonly batchSize?: number | undefined
}

/** Lets a plan's backfills go on, and gives them other limits. */
export async function _resume(settings: ResumeSettings & { readonly cwd: string }): Promise<PauseResult> {
  const { changeControl } = await import('./pause/change-control.ts')
  const { limits = {}, batchSize } = settings
  return changeControl(settings, (control) => ({
    paused: false,
    reason: null,
    limits: { ...control.limits, ...limits, ...(batchSize === undefined ? {} : { batchRows: batchSize }) },
  }))
}

/** `stager resume` as a function. */
export async function resume(settings: ResumeSettings = {}): Promise<PauseResult> {
  return _resume({ ...settings, cwd: settings.cwd ?? process.cwd() })
}

export const resumeCommand: Command<ThrottleArguments & { readonly plan?: string }> = {
  command: 'resume [plan]',
  describe: 'let a paused backfill go on; or give a running one other limits',
  builder: (yargs) =>
    throttleOptions(yargs.positional('plan', { type: 'string', describe: 'name of the plan (default: the only one in flight)' }))
      .example('$0 resume add_slug', 'after stager pause')
      .example('$0 resume add_slug --max-lag 5s --pause-between 100ms', 'a running backfill gets gentler with its next batch'),
  async handler(argv) {
    const { terminal } = argv
    const result = await resume({ ...projectSettings(argv), plan: argv.plan, limits: parseLimits(argv), batchSize: parseBatchSize(argv) })
    if (terminal.json) terminal.data(JSON.stringify(result))
    else terminal.say(`${result.plan} may go on. Where none runs:  stager apply --stage backfill`)
  },
}
