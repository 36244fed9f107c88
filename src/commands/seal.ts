import { projectSettings, type Command, type ProjectSettings } from './command.ts'

export interface SealSettings extends ProjectSettings {
  /** Name or folder of the plan; may be left out when there is only one. */
  readonly plan?: string | undefined
}

export interface SealedFile {
  /** Relative to the plan's folder. */
  readonly path: string
  readonly change: 'edited' | 'added' | 'removed'
}

export interface SealResult {
  readonly plan: string
  readonly seal: string
  /** What had changed since the last seal; empty when the seal held. */
  readonly changed: readonly SealedFile[]
  /** Every file that was written. */
  readonly written: readonly string[]
}

/** Seals an edited plan again, so that it runs; its expand files are copied into the migrations folder once more. */
export async function _seal(settings: SealSettings & { readonly cwd: string }): Promise<SealResult> {
  const { sealEditedPlan } = await import('./seal/seal-edited-plan.ts')
  return sealEditedPlan(settings)
}

/** `stager seal` as a function. */
export async function seal(settings: SealSettings = {}): Promise<SealResult> {
  return _seal({ ...settings, cwd: settings.cwd ?? process.cwd() })
}

export const sealCommand: Command<{ readonly plan?: string }> = {
  command: 'seal [plan]',
  describe: 'accept what you edited in a plan, so that it runs',
  builder: (yargs) =>
    yargs
      .positional('plan', { type: 'string', describe: 'name of the plan (default: the only one)' })
      .example('$0 seal add_slug', 'after you edited stages/<timestamp>_add_slug/backfill/01_post_slug.ts'),
  async handler(argv) {
    const { terminal } = argv
    const result = await seal({ ...projectSettings(argv), plan: argv.plan })
    const { saySealed } = await import('./seal/say-sealed.ts')
    saySealed(result, terminal)
  },
}
