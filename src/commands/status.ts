import type { PlanStatus } from '../run/status/plan-status.ts'
import { readPackage } from '../package-root.ts'
import { usage } from './apply-options.ts'
import { projectSettings, type Command, type GlobalArguments, type ProjectSettings } from './command.ts'

export interface StatusSettings extends ProjectSettings {
  /** Name or folder of a plan; all by default. */
  readonly plan?: string | undefined
}

export interface StatusResult {
  /** The database's clock when it was read. */
  readonly at: Date
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
  /** Empty: without a number. */
  readonly watch?: string
  readonly prometheus: boolean
  readonly output?: string
}

const defaultSeconds = 2

export const statusCommand: Command<StatusArguments> = {
  command: 'status',
  describe: 'see where every plan stands, and what to do next',
  builder: (yargs) =>
    yargs
      .option('plan', { type: 'string', requiresArg: true, describe: 'name of one plan' })
      .option('watch', { type: 'string', describe: `again every so many seconds (default: ${defaultSeconds}), until Ctrl-C` })
      .option('prometheus', { type: 'boolean', default: false, describe: 'as metrics, in the text format of Prometheus' })
      .option('output', { type: 'string', requiresArg: true, describe: 'file that the metrics are written to, whole or not at all' })
      .example('$0 status', 'every plan, stage by stage')
      .example('$0 status --watch', 'follow a backfill that runs elsewhere: in place on a terminal, as lines in a log')
      .example('$0 status --watch 10 --plan add_slug', 'one plan, every ten seconds')
      .example('$0 status --json', 'the same for programs; with --watch one line each time')
      .example('$0 status --prometheus --output /var/lib/node_exporter/stager.prom', "for node_exporter's textfile collector"),
  async handler(argv) {
    const { terminal, prometheus, output, plan } = argv
    const milliseconds = parseWatch(argv.watch)
    refuseMixed(argv)
    const { showStatus, watchStatus } = await import('./status/show-status.ts')
    const settings = { ...projectSettings(argv), cwd: process.cwd(), plan }
    const write = prometheus ? await metricsWriter(output ?? null, terminal) : undefined
    if (milliseconds !== null) await watchStatus(settings, { milliseconds, terminal, ...(write === undefined ? {} : { write }) })
    else if (write !== undefined) await write(await status(settings))
    else showStatus(await status(settings), terminal)
  },
}

async function metricsWriter(
  output: string | null,
  terminal: GlobalArguments['terminal'],
): Promise<(result: StatusResult) => Promise<void>> {
  const { renderPrometheus } = await import('../report/prometheus.ts')
  const { writeWhole } = await import('./write-whole.ts')
  const { version } = readPackage()
  return async (result) => {
    const text = renderPrometheus(result, version)
    if (output === null) terminal.data(text)
    else await writeWhole(output, text)
  }
}

/** Milliseconds between two looks; null without `--watch`. */
function parseWatch(text: string | undefined): number | null {
  if (text === undefined) return null
  const seconds = text === '' ? defaultSeconds : Number(text)
  if (!Number.isFinite(seconds) || seconds < 0.1 || seconds > 86_400)
    throw usage(`--watch ${text} is not a number of seconds between 0.1 and 86400.`, 'stager status --watch 5')
  return seconds * 1000
}

function refuseMixed({ json, prometheus, output, watch }: GlobalArguments & StatusArguments): void {
  if (output !== undefined && !prometheus) throw usage('--output is for metrics only.', `stager status --prometheus --output ${output}`)
  if (prometheus && json) throw usage('--prometheus and --json are two forms of the same.', 'Leave one of them out.')
  if (prometheus && watch !== undefined && output === undefined)
    throw usage(
      '--prometheus --watch needs a file to write to.',
      'stager status --prometheus --watch 15 --output /var/lib/node_exporter/stager.prom',
    )
}
