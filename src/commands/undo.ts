import type { RunEvent } from '../run/events.ts'
import { parseDuration } from './apply-options.ts'
import { projectSettings, type Command, type ProjectSettings } from './command.ts'

export interface UndoSettings extends ProjectSettings {
  /** Name or folder of the plan; may be left out when only one is in flight. */
  readonly plan?: string | undefined
  /** A person has said that it may happen. */
  readonly yes?: boolean | undefined
  /** Asks the person. */
  readonly confirm?: ((plan: string) => Promise<boolean>) | undefined
  /** How long a statement may wait for a lock, in milliseconds. */
  readonly lockTimeout?: number | undefined
  readonly now?: (() => Date) | undefined
  readonly signal?: AbortSignal | undefined
  readonly onEvent?: ((event: RunEvent) => void) | undefined
}

export interface UndoResult {
  readonly plan: string
  /** Migrations and schema files that were written, to be committed. */
  readonly written: readonly string[]
}

/** Takes expand back by new migrations, and schema.prisma with it. Until contract has begun. */
export async function _undo(settings: UndoSettings & { readonly cwd: string; readonly now: () => Date }): Promise<UndoResult> {
  const { undoPlan } = await import('./undo/undo-plan.ts')
  return undoPlan(settings)
}

/** `stager undo` as a function. */
export async function undo(settings: UndoSettings = {}): Promise<UndoResult> {
  return _undo({ ...settings, cwd: settings.cwd ?? process.cwd(), now: settings.now ?? (() => new Date()) })
}

interface UndoArguments {
  readonly plan?: string
  readonly yes: boolean
  readonly lockTimeout?: string
}

export const undoCommand: Command<UndoArguments> = {
  command: 'undo [plan]',
  describe: 'take a plan back, until its contract has begun',
  builder: (yargs) =>
    yargs
      .positional('plan', { type: 'string', describe: 'name of the plan (default: the only one in flight)' })
      .option('yes', { type: 'boolean', default: false, describe: 'do it without asking' })
      .option('lock-timeout', { type: 'string', requiresArg: true, describe: 'how long a statement may wait for a lock (default: 500ms)' })
      .example('$0 undo add_slug', 'deploy the old release first: the new one needs what this takes away'),
  async handler(argv) {
    const { terminal } = argv
    const { openReporter } = await import('../report/reporter.ts')
    const { promptForUndo } = await import('./undo/confirm-undo.ts')
    const lockTimeout = argv.lockTimeout === undefined ? undefined : parseDuration(argv.lockTimeout, '--lock-timeout')
    const confirm = terminal.interactive ? promptForUndo(terminal) : undefined
    const reporter = await openReporter(terminal)
    try {
      const settings = { ...projectSettings(argv), plan: argv.plan, yes: argv.yes, lockTimeout, confirm }
      const result = await undo({ ...settings, signal: terminal.signal, onEvent: reporter.onEvent })
      reporter.stop()
      const { sayUndone } = await import('./undo/say-undone.ts')
      sayUndone(result, terminal)
    } finally {
      reporter.stop()
    }
  },
}
