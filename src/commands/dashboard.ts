import { parseDuration, usage } from './apply-options.ts'
import { projectSettings, type Command, type ProjectSettings } from './command.ts'

export interface DashboardSettings extends ProjectSettings {
  /** A free one by default. */
  readonly port?: number | undefined
  /** A file that gets the page, with all that was seen, at the end. */
  readonly exportTo?: string | undefined
  /** Milliseconds between two looks at the database; 1000. */
  readonly every?: number | undefined
  /** Milliseconds after which it ends, from the moment at which the page can be opened; never by default. */
  readonly endAfter?: number | undefined
  /** Ends it. */
  readonly signal: AbortSignal
  /** Told once the page can be opened. */
  readonly onReady?: ((url: string) => void) | undefined
  /** Told when the database stops answering; the dashboard goes on trying. */
  readonly onLost?: ((message: string) => void) | undefined
}

/** `stager dashboard` as a function: serves the page on 127.0.0.1 until the signal is aborted. Only reads. */
export async function dashboard(settings: DashboardSettings): Promise<void> {
  const { runDashboard } = await import('./dashboard/run-dashboard.ts')
  return runDashboard({ ...settings, cwd: settings.cwd ?? process.cwd() })
}

interface DashboardArguments {
  readonly port: string
  readonly open: boolean
  readonly export?: string
  readonly for?: string
}

export const dashboardCommand: Command<DashboardArguments> = {
  command: 'dashboard',
  describe: 'the status as a page on this machine that draws itself anew, with charts',
  builder: (yargs) =>
    yargs
      .option('port', { type: 'string', requiresArg: true, default: '0', describe: 'on 127.0.0.1; 0: a free one' })
      .option('open', { type: 'boolean', default: false, describe: 'open it in the browser' })
      .option('export', {
        type: 'string',
        requiresArg: true,
        describe: 'at the end, write the page with all that was seen to one HTML file',
      })
      .option('for', { type: 'string', requiresArg: true, describe: 'end after so long, such as 30s or 10min (default: until Ctrl-C)' })
      .example('$0 dashboard --open', 'watch a backfill that runs elsewhere; the page only shows')
      .example('$0 dashboard --port 8899', 'for a tunnel: ssh -L 8899:127.0.0.1:8899 host')
      .example('$0 dashboard --export backfill.html', 'until Ctrl-C, then keep what was seen')
      .example('$0 dashboard --for 1s --export now.html', 'how things stand now, as a file'),
  async handler(argv) {
    const { terminal } = argv
    const endAfter = argv.for === undefined ? undefined : parseDuration(argv.for, '--for')
    const { openInBrowser } = await import('./dashboard/open-in-browser.ts')
    terminal.endsWithInterrupt = true
    await dashboard({
      ...projectSettings(argv),
      port: parsePort(argv.port),
      exportTo: argv.export,
      endAfter,
      signal: terminal.signal,
      onReady(url) {
        terminal.data(terminal.json ? JSON.stringify({ url }) : url)
        terminal.say('The dashboard only shows, and only on this machine. Ctrl-C ends it.')
        if (argv.open) openInBrowser(url, () => terminal.say(`No browser could be started: open ${url} yourself.`))
      },
      onLost: (message) => terminal.say(`${message} Trying again.`),
    })
    if (argv.export !== undefined) terminal.say(`Written: ${argv.export}`)
  },
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : -1
  if (port < 0 || port > 65_535) throw usage(`--port ${text} is not a port.`, 'stager dashboard --port 8899')
  return port
}
