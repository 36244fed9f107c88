import { relative } from 'node:path'

import type { Terminal } from '../../report/terminal.ts'
import type { SealResult } from '../seal.ts'

/** What was edited, and that it is sealed now. */
export function saySealed(result: SealResult, { json, data, say, colours }: Terminal): void {
  const { plan, changed, written } = result
  if (json) {
    data(JSON.stringify(result, null, 2))
    return
  }
  if (changed.length === 0) {
    say(`The seal of ${plan} holds: nothing was edited.`)
    return
  }
  for (const { path, change } of changed) say(`  ${colours.yellow('~')} ${path} ${change}`)
  for (const path of written) say(`  ${colours.green('✔')} ${relative(process.cwd(), path)}`)
  say(`${plan} is sealed. Commit it; a reviewer sees the edit in the pull request.`)
}
