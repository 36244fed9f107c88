import { relative } from 'node:path'

import type { Terminal } from '../report/terminal.ts'

/** Tells which files a command wrote, and what comes next. */
export function sayWritten(
  { json, data, say, colours }: Terminal,
  result: { readonly written: readonly string[] },
  words: { readonly done: string; readonly nothing: string; readonly next: string },
): void {
  if (json) {
    data(JSON.stringify(result, null, 2))
    return
  }
  if (result.written.length === 0) {
    say(words.nothing)
    return
  }
  for (const path of result.written) say(`  ${colours.green('✔')} ${relative(process.cwd(), path)}`)
  say(words.done)
  say(words.next)
}
