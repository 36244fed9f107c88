import { exitCode } from '../errors.ts'
import type { Rehearsal } from '../plan/rehearsal.ts'
import { parseCount } from './apply-options.ts'
import { projectSettings, type Command, type ProjectSettings } from './command.ts'

export interface RehearseSettings extends ProjectSettings {
  /** Name or folder of a plan; every plan that is not over by default. */
  readonly plan?: string | undefined
  /** A database on the server where the scratch database is made; PGlite, in this process, by default. */
  readonly shadowUrl?: string | undefined
  /** Generated rows in each table that the plan touches; 100 by default. */
  readonly rows?: number | undefined
  readonly signal?: AbortSignal | undefined
  /** Told what begins: `history`, or a stage. */
  readonly onStage?: ((plan: string, stage: string) => void) | undefined
}

export interface RehearsedPlan {
  readonly plan: string
  /** `20261121093000_add_slug` */
  readonly id: string
  readonly rehearsal: Rehearsal
  readonly milliseconds: number
  /** Files of the plan's folder that were written anew. */
  readonly written: readonly string[]
}

export interface RehearseResult {
  readonly plans: readonly RehearsedPlan[]
  /** True when everything was as the plans say. */
  readonly passed: boolean
}

/** Runs plans on a scratch database, measures what their statements do, and puts that into their READMEs. */
export async function _rehearse(settings: RehearseSettings & { readonly cwd: string }): Promise<RehearseResult> {
  const { rehearsePlans } = await import('./rehearse/rehearse-plans.ts')
  return rehearsePlans(settings)
}

/** `stager rehearse` as a function. */
export async function rehearse(settings: RehearseSettings = {}): Promise<RehearseResult> {
  return _rehearse({ ...settings, cwd: settings.cwd ?? process.cwd() })
}

interface RehearseArguments {
  readonly plan?: string
  readonly shadowUrl?: string
  readonly rows?: string
  readonly format: 'human' | 'markdown' | 'json'
}

export const rehearseCommand: Command<RehearseArguments> = {
  command: 'rehearse [plan]',
  describe: 'run a plan on a scratch database and measure its locks',
  builder: (yargs) =>
    yargs
      .positional('plan', { type: 'string', describe: 'name of a plan (default: all that are not over)' })
      .option('shadow-url', {
        type: 'string',
        requiresArg: true,
        describe: 'make the scratch database on this server, and drop it afterwards (default: PGlite, in this process)',
      })
      .option('rows', { type: 'string', requiresArg: true, describe: 'generated rows in each table of the plan (default: 100)' })
      .option('format', { choices: ['human', 'markdown', 'json'] as const, default: 'human', describe: 'how the result is shown' })
      .example('$0 rehearse', 'every stage, undo and redo; the locks, rewrites and scans go into the README of the plan')
      .example('$0 rehearse add_slug --shadow-url postgresql://localhost/postgres', 'on a server with your extensions and your version')
      .example('$0 rehearse --json', 'every statement with its time; exit code 1 when a lock is worse than the plan declares'),
  async handler(argv) {
    const { terminal } = argv
    const { oraSpinner, plainSpinner } = await import('../report/human.ts')
    const { sayRehearsed } = await import('./rehearse/say-rehearsed.ts')
    const spinner = terminal.live ? await oraSpinner() : plainSpinner(terminal)
    try {
      const result = await rehearse({
        ...projectSettings(argv),
        plan: argv.plan,
        shadowUrl: argv.shadowUrl,
        rows: argv.rows === undefined ? undefined : parseCount(argv.rows, '--rows'),
        signal: terminal.signal,
        ...(terminal.json ? {} : { onStage: (plan: string, stage: string) => spinner.show(`${plan}: ${stage}`) }),
      })
      spinner.hide()
      sayRehearsed(result, terminal.json ? 'json' : argv.format, terminal)
      if (!result.passed) terminal.exitCode = exitCode.refused
    } finally {
      spinner.hide()
    }
  },
}
