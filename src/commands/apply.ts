import type { StageName } from '../plan/plan.ts'
import type { RunEvent } from '../run/events.ts'
import { parseCount, parseDuration, parseStage } from './apply-options.ts'
import { projectSettings, type Command, type ProjectSettings } from './command.ts'
import { sourceOptions, sourceSettings, type SourceArguments, type SourceSettings } from './source-options.ts'
import { parseBatchSize, parseLimit, parseLimits, throttleOptions, type LimitSettings, type ThrottleArguments } from './throttle-options.ts'

export interface ApplySettings extends ProjectSettings, SourceSettings {
  readonly stage: StageName
  /** Name or folder of a plan; every plan that is in flight by default. */
  readonly plan?: string | undefined
  /** What was deployed: a commit or version, recorded by the deploy stage. */
  readonly release?: string | undefined
  /** How long a statement may wait for a lock, in milliseconds. */
  readonly lockTimeout?: number | undefined
  /** Rows of a backfill's batch. */
  readonly batchSize?: number | undefined
  /** Rows that may be in quarantine while a backfill goes on; 0 by default. */
  readonly maxQuarantine?: number | undefined
  /** Connections that fill a table together; 1. */
  readonly workers?: number | undefined
  /** Hand the backfill out to `stager worker` on other machines, and wait for it. */
  readonly fleet?: boolean | undefined
  /** What a backfill gives way to. */
  readonly limits?: LimitSettings | undefined
  /** For contract: the plan's name, as the person's word that it may happen. */
  readonly yes?: string | undefined
  /** For contract: evidence of use in spite of which it may run, by name: statements, writes, clients. */
  readonly acknowledge?: readonly string[] | undefined
  /** For contract: asks the person for the plan's name. */
  readonly confirm?: ((plan: string) => Promise<string>) | undefined
  readonly signal?: AbortSignal | undefined
  readonly onEvent?: ((event: RunEvent) => void) | undefined
}

export interface ApplyResult {
  readonly stage: StageName
  /** The plans for which the stage is done now, by name. */
  readonly plans: readonly string[]
  /** Ordinary migrations of the team that expand applied. */
  readonly migrations: readonly string[]
  /** Plans among them that leave something for a second one: `stager plan --continue` makes it. */
  readonly chained: readonly string[]
  /** Rows of these plans that are in quarantine; contract waits for them. */
  readonly quarantined: number
  readonly milliseconds: number
}

/** Settings with everything that has a default. */
export type ParsedApplySettings = ApplySettings & {
  readonly cwd: string
  readonly signal: AbortSignal
  readonly onEvent: (event: RunEvent) => void
}

/** Runs one stage; the same call again goes on from wherever it stopped. */
export async function _apply(settings: ParsedApplySettings): Promise<ApplyResult> {
  const { applyStage } = await import('./apply/apply-stage.ts')
  return applyStage(settings)
}

/** `stager apply` as a function. */
export async function apply(settings: ApplySettings): Promise<ApplyResult> {
  return _apply({
    ...settings,
    cwd: settings.cwd ?? process.cwd(),
    signal: settings.signal ?? new AbortController().signal,
    onEvent: settings.onEvent ?? (() => undefined),
  })
}

interface ApplyArguments extends ThrottleArguments, SourceArguments {
  readonly stage: string
  readonly plan?: string
  readonly release?: string
  readonly lockTimeout?: string
  readonly workers?: string
  readonly fleet?: boolean
  readonly yes?: string
  readonly acknowledge?: readonly string[]
  readonly maxQuarantine?: string
}

export const applyCommand: Command<ApplyArguments> = {
  command: 'apply',
  describe: 'run a stage: expand, deploy, backfill or contract',
  builder: (yargs) =>
    sourceOptions(throttleOptions(yargs))
      .option('stage', { type: 'string', requiresArg: true, demandOption: true, describe: 'expand, deploy, backfill or contract' })
      .option('plan', { type: 'string', requiresArg: true, describe: 'name of one plan (default: all that are in flight)' })
      .option('release', { type: 'string', requiresArg: true, describe: 'deploy: the commit or version that runs now' })
      .option('lock-timeout', { type: 'string', requiresArg: true, describe: 'how long a statement may wait for a lock (default: 500ms)' })
      .option('max-quarantine', {
        type: 'string',
        requiresArg: true,
        group: 'Backfill:',
        describe: 'go on while no more rows than this fail and wait in quarantine (default: 0)',
      })
      .option('workers', {
        type: 'string',
        requiresArg: true,
        group: 'Backfill:',
        describe: 'connections that fill a table together (default: 1)',
      })
      .option('fleet', {
        type: 'boolean',
        group: 'Backfill:',
        describe: 'hand the work out to stager worker, on any machine, and wait for it',
      })
      .conflicts('fleet', 'workers')
      .option('yes', { type: 'string', requiresArg: true, describe: "contract: the plan's name, instead of being asked for it" })
      .option('acknowledge', {
        type: 'string',
        array: true,
        requiresArg: true,
        group: 'Evidence:',
        describe: 'contract: run in spite of this evidence of use (statements, writes, clients); recorded with your name',
      })
      .example('$0 apply --stage expand', 'before the application is deployed')
      .example('$0 apply --stage deploy --release $GITHUB_SHA', 'after it: the old release is gone')
      .example('$0 apply --stage backfill', 'fill the rows that were there before; may be stopped and run again')
      .example('$0 apply --stage backfill --workers 4', 'the same by four connections at once')
      .example('$0 apply --stage contract --plan add_slug', 'when the plan is promoted; cannot be undone'),
  async handler(argv) {
    const { terminal } = argv
    const settings = {
      ...projectSettings(argv),
      ...sourceSettings(argv),
      stage: parseStage(argv.stage),
      plan: argv.plan,
      release: argv.release,
      yes: argv.yes,
      acknowledge: argv.acknowledge,
      lockTimeout: argv.lockTimeout === undefined ? undefined : parseDuration(argv.lockTimeout, '--lock-timeout'),
      batchSize: parseBatchSize(argv),
      fleet: argv.fleet,
      workers: argv.workers === undefined ? undefined : parseCount(argv.workers, '--workers'),
      limits: parseLimits(argv),
      maxQuarantine: argv.maxQuarantine === undefined ? undefined : parseLimit(argv.maxQuarantine, '--max-quarantine'),
    }
    const { openReporter } = await import('../report/reporter.ts')
    const { promptForPlanName } = await import('./apply/confirm.ts')
    const reporter = await openReporter(terminal)
    const confirm = terminal.interactive ? promptForPlanName(terminal) : undefined
    try {
      const result = await apply({ ...settings, confirm, signal: terminal.signal, onEvent: reporter.onEvent })
      reporter.stop()
      const { sayApplied } = await import('./apply/say-applied.ts')
      sayApplied(result, terminal)
    } finally {
      reporter.stop()
    }
  },
}
