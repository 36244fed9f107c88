import type { RunEvent } from '../run/events.ts'
import { parseCount } from './apply-options.ts'
import { projectSettings, type Command, type ProjectSettings } from './command.ts'

export interface WorkerSettings extends ProjectSettings {
  /** Ranges at once, each on a connection of its own; 1. */
  readonly workers?: number | undefined
  /** Stop when nothing is left. */
  readonly once?: boolean | undefined
  readonly signal?: AbortSignal | undefined
  readonly onEvent?: ((event: RunEvent) => void) | undefined
}

export interface WorkerResult {
  /** Ranges that this worker did to their ends. */
  readonly ranges: number
}

/** `stager worker` as a function: takes ranges of `apply --fleet` until the signal is aborted, or nothing is left. */
export async function worker(settings: WorkerSettings = {}): Promise<WorkerResult> {
  const { runWorker } = await import('./worker/run-worker.ts')
  return runWorker({
    ...settings,
    cwd: settings.cwd ?? process.cwd(),
    workers: settings.workers ?? 1,
    once: settings.once ?? false,
    signal: settings.signal ?? new AbortController().signal,
    onEvent: settings.onEvent ?? (() => undefined),
  })
}

interface WorkerArguments {
  readonly workers?: string
  readonly once?: boolean
}

export const workerCommand: Command<WorkerArguments> = {
  command: 'worker',
  describe: 'do ranges of a backfill that apply --fleet hands out, on any machine',
  builder: (yargs) =>
    yargs
      .option('workers', { type: 'string', requiresArg: true, describe: 'connections that work at once (default: 1)' })
      .option('once', { type: 'boolean', describe: 'stop when nothing is left, instead of waiting for more' })
      .example('$0 worker', 'take ranges until Ctrl-C, which lets the current batch end')
      .example('$0 worker --once --workers 4', 'four at a time, until nothing is left'),
  async handler(argv) {
    const { terminal } = argv
    const { openReporter } = await import('../report/reporter.ts')
    const reporter = await openReporter(terminal)
    try {
      const result = await worker({
        ...projectSettings(argv),
        workers: argv.workers === undefined ? undefined : parseCount(argv.workers, '--workers'),
        once: argv.once,
        signal: terminal.signal,
        onEvent: reporter.onEvent,
      })
      reporter.stop()
      const { sayWorked } = await import('./worker/say-worked.ts')
      sayWorked(result, terminal)
    } finally {
      reporter.stop()
    }
  },
}
