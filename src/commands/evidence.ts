import type { PlanEvidence } from '../evidence/evidence.ts'
import { exitCode } from '../errors.ts'
import { projectSettings, type Command, type ProjectSettings } from './command.ts'
import { sourceOptions, sourceSettings, type SourceArguments, type SourceSettings } from './source-options.ts'

export interface EvidenceSettings extends ProjectSettings, SourceSettings {
  /** Name or folder of a plan; every plan that is before contract by default. */
  readonly plan?: string | undefined
  readonly signal?: AbortSignal | undefined
}

export interface EvidenceResult {
  readonly plans: readonly PlanEvidence[]
  /** True where something still uses what a plan drops or renames. */
  readonly inUse: boolean
}

/** `stager evidence` as a function: what still uses the fields that plans drop or rename, in the application's code, its types and the database. */
export async function evidence(settings: EvidenceSettings = {}): Promise<EvidenceResult> {
  const { readEvidence } = await import('./evidence/read-evidence.ts')
  return readEvidence({ ...settings, cwd: settings.cwd ?? process.cwd() })
}

interface EvidenceArguments extends SourceArguments {
  readonly plan?: string
}

export const evidenceCommand: Command<EvidenceArguments> = {
  command: 'evidence [plan]',
  describe: 'see whether anything still uses the old fields',
  builder: (yargs) =>
    sourceOptions(yargs.positional('plan', { type: 'string', describe: 'name of a plan (default: all that wait for contract)' }))
      .example('$0 evidence', 'code, types and database; exit code 1 when something still uses what goes')
      .example('$0 evidence add_slug --source apps/web --source apps/worker', 'the applications of a monorepo, by folder or tsconfig.json')
      .example('$0 evidence --json', 'every finding with file and line, for programs'),
  async handler(argv) {
    const { terminal } = argv
    const { showEvidence } = await import('./evidence/show-evidence.ts')
    const result = await evidence({ ...projectSettings(argv), ...sourceSettings(argv), plan: argv.plan, signal: terminal.signal })
    showEvidence(result, terminal)
    if (result.inUse) terminal.exitCode = exitCode.refused
  },
}
