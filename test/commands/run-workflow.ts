import { execFile } from 'node:child_process'
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { parse } from 'yaml'

const cli = fileURLToPath(new URL('../../dist/bin/stager.cjs', import.meta.url))

/** As much of a GitHub Actions workflow as stager writes. */
export interface WorkflowFile {
  readonly on: Readonly<Record<string, unknown>>
  readonly permissions: Readonly<Record<string, string>>
  readonly jobs: Readonly<Record<string, Job>>
}

export interface Job {
  readonly needs?: string
  readonly environment?: string
  readonly permissions?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  readonly steps: readonly Step[]
}

export interface Step {
  readonly name?: string
  readonly uses?: string
  readonly with?: Readonly<Record<string, unknown>>
  readonly run?: string
  readonly shell?: string
  readonly env?: Readonly<Record<string, string>>
}

export const parseWorkflow = (text: string): WorkflowFile => parse(text) as WorkflowFile

/** The jobs in the order in which GitHub runs them. */
export function jobsInOrder({ jobs }: WorkflowFile): readonly Job[] {
  const names = Object.keys(jobs)
  const depth = (name: string): number => {
    const needs = jobs[name]?.needs
    return needs === undefined ? 0 : 1 + depth(needs)
  }
  return names.toSorted((left, right) => depth(left) - depth(right)).flatMap((name) => jobs[name] ?? [])
}

/** What the expressions of a workflow stand for: `secrets.DATABASE_URL`. */
export type Expressions = Readonly<Record<string, string>>

export interface Runner {
  /** Runs every `run` step as a GitHub runner does; fails with the output of the first that fails. */
  run(workflow: WorkflowFile, expressions: Expressions): Promise<void>
  /** A file of RUNNER_TEMP; null where it is missing. */
  temporary(name: string): Promise<string | null>
  /** GITHUB_STEP_SUMMARY. */
  summary(): Promise<string>
}

/**
 * A runner with the repository checked out in `directory`. Actions are not run. `npm ci` has nothing to do, and `npx stager` is
 * the command line that was built.
 */
export async function openRunner(directory: string, folder: string): Promise<Runner> {
  const [bin, temporary] = [join(folder, 'bin'), join(folder, 'temp')]
  await rm(folder, { recursive: true, force: true })
  await Promise.all([bin, temporary].map((path) => mkdir(path, { recursive: true })))
  await writeProgram(join(bin, 'npm'), '[ "$*" = ci ]')
  await writeProgram(join(bin, 'npx'), `[ "$1" = stager ] && shift && exec "${process.execPath}" "${cli}" "$@"`)
  const summary = join(folder, 'summary.md')
  const env = {
    PATH: `${bin}:${process.env['PATH'] ?? ''}`,
    HOME: process.env['HOME'] ?? '',
    CI: 'true',
    GITHUB_SHA: '0123456789abcdef',
    GITHUB_STEP_SUMMARY: summary,
    RUNNER_TEMP: temporary,
  }
  return {
    run: async (workflow, expressions) => {
      const resolve = (values: Step['env'] = {}): Record<string, string> =>
        Object.fromEntries(Object.entries(values).map(([name, value]) => [name, evaluate(value, expressions)]))
      for (const job of jobsInOrder(workflow)) {
        for (const step of job.steps) {
          if (step.run === undefined) continue
          const options = step.shell === 'bash' ? ['--noprofile', '--norc', '-eo', 'pipefail'] : ['-e']
          await execute([...options, '-c', step.run], directory, { ...env, ...resolve(job.env), ...resolve(step.env) })
        }
      }
    },
    temporary: (name) => readFile(join(temporary, name), 'utf8').catch(() => null),
    summary: () => readFile(summary, 'utf8').catch(() => ''),
  }
}

async function writeProgram(path: string, script: string): Promise<void> {
  await writeFile(path, `#!/usr/bin/env bash\n${script}\n`)
  await chmod(path, 0o755)
}

function evaluate(text: string, expressions: Expressions): string {
  return text.replaceAll(/\$\{\{ *([\w.]+) *\}\}/g, (_, name: string) => {
    const value = expressions[name]
    if (value === undefined) throw new Error(`nothing is known about ${name}`)
    return value
  })
}

function execute(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = execFile('bash', args, { cwd, env }, (error, stdout, stderr) => {
      if (error === null) resolve()
      else reject(new Error(`exit ${String(error.code)} of\n${args.at(-1) ?? ''}\n${stdout}${stderr}`))
    })
    child.stdin?.end()
  })
}
