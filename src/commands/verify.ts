import type { RunEvent } from '../run/events.ts'
import type { PendingResult, VerificationResult } from '../run/verify.ts'
import { exitCode } from '../errors.ts'
import { projectSettings, type Command, type ProjectSettings } from './command.ts'
import { parseBatchSize, parseLimits, throttleOptions, type LimitSettings, type ThrottleArguments } from './throttle-options.ts'

export interface VerifySettings extends ProjectSettings {
  /** Name or folder of a plan; every plan that waits for contract by default. */
  readonly plan?: string | undefined
  /** Write what is missing or different by the plan's backfills, then verify again. */
  readonly repair?: boolean | undefined
  /** Of a repair: rows of a batch, and what it gives way to. */
  readonly batchSize?: number | undefined
  readonly limits?: LimitSettings | undefined
  readonly signal?: AbortSignal | undefined
  readonly onEvent?: ((event: RunEvent) => void) | undefined
}

export interface VerifyResult {
  /** The plans that were verified, by name. */
  readonly plans: readonly string[]
  readonly verifications: readonly VerificationResult[]
  /** Backfills with rows that they would still write, most often since an old version of the application has written them. */
  readonly pending: readonly PendingResult[]
  /** The plans that were repaired first, by name. */
  readonly repaired: readonly string[]
  /** True when no row contradicts what contract will enforce. */
  readonly passed: boolean
}

/** Counts what contract would stumble over, and records the result as the proof that contract asks for. */
export async function _verify(settings: VerifySettings & { readonly cwd: string }): Promise<VerifyResult> {
  const { verifyPlans } = await import('./verify/verify-plans.ts')
  return verifyPlans(settings)
}

/** `stager verify` as a function. */
export async function verify(settings: VerifySettings = {}): Promise<VerifyResult> {
  return _verify({ ...settings, cwd: settings.cwd ?? process.cwd() })
}

interface VerifyArguments extends ThrottleArguments {
  readonly plan?: string
  readonly repair: boolean
}

export const verifyCommand: Command<VerifyArguments> = {
  command: 'verify [plan]',
  describe: 'prove that the data is complete, before contract',
  builder: (yargs) =>
    throttleOptions(yargs.positional('plan', { type: 'string', describe: 'name of a plan (default: all that wait for contract)' }))
      .option('repair', { type: 'boolean', default: false, describe: 'write what is missing or different, then verify again' })
      .example('$0 verify', 'counts missing values, duplicates and orphans; exit code 1 when there are any')
      .example('$0 verify add_slug --json', 'with examples of the rows, for programs')
      .example('$0 verify --repair --max-lag 5s', 'fills what is missing as the backfill does, and verifies again'),
  async handler(argv) {
    const { terminal } = argv
    const { humanReporter, oraSpinner, plainSpinner } = await import('../report/human.ts')
    const { sayVerified } = await import('./verify/say-verified.ts')
    const settings = {
      ...projectSettings(argv),
      plan: argv.plan,
      repair: argv.repair,
      limits: parseLimits(argv),
      batchSize: parseBatchSize(argv),
    }
    const reporter = humanReporter(terminal, terminal.live ? await oraSpinner() : plainSpinner(terminal))
    const onEvent = terminal.json ? undefined : reporter.onEvent
    try {
      const result = await verify({ ...settings, signal: terminal.signal, onEvent })
      reporter.stop()
      sayVerified(result, terminal)
      if (!result.passed) terminal.exitCode = exitCode.refused
    } finally {
      reporter.stop()
    }
  },
}
