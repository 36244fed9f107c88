import { exitCode } from '../errors.ts'
import type { RunEvent } from '../run/events.ts'
import type { RetriedQuarantine } from '../run/retry-quarantine.ts'
import { projectSettings, type Command, type ProjectSettings } from './command.ts'
import { parseBatchSize, parseLimits, throttleOptions, type LimitSettings, type ThrottleArguments } from './throttle-options.ts'

export interface ResumeSettings extends ProjectSettings {
  /** Name or folder of the plan; may be left out when only one is in flight. */
  readonly plan?: string | undefined
  /** Replace those that the backfill runs with, at once and in later runs. */
  readonly limits?: LimitSettings | undefined
  readonly batchSize?: number | undefined
  readonly signal?: AbortSignal | undefined
  readonly onEvent?: ((event: RunEvent) => void) | undefined
}

export interface ResumeResult {
  readonly plan: string
  /** Its rows in quarantine, which were tried again; null while its backfill runs elsewhere. */
  readonly quarantine: RetriedQuarantine | null
}

/** Lets a plan's backfills go on, gives them other limits, and tries the rows in quarantine again. */
export async function _resume(settings: ResumeSettings & { readonly cwd: string }): Promise<ResumeResult> {
  const { resumePlan } = await import('./resume/resume-plan.ts')
  return resumePlan(settings)
}

/** `stager resume` as a function. */
export async function resume(settings: ResumeSettings = {}): Promise<ResumeResult> {
  return _resume({ ...settings, cwd: settings.cwd ?? process.cwd() })
}

export const resumeCommand: Command<ThrottleArguments & { readonly plan?: string }> = {
  command: 'resume [plan]',
  describe: 'let a paused backfill go on, with other limits if you like; try rows in quarantine again',
  builder: (yargs) =>
    throttleOptions(yargs.positional('plan', { type: 'string', describe: 'name of the plan (default: the only one in flight)' }))
      .example('$0 resume add_slug', 'after stager pause, or when rows in quarantine are corrected')
      .example('$0 resume add_slug --max-lag 5s --pause-between 100ms', 'a running backfill gets gentler with its next batch'),
  async handler(argv) {
    const { terminal } = argv
    const { openReporter } = await import('../report/reporter.ts')
    const { sayResumed } = await import('./resume/say-resumed.ts')
    const { signal } = terminal
    const [limits, batchSize] = [parseLimits(argv), parseBatchSize(argv)]
    const reporter = await openReporter(terminal)
    try {
      const result = await resume({ ...projectSettings(argv), plan: argv.plan, limits, batchSize, signal, onEvent: reporter.onEvent })
      reporter.stop()
      sayResumed(result, terminal)
      if (result.quarantine !== null && result.quarantine.open > 0) terminal.exitCode = exitCode.refused
    } finally {
      reporter.stop()
    }
  },
}
