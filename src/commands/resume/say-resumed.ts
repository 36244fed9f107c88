import type { Terminal } from '../../report/terminal.ts'
import { countOf } from '../../report/wording.ts'
import type { ResumeResult } from '../resume.ts'

/** What may go on, and what became of the rows in quarantine; the reporter has told those that failed again. */
export function sayResumed(result: ResumeResult, { json, data, say, colours }: Terminal): void {
  const { plan, quarantine } = result
  if (json) {
    data(JSON.stringify({ type: 'result', ...result }))
    return
  }
  if (quarantine === null) say('Its backfill runs elsewhere: it tries the rows in quarantine again when it is started the next time.')
  else if (quarantine.open > 0) say(`${colours.yellow(`${countOf(quarantine.open, 'row')} failed again`)}; stager status lists them.`)
  say(`${plan} may go on. Where none runs:  stager apply --stage backfill`)
}
