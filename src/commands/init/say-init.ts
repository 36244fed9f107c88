import { relative } from 'node:path'

import { errorDocument } from '../../report/error.ts'
import type { Terminal } from '../../report/terminal.ts'
import type { InitResult } from '../init.ts'

/** For programs. */
export function initDocument({ project, problem, files }: InitResult): Record<string, unknown> {
  return { project, problem: problem === null ? null : errorDocument(problem)['error'], files }
}

/** For people: what was found, what was written, what to do next. */
export function sayInit({ project, problem, files }: InitResult, { say, colours }: Terminal): void {
  const { bold, dim, green, yellow } = colours
  const shown = (path: string): string => relative(process.cwd(), path) || '.'
  if (project !== null) {
    say(`${green('✔')} schema      ${shown(project.schema)}`)
    say(`${green('✔')} migrations  ${shown(project.migrations)}`)
    say(`${green('✔')} plans       ${shown(project.stages)}`)
    say(project.databaseUrl ? `${green('✔')} database    configured` : `${yellow('!')} database    no URL here; plan needs none`)
  }
  if (problem !== null) say(`${yellow('!')} ${problem.message}${problem.hint === undefined ? '' : ` ${dim(problem.hint)}`}`)
  for (const { path, purpose, state } of files) {
    const mark = state === 'kept' ? yellow('!') : green('✔')
    const note = state === 'kept' ? 'is there already and was kept; delete it to have it written' : state
    say(`${mark} ${shown(path)} ${dim(`${purpose}: ${note}`)}`)
  }
  say(`
${bold('Next')}
  1. Put your deployment into the "Deploy the application" step of stager-deploy.yml.
  2. On GitHub, give the environments "production" and "production-contract" the secret DATABASE_URL, and the second one required reviewers.
  3. Edit schema.prisma and run  stager plan --name <what-it-does>`)
}
