import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

import type { WorkflowSettings } from './workflow.ts'

/** The folder that holds `.git`, from here upwards; else the folder itself. */
export function repositoryRoot(cwd: string): string {
  return climb(cwd).find((directory) => existsSync(join(directory, '.git'))) ?? cwd
}

const npm = { lockfile: 'package-lock.json', install: 'npm ci', stager: 'npx stager' }

const packageManagers = [
  npm,
  { lockfile: 'pnpm-lock.yaml', install: 'corepack enable && pnpm install --frozen-lockfile', stager: 'pnpm exec stager' },
  { lockfile: 'yarn.lock', install: 'corepack enable && yarn install --immutable', stager: 'yarn stager' },
]

/** How this project installs and runs things, by the lockfile that is there. */
export function detectSettings(cwd: string): WorkflowSettings {
  const found = climb(cwd)
    .flatMap((directory) => packageManagers.filter(({ lockfile }) => existsSync(join(directory, lockfile))))
    .at(0)
  const { install, stager } = found ?? npm
  return { branch: defaultBranch(repositoryRoot(cwd)), install, stager }
}

/** The branch that `origin` calls its own; git keeps it as a file. */
function defaultBranch(root: string): string {
  const head = join(root, '.git/refs/remotes/origin/HEAD')
  const match = existsSync(head) ? /refs\/remotes\/origin\/(\S+)/.exec(readFileSync(head, 'utf8')) : null
  return match?.[1] ?? 'main'
}

function climb(directory: string): readonly string[] {
  const parent = dirname(directory)
  return parent === directory ? [directory] : [directory, ...climb(parent)]
}
