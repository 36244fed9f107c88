import type { StagerError } from '../errors.ts'
import { projectSettings, type Command, type ProjectSettings } from './command.ts'

export type InitSettings = ProjectSettings

export interface InitFile {
  readonly path: string
  readonly purpose: string
  /** `kept`: there is such a file already, with another text. */
  readonly state: 'written' | 'unchanged' | 'kept'
}

export interface InitResult {
  /** Null with the reason in `problem` when there is no Prisma project here yet. */
  readonly project: { readonly schema: string; readonly migrations: string; readonly stages: string; readonly databaseUrl: boolean } | null
  readonly problem: StagerError | null
  readonly files: readonly InitFile[]
}

/** Writes the workflow files into the repository that `cwd` is in; a file that is there already stays as it is. */
export async function _init(settings: InitSettings & { readonly cwd: string }): Promise<InitResult> {
  const { writeWorkflows } = await import('./init/write-workflows.ts')
  const { describeProject } = await import('./init/describe-project.ts')
  return { ...(await describeProject(settings)), files: await writeWorkflows(settings.cwd) }
}

/** `stager init` as a function. */
export async function init(settings: InitSettings = {}): Promise<InitResult> {
  return _init({ ...settings, cwd: settings.cwd ?? process.cwd() })
}

export const initCommand: Command<object> = {
  command: 'init',
  describe: 'find the Prisma project and write the GitHub Actions workflows',
  builder: (yargs) =>
    yargs.example('$0 init', 'writes stager-plan.yml, stager-deploy.yml, stager-contract.yml and stager-status.yml into .github/workflows'),
  async handler(argv) {
    const { terminal } = argv
    const result = await init(projectSettings(argv))
    const { initDocument, sayInit } = await import('./init/say-init.ts')
    if (terminal.json) terminal.data(JSON.stringify(initDocument(result), null, 2))
    else sayInit(result, terminal)
  },
}
