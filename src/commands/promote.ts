import { projectSettings, type Command, type ProjectSettings } from './command.ts'
import { continueCommand } from './continue-command.ts'

export interface PromoteSettings extends ProjectSettings {
  /** Name or folder of the plan; may be left out when there is only one to promote. */
  readonly plan?: string | undefined
  readonly now?: (() => Date) | undefined
}

export interface PromoteResult {
  readonly plan: string
  /** Every file that was written; empty when the plan had been promoted before. */
  readonly written: readonly string[]
  /** It leaves something for a second plan: `stager plan --continue` makes it. */
  readonly chained: boolean
}

/** Moves the contract migrations into the migrations folder and the schema to its target. Files only: it needs no database. */
export async function _promote(settings: PromoteSettings & { readonly cwd: string; readonly now: () => Date }): Promise<PromoteResult> {
  const { promotePlan } = await import('./promote/promote-plan.ts')
  return promotePlan(settings)
}

/** `stager promote` as a function. */
export async function promote(settings: PromoteSettings = {}): Promise<PromoteResult> {
  return _promote({ ...settings, cwd: settings.cwd ?? process.cwd(), now: settings.now ?? (() => new Date()) })
}

export const promoteCommand: Command<{ readonly plan?: string }> = {
  command: 'promote [plan]',
  describe: 'put the contract migrations and the target schema into the repository',
  builder: (yargs) =>
    yargs
      .positional('plan', { type: 'string', describe: 'name of the plan (default: the only one)' })
      .example('$0 promote add_slug', 'the second pull request; its contract runs by: stager apply --stage contract'),
  async handler(argv) {
    const result = await promote({ ...projectSettings(argv), plan: argv.plan })
    const { sayWritten } = await import('./say-written.ts')
    sayWritten(argv.terminal, result, {
      done: `${result.plan} is promoted.`,
      nothing: `${result.plan} was promoted before; nothing is left to do.`,
      next:
        `Commit it. When it is merged and deployed:  stager apply --stage contract --plan ${result.plan}` +
        (result.chained ? `\nAfter that, the second plan:  ${continueCommand(result.plan)}` : ''),
    })
  },
}
