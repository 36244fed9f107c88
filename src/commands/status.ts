import type { PlanStatus } from '../run/status.ts'
import { projectSettings, type Command, type ProjectSettings } from './command.ts'

export interface StatusSettings extends ProjectSettings {
  /** Name or folder of a plan; all by default. */
  readonly plan?: string | undefined
}

export interface StatusResult {
  readonly plans: readonly PlanStatus[]
  /** Migrations of the team that `apply --stage expand` would run, by name. */
  readonly pendingMigrations: readonly string[]
}

/** Where every plan stands, in the database and in the repository. Reads only. */
export async function _status(settings: StatusSettings & { readonly cwd: string }): Promise<StatusResult> {
  const { projectStatus } = await import('./status/project-status.ts')
  return projectStatus(settings)
}

/** `stager status` as a function. */
export async function status(settings: StatusSettings = {}): Promise<StatusResult> {
  return _status({ ...settings, cwd: settings.cwd ?? process.cwd() })
}

interface StatusArguments {
  readonly plan?: string
  readonly watch: boolean
}

export const statusCommand: Command<StatusArguments> = {
  command: 'status',
  describe: 'see where every plan stands, and what to do next',
  builder: (yargs) =>
    yargs
      .option('plan', { type: 'string', requiresArg: true, describe: 'name of one plan' })
      .option('watch', { type: 'boolean', default: false, describe: 'again every two seconds, until Ctrl-C' })
      .example('$0 status', 'every plan, stage by stage')
      .example('$0 status --watch', 'follow a backfill that runs elsewhere')
      .example('$0 status --json', 'the same for programs; with --watch one line each time'),
  async handler(argv) {
    const { terminal, watch } = argv
    const { showStatus, watchStatus } = await import('./status/show-status.ts')
    const read = (): Promise<StatusResult> => status({ ...projectSettings(argv), plan: argv.plan })
    if (watch) await watchStatus(read, terminal)
    else showStatus(await read(), terminal)
  },
}
