import type { RunEvent } from '../run/events.ts'
import type { VerificationResult } from '../run/verify.ts'
import { exitCode } from '../errors.ts'
import { projectSettings, type Command, type ProjectSettings } from './command.ts'

export interface VerifySettings extends ProjectSettings {
  /** Name or folder of a plan; every plan that waits for contract by default. */
  readonly plan?: string | undefined
  readonly signal?: AbortSignal | undefined
  readonly onEvent?: ((event: RunEvent) => void) | undefined
}

export interface VerifyResult {
  /** The plans that were verified, by name. */
  readonly plans: readonly string[]
  readonly verifications: readonly VerificationResult[]
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

export const verifyCommand: Command<{ readonly plan?: string }> = {
  command: 'verify [plan]',
  describe: 'prove that the data is complete, before contract',
  builder: (yargs) =>
    yargs
      .positional('plan', { type: 'string', describe: 'name of a plan (default: all that wait for contract)' })
      .example('$0 verify', 'counts missing values, duplicates and orphans; exit code 1 when there are any')
      .example('$0 verify add_slug --json', 'with examples of the rows, for programs'),
  async handler(argv) {
    const { terminal } = argv
    const { humanReporter, plainSpinner } = await import('../report/human.ts')
    const { sayVerified } = await import('./verify/say-verified.ts')
    const reporter = humanReporter(terminal, plainSpinner(terminal))
    const onEvent = terminal.json ? undefined : reporter.onEvent
    const result = await verify({ ...projectSettings(argv), plan: argv.plan, signal: terminal.signal, onEvent })
    sayVerified(result, terminal)
    if (!result.passed) terminal.exitCode = exitCode.refused
  },
}
